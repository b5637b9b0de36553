import { arrayAt, isObject, type JsonObject, type JsonValue } from '../../../schemas/json.js';
import { invalid } from '../../../targets/reference/index.js';
import { errorAnswer, lettingThrough, requestJson, requestText, rewriting, withText } from '../answering.js';
import type { Defect } from '../defect.js';

const plain = JSON.stringify({ model: 'reference', input: 'Hello' });
const roles = ['user', 'assistant', 'system', 'developer'];

/** Input items, each rewritten where it is an object. */
function items(body: JsonObject, rewrite: (item: JsonObject) => JsonObject): JsonObject {
  const { input } = body;
  if (!Array.isArray(input)) return body;
  return { ...body, input: input.map((item: JsonValue) => (isObject(item) ? rewrite(item) : item)) };
}

/** Invalid requests that are accepted, or that the server cannot stand. */
export const refusedDefects: readonly Defect[] = [
  {
    name: 'hm-malformed-json-200',
    area: 'errors',
    symptom: 'Malformed JSON gets an answer.',
    caughtBy: ['ERR-MALFORMED-JSON'],
    change: {
      request: (request) =>
        request.method === 'POST' && requestText(request) !== '' && requestJson(request) === undefined
          ? withText(request, plain)
          : request,
    },
  },
  {
    name: 'list-as-body',
    area: 'errors',
    symptom: 'A list is taken for its first entry, any other value for an empty request.',
    caughtBy: ['ERR-BODY-OBJECT'],
    change: {
      request: (request) => {
        const body = requestJson(request);
        if (body === undefined || isObject(body)) return request;
        return withText(request, Array.isArray(body) ? JSON.stringify(body[0] ?? {}) : plain);
      },
    },
  },
  {
    name: 'types-coerced',
    area: 'errors',
    symptom: 'Values of the wrong type are dropped or turned into texts.',
    caughtBy: ['ERR-INVALID-TYPE'],
    change: rewriting(({ temperature, ...body }) => ({
      ...body,
      ...(typeof temperature === 'string' || temperature === undefined ? {} : { temperature }),
      ...(typeof body['input'] === 'number' ? { input: String(body['input']) } : {}),
    })),
  },
  {
    name: 'hm-truncation-enum-lax',
    area: 'errors',
    symptom: 'Any truncation value is accepted.',
    caughtBy: ['ERR-INVALID-ENUM'],
    change: rewriting((body) =>
      typeof body['truncation'] === 'string' && !['auto', 'disabled'].includes(body['truncation'])
        ? { ...body, truncation: 'disabled' }
        : body,
    ),
  },
  {
    name: 'hm-invalid-role-accepted',
    area: 'errors',
    symptom: 'An unknown role is taken for user.',
    caughtBy: ['ERR-INVALID-ENUM'],
    change: rewriting((body) =>
      items(body, (item) =>
        typeof item['role'] === 'string' && !roles.includes(item['role']) ? { ...item, role: 'user' } : item,
      ),
    ),
  },
  {
    name: 'numbers-clamped',
    area: 'errors',
    symptom: 'Numbers outside their bounds are moved to the bound.',
    caughtBy: ['ERR-OUT-OF-BOUNDS'],
    change: rewriting((body) => ({
      ...body,
      ...clamped(body, 'temperature', 0, 2),
      ...clamped(body, 'top_p', 0, 1),
      ...clamped(body, 'max_output_tokens', 16, Number.MAX_SAFE_INTEGER),
    })),
  },
  {
    name: 'call-ids-of-any-length',
    area: 'errors',
    symptom: 'Lengths of call_id are not checked.',
    caughtBy: ['ERR-WRONG-SIZE'],
    change: rewriting((body) =>
      items(body, (item) =>
        typeof item['call_id'] === 'string' ? { ...item, call_id: item['call_id'].slice(0, 64) } : item,
      ),
    ),
  },
  {
    name: 'role-guessed',
    area: 'errors',
    symptom: 'A message without role is taken for one of the user.',
    caughtBy: ['ERR-MISSING-REQUIRED'],
    change: rewriting((body) =>
      items(body, (item) =>
        item['type'] === 'message' && item['role'] === undefined ? { ...item, role: 'user' } : item,
      ),
    ),
  },
  {
    name: 'unknown-include-dropped',
    area: 'errors',
    symptom: 'Unknown values of include are dropped.',
    level: 'SHOULD',
    caughtBy: ['INC-UNKNOWN'],
    change: rewriting((body) =>
      Array.isArray(body['include'])
        ? { ...body, include: arrayAt(body, 'include').filter((value) => value !== 'everything.everywhere') }
        : body,
    ),
  },
  {
    name: 'stream-options-anywhere',
    area: 'errors',
    symptom: 'stream_options is accepted without stream.',
    caughtBy: ['REQ-STREAMOPT-STREAM'],
    change: lettingThrough((fault) => fault.param === 'stream_options' && /only allowed/.test(fault.message)),
  },
  {
    name: 'two-histories',
    area: 'errors',
    symptom: 'previous_response_id and conversation are accepted together.',
    caughtBy: ['REQ-PREV-XOR-CONV'],
    change: lettingThrough((fault) => fault.code === 'mutually_exclusive_parameters'),
  },
  {
    name: 'mcp-without-server',
    area: 'errors',
    symptom: 'An mcp tool without a server is accepted.',
    caughtBy: ['REQ-MCP-ONEOF'],
    change: lettingThrough((fault) => /^An mcp tool/.test(fault.message)),
  },
  {
    name: 'prev-id-with-file-search-500',
    area: 'errors',
    symptom: 'previous_response_id together with tools makes the server fail.',
    seenIn: 'ogx-ai/ogx#3268',
    caughtBy: ['ERR-5XX-VALID'],
    collateral: 20,
    change: {
      fault: (fault, stage, { body }) =>
        fault === null &&
        stage === 'validate' &&
        typeof body?.['previous_response_id'] === 'string' &&
        arrayAt(body, 'tools').length > 0
          ? { ...invalid(null, 'Internal Server Error'), status: 500, type: 'server_error' }
          : fault,
    },
  },
  {
    name: 'parser-fails',
    area: 'errors',
    symptom: 'What the JSON parser throws becomes a 500.',
    caughtBy: ['ERR-5XX-INVALID'],
    change: {
      fault: (fault, stage) =>
        fault !== null && stage === 'read' ? { ...fault, status: 500, type: 'server_error' } : fault,
    },
  },
  {
    name: 'any-content-type',
    area: 'errors',
    symptom: 'A body that is declared as text is read as JSON.',
    level: 'SHOULD',
    caughtBy: ['ERR-CONTENT-TYPE'],
    change: {
      request: (request) => ({
        ...request,
        headers: request.headers.map(([name, value]) =>
          name.toLowerCase() === 'content-type' ? [name, 'application/json'] : [name, value],
        ),
      }),
    },
  },
  {
    name: 'catch-all-route',
    area: 'errors',
    symptom: 'Routes that do not exist are answered 400.',
    level: 'SHOULD',
    caughtBy: ['ERR-UNKNOWN-ROUTE'],
    change: {
      answer: (answer, { fault }) => (fault?.stage === 'route' ? errorAnswer(400, 'No such thing.') : answer),
    },
  },
];

function clamped(body: JsonObject, member: string, low: number, high: number): JsonObject {
  const value = body[member];
  return typeof value === 'number' ? { [member]: Math.min(high, Math.max(low, value)) } : {};
}
