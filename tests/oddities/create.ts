import { arrayAt, isObject, type JsonObject, stringAt } from '../../schemas/json.js';
import {
  alteringItems,
  alteringParts,
  alteringResponses,
  alteringWhen,
  leavingOut,
  replanning,
} from '../defects/building.js';
import type { Oddity } from '../defects/defect.js';

function reversed(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).reverse());
}

function textOf(response: JsonObject): string {
  return arrayAt(response, 'output')
    .flatMap((item) => arrayAt(item, 'content'))
    .map((part) => stringAt(part, 'text') ?? '')
    .join('');
}

export const createOddities: readonly Oddity[] = [
  {
    name: 'members in another order',
    permitted: 'JSON objects have no order',
    change: alteringResponses(reversed),
  },
  {
    name: 'members of its own in responses, items and parts',
    permitted: 'unknown members are allowed everywhere (contract, HTTP-SUPERSET)',
    change: {
      ...alteringResponses((response) => ({ ...response, billing: { payer: 'developer' }, x_node: 7 })),
      ...alteringItems(null, (item) => ({ ...item, x_trace: 'abc' })),
    },
  },
  {
    name: 'no completed_at',
    permitted: 'optional in OpenAI’s schema; absent in recordings before 2026',
    change: leavingOut('completed_at'),
  },
  {
    name: 'created_at with a fraction',
    permitted: 'a number in OpenAI’s schema',
    change: alteringResponses((response) => ({
      ...response,
      created_at: Number(response['created_at']) + 0.25,
      completed_at:
        isObject(response) && response['completed_at'] !== null ? Number(response['completed_at']) + 1 : null,
    })),
  },
  {
    name: 'an item type of its own beside the message',
    permitted: 'item types are open: unknown ones are listed, not failed',
    change: {
      // What it puts out it also takes back.
      body: (body) =>
        isObject(body) && Array.isArray(body['input'])
          ? {
              ...body,
              input: body['input'].filter((item) => !isObject(item) || item['type'] !== 'vendor_trace'),
            }
          : body,
      ...replanning((plan, { ordinal }) => ({
        ...plan,
        items: [
          {
            item: { type: 'vendor_trace', id: `vt_${ordinal}`, status: 'completed' },
            tokens: 0,
            reasoningTokens: 0,
          },
          ...plan.items,
        ],
      })),
    },
  },
  {
    name: 'a prefixed item type in Open Responses',
    permitted: 'extensions are slug:name',
    dialect: 'open-responses',
    change: replanning((plan, { ordinal }) => ({
      ...plan,
      items: [
        {
          item: { type: 'acme:trace', id: `at_${ordinal}`, status: 'completed' },
          tokens: 0,
          reasoningTokens: 0,
        },
        ...plan.items,
      ],
    })),
  },
  {
    name: 'web searches still searching in a completed response',
    permitted: 'recorded at Azure: the state of a hosted call may lag behind',
    change: alteringItems('web_search_call', (item) => ({ ...item, status: 'searching' })),
  },
  {
    name: 'output_text on the wire',
    permitted: 'the first Azure page shows it; SDKs fill it in themselves',
    change: alteringWhen('completed', (response) => ({ ...response, output_text: textOf(response) })),
  },
  {
    name: 'parts without logprobs',
    permitted: 'absent in OpenAI’s own examples',
    change: alteringParts((part) =>
      Array.isArray(part['logprobs']) && part['logprobs'].length === 0
        ? Object.fromEntries(Object.entries(part).filter(([member]) => member !== 'logprobs'))
        : part,
    ),
  },
];
