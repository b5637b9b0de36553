import type { JsonObject } from '../../../schemas/json.js';
import { answerOf, errorAnswer, lettingThrough } from '../answering.js';
import { without } from '../building.js';
import type { Defect } from '../defect.js';
import { finding, parentOf } from './lookups.js';

const lag = 10_000;

const continues = (body: JsonObject | null) => typeof body?.['previous_response_id'] === 'string';

/** Defects of chains by previous_response_id. */
export const chainDefects: readonly Defect[] = [
  {
    name: 'prev-id-ignored',
    area: 'state',
    symptom: 'previous_response_id is accepted, echoed and ignored.',
    seenIn: 'Blaizzy/mlx-vlm#1046',
    caughtBy: ['REQ-PREV-CONTEXT', 'REQ-PREV-STORE-FALSE'],
    collateral: 10,
    change: { acted: (body) => without(body, 'previous_response_id') },
  },
  {
    name: 'read-after-write-lag',
    area: 'state',
    symptom: 'A continuation sent within ten seconds loses its context.',
    seenIn: 'BerriAI/litellm#12364',
    caughtBy: ['REQ-PREV-CONTEXT'],
    collateral: 10,
    change: {
      acted: (body, context) => {
        const parent = parentOf(context);
        return parent !== null && context.clock.now() - parent.createdAt < lag
          ? without(body, 'previous_response_id')
          : body;
      },
    },
  },
  {
    name: 'prev-id-with-store-false-drops-history',
    area: 'state',
    symptom: 'previous_response_id together with store: false loses the history.',
    seenIn: 'NVIDIA/TensorRT-LLM#19223',
    caughtBy: ['REQ-PREV-STORE-FALSE'],
    change: {
      acted: (body) => (body['store'] === false ? without(body, 'previous_response_id') : body),
    },
  },
  {
    name: 'only-last-turn-kept',
    area: 'state',
    symptom: 'The context holds the previous turn, and not those before it.',
    caughtBy: ['REQ-PREV-DEPTH'],
    change: { history: (items, context) => items.slice(parentOf(context)?.carried ?? 0) },
  },
  {
    name: 'thread-instead-of-chain',
    area: 'state',
    symptom: 'Every turn is appended to one thread: a branch sees the other one.',
    caughtBy: ['REQ-PREV-BRANCH'],
    change: {
      history: (items, { body, memory }) => {
        const key = `turns after ${String(body?.['previous_response_id'])}`;
        const before = memory.get(key);
        const siblings = typeof before === 'number' ? before : 0;
        if (!continues(body)) return items;
        memory.set(key, siblings + 1);
        return [...items, ...items.slice(-1).flatMap((item) => Array<JsonObject>(siblings).fill(item))];
      },
    },
  },
  {
    name: 'instructions-carried-over',
    area: 'state',
    symptom: 'The instructions of the previous response go on working unseen.',
    caughtBy: ['REQ-PREV-INSTR'],
    change: {
      acted: (body, context) => {
        const { instructions } = parentOf(context)?.request ?? {};
        return body['instructions'] === undefined && typeof instructions === 'string'
          ? { ...body, instructions }
          : body;
      },
    },
  },
  {
    name: 'instructions-echoed-from-previous',
    area: 'state',
    symptom: 'The response shows the instructions of the previous one as its own.',
    caughtBy: ['REQ-PREV-INSTR'],
    change: {
      response: (response, _place, context) => {
        const { instructions } = parentOf(context)?.request ?? {};
        return context.operation === 'create-response' && typeof instructions === 'string'
          ? { ...response, instructions }
          : response;
      },
    },
  },
  {
    name: 'lookup-by-wrong-key',
    area: 'state',
    symptom: 'Turns are saved under an internal id and looked up by response id: always not found.',
    seenIn: 'danny-avila/LibreChat#13300',
    caughtBy: ['CAP-PREVIOUS-RESPONSE', 'CAP-CONTRADICTION'],
    change: {
      fault: (fault, stage, { operation, body }) =>
        stage === 'validate' && operation === 'create-response' && continues(body)
          ? {
              stage,
              status: 404,
              type: 'not_found_error',
              code: null,
              param: null,
              message: 'Conversation not found',
            }
          : fault,
    },
  },
  {
    name: 'json-prev-id-not-found',
    area: 'state',
    symptom: 'Only streamed responses can be continued.',
    caughtBy: ['REQ-PREV-KNOWN'],
    change: finding((record, { operation }) =>
      operation === 'create-response' && record?.streamed === false && !record.background ? null : record,
    ),
  },
  {
    name: 'streamed-prev-id-not-found',
    area: 'state',
    symptom: 'The id from response.completed is not found as previous_response_id.',
    seenIn: 'lmstudio-ai/lmstudio-bug-tracker#1188',
    caughtBy: ['REQ-PREV-STREAMED'],
    change: finding((record, { operation }) =>
      operation === 'create-response' && record?.streamed === true ? null : record,
    ),
  },
  {
    name: 'background-prev-id-not-found',
    area: 'state',
    symptom: 'Background responses cannot be continued.',
    caughtBy: ['REQ-PREV-BG'],
    change: finding((record, { operation }) =>
      operation === 'create-response' && record?.background === true ? null : record,
    ),
  },
  {
    name: 'prev-id-with-tools-500',
    area: 'state',
    symptom: 'previous_response_id together with tools crashes the server.',
    seenIn: 'ogx-ai/ogx#3268',
    caughtBy: ['REQ-PREV-TOOLS'],
    collateral: 10,
    change: {
      answer: (answer, { operation, body }) =>
        operation === 'create-response' && continues(body) && Array.isArray(body?.['tools'])
          ? answerOf(500, 'text/plain', 'Internal Server Error')
          : answer,
    },
  },
  {
    name: 'tool-calls-not-carried',
    area: 'state',
    symptom: 'Tool calls of the previous response are not part of its history.',
    caughtBy: ['REQ-PREV-TOOLITEMS'],
    change: { history: (items) => items.filter((item) => item['type'] !== 'function_call') },
  },
  {
    name: 'unknown-prev-id-accepted',
    area: 'state',
    symptom: 'A previous_response_id that was never given out is accepted.',
    caughtBy: ['REQ-PREV-UNKNOWN'],
    change: lettingThrough(({ param }) => param === 'previous_response_id'),
  },
  {
    name: 'unknown-prev-id-500',
    area: 'state',
    symptom: 'A previous_response_id that was never given out crashes the server.',
    caughtBy: ['REQ-PREV-UNKNOWN'],
    change: {
      answer: (answer, { fault }) =>
        fault?.code === 'previous_response_not_found' ? errorAnswer(500, 'KeyError') : answer,
    },
  },
];
