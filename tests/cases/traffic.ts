import { responseObject } from '../../generators/streams/response.js';
import type { DialectName } from '../../schemas/dialect.js';
import { dialect as dialectData } from '../../schemas/dialects.js';
import type { JsonObject, JsonValue } from '../../schemas/json.js';
import {
  type Answer,
  type Exchange,
  type Intent,
  operationOf,
  unknownIntent,
  type Violation,
} from '../../targets/exchange.js';
import { echoOf } from '../../targets/reference/behaviour/echo.js';

/** What is known of an exchange beside request and answer. */
export interface Circumstances {
  readonly dialect?: DialectName;
  /** What the sender knew; a valid request of the first user where absent. */
  readonly intent?: Partial<Intent>;
  readonly id?: string;
  readonly scenario?: string;
  readonly headers?: Exchange['request']['headers'];
  readonly answerHeaders?: readonly (readonly [string, string])[];
  /** Anything else of the exchange. */
  readonly exchange?: Partial<Exchange>;
}

/** What the server made of a response beside its output. */
export interface Outcome extends Circumstances {
  /** `completed` where absent. */
  readonly status?: string;
  /** Members of the Response object that are not what they usually are. */
  readonly response?: JsonObject;
}

/** `POST /responses` that is answered with a sound response with this output. */
export function created(request: JsonObject, output: readonly JsonObject[], outcome: Outcome = {}): Exchange {
  return answered('POST', '/responses', request, 200, soundResponse(request, output, outcome), outcome);
}

/** `POST /responses` that is refused. */
export function refused(
  request: JsonValue,
  status: number,
  error: JsonValue,
  circumstances: Circumstances = {},
): Exchange {
  return answered('POST', '/responses', request, status, error, circumstances);
}

/** Any request with a JSON answer; no answer body where `json` is undefined. */
export function answered(
  method: string,
  target: string,
  body: JsonValue | undefined,
  status: number,
  json: JsonValue | undefined,
  circumstances: Circumstances = {},
): Exchange {
  const url = new URL(`http://target.test/v1${target}`);
  const path = url.pathname.slice('/v1'.length);
  const text = json === undefined ? '' : JSON.stringify(json);
  return {
    id: circumstances.id ?? '',
    scenario: circumstances.scenario ?? 'case',
    dialect: circumstances.dialect ?? 'openai',
    fidelity: 'wire',
    operation: operationOf(method, path),
    intent: { ...unknownIntent, validity: 'valid', ...circumstances.intent },
    request: {
      method,
      url: url.href,
      path,
      query: [...url.searchParams],
      headers: circumstances.headers ?? [],
      ...(body === undefined ? {} : { body }),
      text: null,
      recorded: true,
    },
    answer: {
      status,
      headers: [
        ...(json === undefined ? [] : ([['content-type', 'application/json']] as const)),
        ...(circumstances.answerHeaders ?? []),
      ],
      text,
      ...(json === undefined ? {} : { json }),
      jsonProblem: null,
      stream: null,
      ending: 'complete',
      endingDetail: null,
      bytes: text.length,
    },
    noAnswer: null,
    waitedOut: [],
    timing: { startedAt: '2026-11-21T00:00:00.000Z', headersMs: 1, totalMs: 2, concurrent: 1 },
    ...circumstances.exchange,
  };
}

/** A Response object that answers a request, with nothing wrong in it. */
export function soundResponse(
  request: JsonObject,
  output: readonly JsonObject[],
  { dialect = 'openai', status = 'completed', response = {} }: Outcome = {},
): JsonObject {
  return {
    ...responseObject(dialect, status, output),
    ...echoOf(request, dialectData(dialect)),
    ...response,
  };
}

/** What a response used, with nothing cached. */
export function usageOf(input: number, output: number, thought = 0): JsonObject {
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: thought },
    total_tokens: input + output,
  };
}

/** The only page of a list of items. */
export function page(items: readonly JsonObject[]): JsonObject {
  const ids = items.map(({ id }) => id ?? null);
  return {
    object: 'list',
    data: items,
    first_id: ids[0] ?? null,
    last_id: ids.at(-1) ?? null,
    has_more: false,
  };
}

/** What is known of a request with a faulty body. */
export function faulty(pointer: string, keyword: string, changes: Partial<Violation> = {}): Partial<Intent> {
  return {
    validity: 'invalid',
    violation: {
      in: 'body',
      pointer,
      keyword,
      expectation: 'what the schema asks for',
      level: 'MUST',
      ...changes,
    },
  };
}

/** The stream, its answer changed. */
export function answeredSo(exchange: Exchange, changes: Partial<Answer>): Exchange {
  return exchange.answer === null ? exchange : { ...exchange, answer: { ...exchange.answer, ...changes } };
}
