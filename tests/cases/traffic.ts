import type { GeneratedEvent } from '../../generators/streams/event.js';
import { eventsOfItem } from '../../generators/streams/item-events.js';
import { responseObject } from '../../generators/streams/response.js';
import { numbered, type WrittenEvent, writtenEvents } from '../../generators/streams/writing.js';
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
import { exchangeOfFrames } from '../streaming/judged.js';

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

/** `POST /responses` with `stream: true`; the events of a sound stream of this output, changed. */
export function streamed(
  request: JsonObject,
  output: readonly JsonObject[],
  change: (events: readonly GeneratedEvent[]) => readonly GeneratedEvent[] = (events) => events,
  outcome: Outcome = {},
): Exchange {
  const dialect = outcome.dialect ?? 'openai';
  const asked = { ...request, stream: true };
  const events = numbered(change(soundEvents(asked, output, outcome)));
  const frames = writtenEvents(events, dialectData(dialect).wire.doneSentinel === 'required');
  return {
    ...exchangeOfFrames(
      {
        dialect,
        request: asked,
        contentType: 'text/event-stream; charset=utf-8',
        frames: frames.map((frame, at) => ({ at, ...frame })),
        framing: {
          byteOrderMark: false,
          comments: 0,
          retries: 0,
          unknownFields: [],
          invalidUtf8At: null,
          unterminated: null,
          chunks: { count: frames.length, firstAt: 0, lastAt: frames.length - 1 },
        },
        bytes: JSON.stringify(frames).length,
      },
      {
        id: outcome.id ?? '',
        scenario: outcome.scenario ?? 'case',
        intent: { ...unknownIntent, validity: 'valid', ...outcome.intent },
      },
    ),
    ...outcome.exchange,
  };
}

function soundEvents(
  request: JsonObject,
  output: readonly JsonObject[],
  outcome: Outcome,
): readonly GeneratedEvent[] {
  const { wire, name } = dialectData(outcome.dialect ?? 'openai');
  const status = outcome.status ?? 'completed';
  const under = soundResponse(request, [], { ...outcome, status: 'in_progress' });
  const items = output.flatMap((item, index) =>
    eventsOfItem(item, {
      index,
      pieces: [4],
      reasoningStem: wire.reasoningTextEvent,
      obfuscation: wire.obfuscation,
      logprobs: name !== 'open-responses',
    }),
  );
  return [
    { type: 'response.created', response: under },
    { type: 'response.in_progress', response: under },
    ...items,
    { type: `response.${status}`, response: soundResponse(request, output, outcome) },
  ];
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

/** A message of the assistant. */
export function message(text: string, changes: JsonObject = {}): JsonObject {
  return {
    type: 'message',
    id: 'msg_1',
    role: 'assistant',
    status: 'completed',
    content: [{ type: 'output_text', text, annotations: [], logprobs: [] }],
    ...changes,
  };
}

/** A call of a function. */
export function functionCall(name: string, given: string, changes: JsonObject = {}): JsonObject {
  return {
    type: 'function_call',
    id: 'fc_1',
    call_id: 'call_1',
    status: 'completed',
    name,
    arguments: given,
    ...changes,
  };
}

/** A call of a custom tool. */
export function customCall(name: string, input: string, changes: JsonObject = {}): JsonObject {
  return {
    type: 'custom_tool_call',
    id: 'ctc_1',
    call_id: 'call_1',
    status: 'completed',
    name,
    input,
    ...changes,
  };
}

/** A reasoning item with a summary in these words, empty where there are none. */
export function reasoning(summary: readonly string[] = [], changes: JsonObject = {}): JsonObject {
  return {
    type: 'reasoning',
    id: 'rs_1',
    summary: summary.map((text) => ({ type: 'summary_text', text })),
    ...changes,
  };
}

/** An item of any other type, completed where it has a status. */
export function otherItem(type: string, members: JsonObject): JsonObject {
  return { type, id: `${type}_1`, ...members };
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

/** `GET /responses/{id}` with these query parameters, answered with these events under the numbers that they bring along. */
export function readAgain(
  id: string,
  query: Exchange['request']['query'],
  events: readonly GeneratedEvent[],
  outcome: Outcome = {},
): Exchange {
  const stream = framed(
    streamed({}, [], undefined, outcome),
    events.map((event) => ({ event: event.type, data: JSON.stringify(event) })),
  );
  const path = `/responses/${id}`;
  const { body: _, ...request } = stream.request;
  return {
    ...stream,
    operation: operationOf('GET', path),
    request: { ...request, method: 'GET', url: `http://target.test/v1${path}`, path, query },
    ...outcome.exchange,
  };
}

/** The same stream, its events written so. */
export function framed(exchange: Exchange, events: readonly WrittenEvent[]): Exchange {
  const { answer } = exchange;
  if (answer === null || answer.stream === null) return exchange;
  const frames = events.map((event, at) => ({ at, ...event }));
  return { ...exchange, answer: { ...answer, stream: { ...answer.stream, frames } } };
}

/** The events of a stream as they were written, to be written otherwise. */
export function framesOf({ answer }: Exchange): readonly WrittenEvent[] {
  return [...(answer?.stream?.frames ?? [])].map(({ at: _, ...event }) => event);
}

/** The numbered events of a sound stream. */
export function eventsOf(
  request: JsonObject,
  output: readonly JsonObject[],
  outcome: Outcome = {},
): readonly GeneratedEvent[] {
  return numbered(soundEvents({ ...request, stream: true }, output, outcome));
}

/** The stream, its answer changed. */
export function answeredSo(exchange: Exchange, changes: Partial<Answer>): Exchange {
  return exchange.answer === null ? exchange : { ...exchange, answer: { ...exchange.answer, ...changes } };
}

/** Reasoning with a text. */
export function reasoned(text: string, changes: JsonObject = {}): JsonObject {
  return {
    type: 'reasoning',
    id: 'rs_1',
    status: 'completed',
    summary: [],
    content: [{ type: 'reasoning_text', text }],
    ...changes,
  };
}
