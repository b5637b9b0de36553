import { isObject, type JsonObject, type JsonValue } from '../../schemas/json.js';
import { invalid } from '../../targets/reference/index.js';
import { lettingThrough } from './answering.js';
import { alteringItems, ignoring, without } from './building.js';
import type { Defect } from './defect.js';

/** A change of what compacting answers. */
function compacting(alter: (body: JsonObject) => JsonObject): Defect['change'] {
  return {
    json: (body, { operation, fault }) =>
      operation === 'compact-response' && fault === null && isObject(body) ? alter(body) : body,
  };
}

const outputWithout = (body: JsonObject, leave: (item: JsonObject) => boolean): JsonObject => ({
  ...body,
  output: Array.isArray(body['output'])
    ? body['output'].filter((item: JsonValue) => !(isObject(item) && leave(item)))
    : [],
});

const isManaged = (body: JsonObject | null) => Array.isArray(body?.['context_management']);

const hasCompaction = (body: JsonObject | null) =>
  Array.isArray(body?.['input']) &&
  body['input'].some((item: JsonValue) => isObject(item) && isCompaction(item));

const isCompaction = (item: JsonObject) => item['type'] === 'compaction';

export const compactDefects: readonly Defect[] = [
  {
    name: 'compaction-as-response',
    area: 'compact',
    symptom: 'Compacting answers with object response and without usage.',
    caughtBy: ['CMP-SHAPE'],
    change: compacting((body) => ({ ...without(body, 'usage'), object: 'response' })),
  },
  {
    name: 'compaction-item-missing',
    area: 'compact',
    symptom: 'The compacted output has no compaction item.',
    caughtBy: ['CMP-ITEM'],
    level: 'SHOULD',
    change: compacting((body) => outputWithout(body, isCompaction)),
  },
  {
    name: 'compaction-drops-users',
    area: 'compact',
    symptom: 'What users said is not in the compacted output.',
    caughtBy: ['CMP-ITEM'],
    level: 'SHOULD',
    change: compacting((body) => outputWithout(body, (item) => item['role'] === 'user')),
  },
  {
    name: 'compaction-without-model',
    area: 'compact',
    symptom: 'Compacting without a model uses some model.',
    caughtBy: ['CMP-MODEL'],
    change: lettingThrough(
      ({ param }, { operation }) => operation === 'compact-response' && param === 'model',
    ),
  },
  {
    name: 'compaction-as-previous',
    area: 'compact',
    symptom: 'The id of a compaction is accepted as previous_response_id.',
    caughtBy: ['CMP-NOT-PREV'],
    change: {
      json: (body, { operation, memory, fault }) => {
        if (operation === 'compact-response' && fault === null && isObject(body))
          memory.set(`compaction ${String(body['id'])}`, true);
        return body;
      },
      fault: (fault, _stage, { body, memory }) =>
        memory.has(`compaction ${String(body?.['previous_response_id'])}`) ? null : fault,
    },
  },
  {
    name: 'compaction-not-taken-back',
    area: 'compact',
    symptom: 'Compaction items are refused as input.',
    caughtBy: ['CMP-INPUT'],
    change: {
      fault: (fault, stage, { body, operation }) =>
        stage === 'validate' && operation === 'create-response' && !isManaged(body) && hasCompaction(body)
          ? {
              stage,
              status: 400,
              type: 'invalid_request_error',
              code: 'invalid_value',
              param: 'input',
              message: "Invalid value: 'compaction'.",
            }
          : fault,
    },
  },
  {
    name: 'compact-item-lost-in-sse',
    area: 'compact',
    symptom: 'The compaction item is streamed and not carried into the final output.',
    seenIn: 'Wei-Shaw/sub2api#3777',
    caughtBy: ['CMP-TRIGGER'],
    level: 'SHOULD',
    change: {
      events: (events) =>
        events
          .filter((event) => event.type !== 'response.output_item.done' || !isCompaction(itemIn(event)))
          .map((event) =>
            isObject(event['response']) && event.type === 'response.completed'
              ? { ...event, response: outputWithout(event['response'], isCompaction) }
              : event,
          ),
    },
  },
  {
    name: 'context-management-ignored',
    area: 'compact',
    symptom: 'context_management is accepted and left out of account.',
    caughtBy: ['CMP-THRESHOLD'],
    change: ignoring('context_management'),
  },
  {
    name: 'managed-compaction-without-content',
    area: 'compact',
    symptom: 'The compaction item that passing the threshold gives has nothing in it.',
    caughtBy: ['CMP-THRESHOLD'],
    change: alteringItems('compaction', (item, _index, { body }) =>
      isManaged(body) ? { ...item, encrypted_content: '' } : item,
    ),
  },
  {
    name: 'managed-compaction-lost-in-stream',
    area: 'compact',
    symptom: 'Streams leave out the compaction that passing the threshold gives.',
    caughtBy: ['CMP-THRESHOLD'],
    change: {
      acted: (body) => (body['stream'] === true ? without(body, 'context_management') : body),
    },
  },
  {
    name: 'compaction-at-every-turn',
    area: 'compact',
    symptom: 'Whoever sends context_management gets a compaction, whatever the threshold.',
    caughtBy: ['CMP-BELOW-THRESHOLD'],
    level: 'SHOULD',
    change: {
      acted: (body) =>
        isManaged(body)
          ? { ...body, context_management: [{ type: 'compaction', compact_threshold: 1 }] }
          : body,
    },
  },
  {
    name: 'managed-compaction-not-taken-back',
    area: 'compact',
    symptom: 'Compaction items that did not come from the operation of their own are refused as input.',
    caughtBy: ['CMP-MANAGED-INPUT'],
    change: {
      fault: (fault, stage, { body, operation }) =>
        stage === 'validate' && operation === 'create-response' && isManaged(body) && hasCompaction(body)
          ? invalid('input', "Invalid value: 'compaction'.")
          : fault,
    },
  },
  {
    name: 'compaction-trigger-anywhere',
    area: 'compact',
    symptom: 'A compaction_trigger may stand anywhere in the input.',
    caughtBy: ['REQ-COMPTRIGGER-LAST'],
    change: lettingThrough(
      ({ param }, { body }) =>
        /^input/.test(param ?? '') && JSON.stringify(body?.['input'] ?? null).includes('compaction_trigger'),
    ),
  },
];

function itemIn(event: JsonObject): JsonObject {
  return isObject(event['item']) ? event['item'] : {};
}
