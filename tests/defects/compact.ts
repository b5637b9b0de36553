import { isObject, type JsonObject, type JsonValue } from '../../schemas/json.js';
import { lettingThrough } from './answering.js';
import { without } from './building.js';
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
        stage === 'validate' &&
        operation === 'create-response' &&
        Array.isArray(body?.['input']) &&
        body['input'].some((item: JsonValue) => isObject(item) && isCompaction(item))
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
