import { isObject, type JsonValue } from '../../../schemas/json.js';
import type { ResponseRecord } from '../../../targets/reference/index.js';
import { answerOf, errorAnswer, jsonAnswer, lettingThrough } from '../answering.js';
import { alteringResponses } from '../building.js';
import type { Defect } from '../defect.js';
import { finding, keeping } from './lookups.js';

/** Defects of what is stored, found again and deleted. */
export const storageDefects: readonly Defect[] = [
  {
    name: 'retrieve-not-implemented-404',
    area: 'state',
    symptom: 'GET of a response is not routed, so every stored id answers 404.',
    seenIn: 'tenstorrent/tt-inference-server#3007',
    caughtBy: ['CAP-STATE', 'CAP-CONTRADICTION', 'GET-POLL'],
    collateral: 12,
    change: {
      answer: (answer, { operation }) =>
        operation === 'retrieve-response' ? errorAnswer(404, 'Invalid URL') : answer,
    },
  },
  {
    name: 'html-page-on-retrieve',
    area: 'state',
    symptom: 'GET of a just-created response answers an HTML maintenance page.',
    seenIn: 'digitalocean/gradient-python#96',
    caughtBy: ['CAP-STATE', 'CAP-CONTRADICTION'],
    collateral: 14,
    change: {
      answer: (answer, { operation }) =>
        operation === 'retrieve-response'
          ? answerOf(404, 'text/html', '<html><body>Down for maintenance</body></html>')
          : answer,
    },
  },
  {
    name: 'store-accepted-not-persisted',
    area: 'state',
    symptom: 'store: true gives 200 and an id that nothing can resolve.',
    seenIn: 'digitalocean/gradient-python#96',
    caughtBy: ['CAP-STATE', 'CAP-PREVIOUS-RESPONSE', 'CAP-CONTRADICTION'],
    collateral: 14,
    change: keeping(() => null),
  },
  {
    name: 'store-off-by-default',
    area: 'state',
    symptom: 'Responses are stored only where the request says store: true.',
    seenIn: 'vllm-project/vllm#22137',
    caughtBy: ['REQ-STORE-DEFAULT'],
    collateral: 14,
    change: keeping((record, { body }) => (body?.['store'] === true ? record : null)),
  },
  {
    name: 'nonstream-response-not-stored',
    area: 'state',
    symptom: 'Ids of non-streamed answers are 404 on retrieval.',
    seenIn: 'SamSaffron/term-llm#460',
    caughtBy: ['REQ-STORE-DEFAULT', 'GET-STORED'],
    change: finding((record, { operation }) =>
      operation === 'retrieve-response' && record?.streamed === false && !record.background ? null : record,
    ),
  },
  {
    name: 'streamed-response-not-stored',
    area: 'state',
    symptom: 'With stream: true and store: true the response cannot be retrieved or continued.',
    seenIn: 'EricLBuehler/mistral.rs#1946',
    caughtBy: ['GET-STORED-STREAM', 'REQ-PREV-STREAMED'],
    change: keeping((record) => (record?.streamed === true && !record.background ? null : record)),
  },
  {
    name: 'store-false-kept',
    area: 'state',
    symptom: 'Responses created with store: false can be retrieved.',
    caughtBy: ['REQ-STORE-FALSE-GET'],
    level: 'SHOULD',
    change: keeping((record, context) => record ?? context.record),
  },
  {
    name: 'stored-usage-differs',
    area: 'state',
    symptom: 'GET shows a usage of its own.',
    caughtBy: ['GET-SAME'],
    change: alteringResponses((response, { operation }) =>
      operation === 'retrieve-response' && isObject(response['usage'])
        ? {
            ...response,
            usage: {
              ...response['usage'],
              input_tokens: 0,
              total_tokens: response['usage']['output_tokens'],
            },
          }
        : response,
    ),
  },
  {
    name: 'stored-status-in-progress',
    area: 'state',
    symptom: 'GET shows a finished response as in progress.',
    caughtBy: ['GET-SAME'],
    change: alteringResponses((response, { operation, record }) =>
      operation === 'retrieve-response' && record?.background === false
        ? { ...response, status: 'in_progress' }
        : response,
    ),
  },
  {
    name: 'stored-output-empty',
    area: 'state',
    symptom: 'GET gives the response back without its output.',
    caughtBy: ['GET-SAME', 'SDK-RETRIEVE'],
    change: alteringResponses((response, { operation }) =>
      operation === 'retrieve-response' ? { ...response, output: [] } : response,
    ),
  },
  {
    name: 'hm-delete-204',
    area: 'state',
    symptom: 'DELETE answers 204 without a body.',
    caughtBy: ['DEL-SHAPE'],
    change: {
      answer: (answer, { operation }) =>
        operation === 'delete-response' && answer.status === 200 ? answerOf(204, null, '') : answer,
    },
  },
  {
    name: 'second-delete-200',
    area: 'state',
    symptom: 'Deleting what is deleted already is answered 200; other unknown ids are not found.',
    caughtBy: ['DEL-TWICE-404'],
    change: {
      answer: (answer, { operation, parameters, memory }) => {
        if (operation !== 'delete-response') return answer;
        const id = parameters.responseId ?? '';
        const known = memory.has(`deleted ${id}`);
        if (answer.status === 200) memory.set(`deleted ${id}`, true);
        return answer.status === 404 && known
          ? jsonAnswer(200, { id, object: 'response', deleted: true })
          : answer;
      },
    },
  },
  {
    name: 'deleted-still-retrievable',
    area: 'state',
    symptom: 'DELETE says deleted: true, and GET goes on giving the response back.',
    caughtBy: ['DEL-THEN-404'],
    change: {
      forget: (id, { memory, record }) => {
        memory.set(`deleted ${id}`, record);
        return true;
      },
      find: (record, id, { memory, operation }) =>
        operation === 'retrieve-response' ? (record ?? deletedRecord(memory, id)) : record,
    },
  },
  {
    name: 'deleted-still-continued',
    area: 'state',
    symptom: 'A deleted response is accepted as previous_response_id.',
    caughtBy: ['REQ-PREV-DELETED'],
    change: {
      forget: (id, { memory, record }) => {
        memory.set(`deleted ${id}`, record);
        return true;
      },
      find: (record, id, { memory, operation }) =>
        operation === 'create-response' ? (record ?? deletedRecord(memory, id)) : record,
    },
  },
  {
    name: 'include-on-retrieve-refused',
    area: 'state',
    symptom: 'GET does not know the include parameter.',
    caughtBy: ['INC-PARAM-NAME'],
    change: {
      fault: (fault, stage, { operation, query }) =>
        fault ??
        (stage === 'validate' && operation === 'retrieve-response' && query.has('include')
          ? {
              stage,
              status: 400,
              type: 'invalid_request_error',
              code: 'unknown_parameter',
              param: 'include',
              message: "Unknown parameter: 'include'.",
            }
          : null),
    },
  },
  {
    name: 'own-output-fails-own-validation',
    area: 'state',
    symptom: 'Returned logprobs: null is refused when the item is given back.',
    seenIn: 'NVIDIA/TensorRT-LLM#19223',
    caughtBy: ['REQ-OWN-OUTPUT'],
    change: {
      json: (body, { operation }) => (operation === 'create-response' ? nullLogprobs(body) : body),
      body: (body, { memory, ordinal }) => {
        memory.set(`null logprobs ${ordinal}`, JSON.stringify(body ?? null).includes('"logprobs":null'));
        return body;
      },
      fault: (fault, stage, { memory, ordinal }) =>
        stage === 'validate' && memory.get(`null logprobs ${ordinal}`) === true
          ? {
              stage,
              status: 400,
              type: 'invalid_request_error',
              code: 'invalid_type',
              param: 'input[1].content[0].logprobs',
              message: 'Input should be a valid list.',
            }
          : fault,
    },
  },
  {
    name: 'unknown-reference-dropped',
    area: 'state',
    symptom: 'An item_reference that leads nowhere is silently dropped.',
    caughtBy: ['REQ-ITEMREF-UNKNOWN'],
    change: lettingThrough(({ param }) => /^input\[\d+\]\.id$/.test(param ?? '')),
  },
  {
    name: 'references-dropped',
    area: 'state',
    symptom: 'Every item_reference is accepted and dropped.',
    caughtBy: ['REQ-ITEMREF', 'REQ-ITEMREF-UNKNOWN'],
    change: {
      acted: (body) =>
        Array.isArray(body['input'])
          ? {
              ...body,
              input: body['input'].filter(
                (item: JsonValue) => !isObject(item) || item['type'] !== 'item_reference',
              ),
            }
          : body,
    },
  },
];

function deletedRecord(memory: Map<string, unknown>, id: string): ResponseRecord | null {
  return (memory.get(`deleted ${id}`) as ResponseRecord | undefined) ?? null;
}

function nullLogprobs(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((entry: JsonValue) => nullLogprobs(entry));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([member, inner]) => [
      member,
      member === 'logprobs' ? null : inner === undefined ? inner : nullLogprobs(inner),
    ]),
  );
}
