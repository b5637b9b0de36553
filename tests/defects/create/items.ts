import { arrayAt, isObject } from '../../../schemas/json.js';
import { alteringItems, alteringParts, alteringWhen, replanning } from '../building.js';
import type { Defect } from '../defect.js';

const area = 'create';

/** Faults of output items and their parts. */
export const itemDefects: readonly Defect[] = [
  {
    name: 'reasoning-id-missing',
    area,
    symptom: 'reasoning items have no id',
    seenIn: 'museum',
    caughtBy: ['RES-ITEM-FIELDS'],
    collateral: 20,
    change: alteringItems('reasoning', ({ id: _, ...item }) => item),
  },
  {
    name: 'item-id-empty',
    area,
    symptom: 'the id of messages is empty',
    caughtBy: ['RES-ITEM-FIELDS'],
    collateral: 20,
    change: alteringItems('message', (item) => ({ ...item, id: '' })),
  },
  {
    name: 'item-status-illegal',
    area,
    symptom: 'status of messages is "stop"',
    seenIn: 'museum',
    caughtBy: ['RES-ITEM-STATUS-ENUM'],
    change: alteringItems('message', (item) => ({ ...item, status: 'stop' })),
  },
  {
    name: 'hm-output-role-user',
    area,
    symptom: 'output messages have role user',
    caughtBy: ['RES-MESSAGE-ROLE'],
    change: alteringItems('message', (item) => ({ ...item, role: 'user' })),
  },
  {
    name: 'part-type-text',
    area,
    symptom: 'content parts have type "text"',
    caughtBy: ['RES-CONTENT-PART'],
    collateral: 30,
    change: alteringParts((part) => (part['type'] === 'output_text' ? { ...part, type: 'text' } : part)),
  },
  {
    name: 'annotations-missing',
    area,
    symptom: 'output_text parts have no annotations',
    caughtBy: ['RES-CONTENT-PART'],
    change: alteringParts(({ annotations: _, ...part }) => part),
  },
  {
    name: 'refusal-under-text',
    area,
    symptom: 'refusal parts have their words in text',
    caughtBy: ['RES-REFUSAL-PART'],
    change: alteringParts((part) =>
      part['type'] === 'refusal' ? { type: 'refusal', text: part['refusal'] ?? '' } : part,
    ),
  },
  {
    name: 'code-call-without-container',
    area,
    symptom: 'code_interpreter_call items have no container_id',
    caughtBy: ['RES-ITEM-SCHEMA'],
    change: alteringItems('code_interpreter_call', ({ container_id: _, ...item }) => item),
  },
  {
    name: 'unprefixed-extension',
    area,
    symptom: 'an item type of its own has no slug',
    dialect: 'open-responses',
    caughtBy: ['RES-EXT-PREFIX'],
    level: 'SHOULD',
    change: replanning((plan, { ordinal }) => ({
      ...plan,
      items: [
        {
          item: { type: 'web_lookup', id: `wl_${ordinal}`, status: 'completed' },
          tokens: 0,
          reasoningTokens: 0,
        },
        ...plan.items,
      ],
    })),
  },
  {
    name: 'items-left-in-progress',
    area,
    symptom: 'messages of completed responses are still in progress',
    caughtBy: ['RES-ITEM-STATUS'],
    change: alteringWhen('completed', (response) => ({
      ...response,
      output: arrayAt(response, 'output').map((item) =>
        isObject(item) && item['type'] === 'message' ? { ...item, status: 'in_progress' } : item,
      ),
    })),
  },
  {
    name: 'completed-with-incomplete-item',
    area,
    symptom: 'a cut item stands in a completed response',
    caughtBy: ['RES-ITEM-INCOMPLETE-LAST'],
    collateral: 20,
    change: replanning((plan) => ({
      ...plan,
      outcome: plan.outcome === 'incomplete' ? 'completed' : plan.outcome,
    })),
  },
  {
    name: 'item-ids-repeat',
    area,
    symptom: 'all items of a response have the same id',
    caughtBy: ['RES-ITEM-ID-UNIQUE'],
    collateral: 30,
    change: alteringItems(null, (item, _, { ordinal }) => ({ ...item, id: `item_${ordinal}` })),
  },
];
