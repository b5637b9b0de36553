import type { Dialect } from '../../schemas/dialect.js';
import { isObject, type JsonObject, type JsonValue } from '../../schemas/json.js';
import type { RootName, SchemaViolation } from '../../schemas/validator.js';
import type { CapabilityName } from '../../targets/capability.js';
import type { Answer, Exchange } from '../../targets/exchange.js';
import { headerValue } from '../../targets/transport.js';
import type { Located } from './located.js';
import type { StreamAnalyser, StreamEvent } from './stream-event.js';
import type { StreamSummary } from './stream-summary.js';

/** What rules may know of the target beside the exchange itself. Null members: unknown, as with recorded traffic. */
export interface TargetFacts {
  readonly model: string | null;
  readonly modelAliases: readonly string[];
  readonly contextWindow: number | null;
  readonly capabilities: { readonly [name in CapabilityName]?: boolean };
}

/** An exchange as rules see it: what is asked of every rule is worked out once. */
export interface ExchangeView {
  readonly exchange: Exchange;
  readonly dialect: Dialect;
  readonly target: TargetFacts;
  readonly live: boolean;
  readonly answer: Answer | null;
  /** The status of the answer; 0 where none came. */
  readonly status: number;
  /** The request body where it is a JSON object. */
  readonly body: JsonObject | null;
  /** Whether the answer's status is 2xx. */
  readonly accepted: boolean;
  /** Whether a `POST /responses` asked for a stream (or GET with `stream=true`). */
  readonly streamed: boolean;
  /** Every Response object of the answer, in order: the JSON body, or one for each event that carries one. */
  readonly responses: readonly Located[];
  /** The Response object that counts: the JSON body, or that of the terminal event. */
  readonly response: Located | null;
  /** The output items of `response`. */
  readonly items: readonly Located[];
  /** The error object of a refused request, whichever envelope it came in. */
  readonly error: Located | null;
  readonly stream: StreamSummary | null;
  readonly header: (name: string) => string | null;
  /** The result of an analyser over this exchange's stream; null where there is no stream. */
  readonly analysis: <T>(analyser: StreamAnalyser<T>) => T | null;
  /** Violations of a root of the dialect's schemas. */
  readonly violations: (root: RootName, value: JsonValue) => readonly SchemaViolation[];
  /** Walks the stream's events once more; for rules over exchanges that need single events. */
  readonly events: () => Iterable<StreamEvent>;
}

const responseBearing = new Set(['create-response', 'retrieve-response', 'cancel-response']);

/** Whether an answer to this operation is a Response object. */
export function bearsResponse(exchange: Exchange): boolean {
  return responseBearing.has(exchange.operation);
}

/** Whether the request asked for a stream. */
export function asksForStream(exchange: Exchange): boolean {
  const { body, query } = exchange.request;
  if (exchange.operation === 'create-response') return isObject(body) && body['stream'] === true;
  return (
    exchange.operation === 'retrieve-response' &&
    query.some(([name, value]) => name === 'stream' && value === 'true')
  );
}

/** The error object of a body: nested under `error`, or flat with `code` and `message`. */
export function errorObject(
  json: JsonValue | undefined,
): { readonly pointer: string; readonly value: JsonObject } | null {
  if (!isObject(json)) return null;
  if (isObject(json['error'])) return { pointer: '/error', value: json['error'] };
  if (typeof json['message'] === 'string' && 'code' in json) return { pointer: '', value: json };
  return null;
}

/** The value of the answer's header, or null. */
export function answerHeader(answer: Answer | null, name: string): string | null {
  return answer === null ? null : headerValue(answer.headers, name);
}

/** The place of a member of the response that counts, e.g. `/output`. */
export function inResponse({ response }: ExchangeView, member: string): string {
  return `${response?.pointer ?? ''}/${member}`;
}

/** The output items of a response, each with its place. */
export function outputItems(response: Located | null): readonly Located[] {
  const output = response?.value['output'];
  if (response === null || !Array.isArray(output)) return [];
  return output.flatMap((value: JsonValue, index) =>
    isObject(value) ? [{ pointer: `${response.pointer}/output/${index}`, value, event: response.event }] : [],
  );
}
