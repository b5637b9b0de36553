import type { Dialect } from '../../schemas/dialect.js';
import type { JsonObject, JsonValue } from '../../schemas/json.js';
import type { Clock } from '../clock.js';
import type { Operation } from '../exchange.js';
import type { HttpAnswer, HttpRequest } from '../transport.js';
import type { Fault } from './fault.js';
import type { Plan, ResponseRecord, StreamEvent, Timing } from './plan.js';
import type { Page } from './state/paging.js';
import type { State } from './state/state.js';

/** What is known of the request that is being answered. Fields fill up as it goes through the server. */
export interface RequestContext {
  readonly dialect: Dialect;
  readonly clock: Clock;
  /** 1 for the first request that this server sees. */
  readonly ordinal: number;
  readonly request: HttpRequest;
  /** Aborted when the client hangs up. */
  readonly signal: AbortSignal;
  /** The part behind the base path, e.g. `/responses/resp_1`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly operation: Operation;
  readonly parameters: {
    readonly responseId?: string;
    readonly conversationId?: string;
    readonly itemId?: string;
  };
  /** Whose data the request sees; null until it is authenticated. */
  readonly owner: string | null;
  /** The body as it is validated and echoed; null where there is none, or it is no object. */
  readonly body: JsonObject | null;
  /** Why the request was refused; null while it was not. */
  readonly fault: Fault | null;
  /** The response that is being created or shown, as soon as there is one. */
  readonly record: ResponseRecord | null;
  readonly state: State;
  /** Lives as long as the server: a change that counts or remembers does it here, under its own name. */
  readonly memory: Map<string, unknown>;
}

/** Where a Response object is about to go: a JSON answer, or the event of that type. */
export type ResponsePlace = 'json' | `response.${string}`;

/**
 * A way in which a server differs from the reference server: a defect, or an oddity that the contract permits.
 * Every hook is optional, gets plain data and gives plain data back; nothing may be altered in place. Hooks are
 * listed in the order in which a request meets them. Several changes are applied one after the other.
 */
export interface Change {
  /**
   * The HTTP request as it came in. Giving an answer ends the matter; throwing a `TransportError` breaks the connection
   * before any answer.
   */
  readonly request?: (
    request: HttpRequest,
    context: RequestContext,
  ) => HttpRequest | HttpAnswer | Promise<HttpRequest | HttpAnswer>;

  /** The parsed body, before it is validated: what is changed here is validated, echoed and acted on. Undefined: no body. */
  readonly body?: (body: JsonValue | undefined, context: RequestContext) => JsonValue | undefined;

  /**
   * Called after each check of a stage (`authenticate`, `route`, `read`, `validate`, `state`, `capacity`), with the
   * refusal or null where the request passed. Giving null lets it through, as far as there is anything to answer with;
   * giving a fault refuses a request that passed. A request is shown here at least once per stage it goes through.
   */
  readonly fault?: (fault: Fault | null, stage: Fault['stage'], context: RequestContext) => Fault | null;

  /** What the server acts on, after validation. The echo is made from `body`: a member dropped here is accepted, echoed, ignored. */
  readonly acted?: (body: JsonObject, context: RequestContext) => JsonObject;

  /** The items carried over from earlier turns (previous response, conversation), oldest first, that the model sees. */
  readonly history?: (items: readonly JsonObject[], context: RequestContext) => readonly JsonObject[];

  /** What the response will contain. */
  readonly plan?: (plan: Plan, context: RequestContext) => Plan;

  /** When generation starts and ends. */
  readonly timing?: (timing: Timing, context: RequestContext) => Timing;

  /** What is kept of a response; null keeps nothing. Called also for `store: false`, with null. */
  readonly store?: (record: ResponseRecord | null, context: RequestContext) => ResponseRecord | null;

  /** What a look-up by id finds (retrieve, cancel, delete, input items, previous response); null is not found. */
  readonly find?: (
    record: ResponseRecord | null,
    id: string,
    context: RequestContext,
  ) => ResponseRecord | null;

  /** Whether a delete (of a response, conversation or conversation item) really takes the thing away. */
  readonly forget?: (id: string, context: RequestContext) => boolean;

  /** The items that are about to be appended to a conversation. */
  readonly appended?: (items: readonly JsonObject[], context: RequestContext) => readonly JsonObject[];

  /** A page of a list. */
  readonly page?: (page: Page, context: RequestContext) => Page;

  /** A Response object about to be sent, in JSON or inside an event. */
  readonly response?: (response: JsonObject, place: ResponsePlace, context: RequestContext) => JsonObject;

  /** All events of a stream, numbered, as one list (for a resumed stream: before those already seen are cut off). */
  readonly events?: (events: readonly StreamEvent[], context: RequestContext) => readonly StreamEvent[];

  /** The events as SSE text, one entry per event with its blank line, and the `[DONE]` entry where the dialect has one. */
  readonly frames?: (frames: readonly string[], context: RequestContext) => readonly string[];

  /** The bytes of an event stream as they go out. A body that throws is a connection that breaks. */
  readonly chunks?: (chunks: AsyncIterable<Uint8Array>, context: RequestContext) => AsyncIterable<Uint8Array>;

  /** The body of a JSON answer of any operation, errors included, before it is encoded. */
  readonly json?: (body: JsonValue, context: RequestContext) => JsonValue;

  /**
   * The whole answer: status, headers, bytes. Waiting here (on `context.clock`) delays the headers, throwing a
   * `TransportError` breaks the connection before them, a body that throws breaks it later.
   */
  readonly answer?: (answer: HttpAnswer, context: RequestContext) => HttpAnswer | Promise<HttpAnswer>;
}

/** Applies one hook of each change that has it, in order. */
export function through<Value>(
  changes: readonly Change[],
  value: Value,
  apply: (change: Change, value: Value) => Value,
): Value {
  let result = value;
  for (const change of changes) result = apply(change, result);
  return result;
}
