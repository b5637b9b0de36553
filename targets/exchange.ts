import type { DialectName } from '../schemas/dialect.js';
import type { JsonValue } from '../schemas/json.js';
import type { Header } from './transport.js';

/** What a request does, told from its method and path (contract section a). */
export const operations = [
  'create-response',
  'retrieve-response',
  'delete-response',
  'cancel-response',
  'list-input-items',
  'list-responses',
  'count-input-tokens',
  'compact-response',
  'create-conversation',
  'retrieve-conversation',
  'update-conversation',
  'delete-conversation',
  'list-conversations',
  'create-conversation-items',
  'list-conversation-items',
  'retrieve-conversation-item',
  'delete-conversation-item',
  'other',
] as const;
export type Operation = (typeof operations)[number];

/** How much of the recorded bytes is original. Anything but `wire` keeps rules of framing, headers and timing from judging. */
export type Fidelity = 'wire' | 'reparsed' | 'redacted' | 'body-only' | 'events-only';

/** What exactly is wrong with a request that was sent to be refused. */
export interface Violation {
  readonly in: 'body' | 'query' | 'path' | 'header' | 'encoding' | 'state';
  /** JSON pointer into the body; for a query or header its name; for path and state a word, e.g. `response_id`. */
  readonly pointer: string;
  /** The violated JSON Schema keyword, or a word such as `malformed-json`, `unknown-id`, `mutually-exclusive`. */
  readonly keyword: string;
  /** What the contract asks for, as a sentence. */
  readonly expectation: string;
  /** How surely a conformant server refuses it: SHOULD where the dialects or sources differ. */
  readonly level: 'MUST' | 'SHOULD';
}

/** How a key is sent: as `Authorization: Bearer KEY`, or as `api-key: KEY`. */
export type KeyForm = 'bearer' | 'api-key';

/** What the sender knew about a request when sending it. Recorded traffic knows nothing: `validity: 'unknown'`. */
export interface Intent {
  readonly validity: 'valid' | 'invalid' | 'unknown';
  readonly violation: Violation | null;
  /** Part that the exchange plays in its session, e.g. `first-turn`, `after-delete`. */
  readonly step: string | null;
  /** Exchange id of an exchange that differs only in the way named by `twin`. */
  readonly twinOf: string | null;
  /** `stream`: the same request in the other mode; `equivalent`: means the same; anything else is a name of its scenario. */
  readonly twin: string | null;
  /** Whose credentials were sent; `forbidden` is a key that is known and has no permission. */
  readonly user: 'first' | 'second' | 'forbidden' | 'none' | 'wrong' | 'empty';
  /** The header that the key was sent in, where that is not the one of the target. */
  readonly keyForm?: KeyForm;
  /** Whether the client closed its sending side behind the request, while it still read. */
  readonly halfClosed?: boolean;
  /** Further facts known to the sender, e.g. the fact told in an earlier turn. */
  readonly notes: { readonly [name: string]: JsonValue };
}

export interface RecordedRequest {
  readonly method: string;
  /** Absolute URL without query values that are secret. */
  readonly url: string;
  /** The part behind the base URL, without query, e.g. `/responses/resp_1`. */
  readonly path: string;
  readonly query: readonly Header[];
  readonly headers: readonly Header[];
  /** The body where it is JSON; undefined where there was none or it was not recorded. */
  readonly body?: JsonValue;
  /** The body as sent where it is not the canonical JSON of `body`: malformed, odd white space, unrecorded is null. */
  readonly text: string | null;
  readonly recorded: boolean;
}

/** One dispatched server-sent event. */
export interface Frame {
  /** Milliseconds from sending the request to the last byte of the event; null where times are unknown. */
  readonly at: number | null;
  /** The `event:` field; null where it was absent. */
  readonly event: string | null;
  readonly data: string;
  /** The `id:` field of this very event, where it had one. */
  readonly id?: string;
}

/** What the event-stream bytes looked like, beside the events they carried. */
export interface Framing {
  readonly byteOrderMark: boolean;
  readonly comments: number;
  readonly retries: number;
  readonly unknownFields: readonly string[];
  /** Byte offset of the first invalid UTF-8 sequence, or null. */
  readonly invalidUtf8At: number | null;
  /** What was left unterminated when the stream ended (its start, shortened), or null. */
  readonly unterminated: string | null;
  /** Times of the network chunks that carried events: first, last, and how many; null where unknown. */
  readonly chunks: { readonly count: number; readonly firstAt: number; readonly lastAt: number } | null;
}

export interface StreamBody {
  /** The events in order. May be read from disk as it is walked: walk it, do not keep it. */
  readonly frames: Iterable<Frame>;
  readonly framing: Framing;
}

/** How the answer's body ended. */
export type Ending =
  | 'complete'
  | 'reset'
  | 'idle-timeout'
  | 'total-timeout'
  | 'too-large'
  | 'disconnected-by-us'
  | 'undecodable';

export interface Answer {
  readonly status: number;
  readonly headers: readonly Header[];
  /** The body as text; empty for a stream. */
  readonly text: string;
  /** The parsed body where it is JSON; undefined otherwise. */
  readonly json?: JsonValue;
  /** Why a body that should be JSON is not, in the parser's words. */
  readonly jsonProblem: string | null;
  /** Present where the body was read as an event stream. */
  readonly stream: StreamBody | null;
  readonly ending: Ending;
  readonly endingDetail: string | null;
  readonly bytes: number;
}

/** Why no answer came at all. */
export type NoAnswer =
  | 'refused'
  | 'reset'
  | 'name'
  | 'tls'
  | 'first-byte-timeout'
  | 'connect-timeout'
  | 'protocol'
  | 'aborted';

/** An attempt that came before the one that counts. */
export interface WaitedOut {
  /** Null where no answer came. */
  readonly status: number | null;
  readonly retryAfter: string | null;
  /** Present where it timed out while others were under way; absent where the connection was refused or reset. */
  readonly reason?: 'first-byte-timeout';
}

/** One request and everything that came back. Secrets were taken out when it was made. */
export interface Exchange {
  /** Scenario id, case and step: `streaming/long-text#1.2`; for recorded traffic file name and entry. */
  readonly id: string;
  readonly scenario: string;
  readonly dialect: DialectName;
  readonly fidelity: Fidelity;
  readonly operation: Operation;
  readonly intent: Intent;
  readonly request: RecordedRequest;
  readonly answer: Answer | null;
  readonly noAnswer: { readonly reason: NoAnswer; readonly detail: string } | null;
  /** Attempts that were throttled, refused, or queued for too long among others, and then repeated. */
  readonly waitedOut: readonly WaitedOut[];
  readonly timing: {
    /** ISO date of sending. */
    readonly startedAt: string;
    /** Milliseconds from sending to the headers and to the end; null where unknown. */
    readonly headersMs: number | null;
    readonly totalMs: number | null;
    /** Requests of this run that were under way at the moment of sending, this one included. */
    readonly concurrent: number;
  };
}

/** An intent that claims nothing. */
export const unknownIntent: Intent = {
  validity: 'unknown',
  violation: null,
  step: null,
  twinOf: null,
  twin: null,
  user: 'first',
  notes: {},
};

/** The session that a case of a scenario is. */
export function sessionIn(scenario: string, caseNumber: number): string {
  return `${scenario}#${caseNumber}`;
}

/** The session (scenario and case) of an exchange: its id without the step. */
export function sessionOf(exchange: Pick<Exchange, 'id'>): string {
  return exchange.id.replace(/\.\d+$/, '');
}

/** The scenario of a session. */
export function scenarioOf(session: string): string {
  return session.replace(/#\d+$/, '');
}

const routes: readonly (readonly [method: string, path: RegExp, operation: Operation])[] = [
  ['POST', /^\/responses$/, 'create-response'],
  ['GET', /^\/responses$/, 'list-responses'],
  ['POST', /^\/responses\/input_tokens$/, 'count-input-tokens'],
  ['POST', /^\/responses\/compact$/, 'compact-response'],
  ['GET', /^\/responses\/[^/]+$/, 'retrieve-response'],
  ['DELETE', /^\/responses\/[^/]+$/, 'delete-response'],
  ['POST', /^\/responses\/[^/]+\/cancel$/, 'cancel-response'],
  ['GET', /^\/responses\/[^/]+\/input_items$/, 'list-input-items'],
  ['POST', /^\/conversations$/, 'create-conversation'],
  ['GET', /^\/conversations$/, 'list-conversations'],
  ['GET', /^\/conversations\/[^/]+$/, 'retrieve-conversation'],
  ['POST', /^\/conversations\/[^/]+$/, 'update-conversation'],
  ['DELETE', /^\/conversations\/[^/]+$/, 'delete-conversation'],
  ['POST', /^\/conversations\/[^/]+\/items$/, 'create-conversation-items'],
  ['GET', /^\/conversations\/[^/]+\/items$/, 'list-conversation-items'],
  ['GET', /^\/conversations\/[^/]+\/items\/[^/]+$/, 'retrieve-conversation-item'],
  ['DELETE', /^\/conversations\/[^/]+\/items\/[^/]+$/, 'delete-conversation-item'],
];

/** The operation that a method and a path behind the base URL stand for. */
export function operationOf(method: string, path: string): Operation {
  const clean = path.replace(/\/+$/, '');
  return (
    routes.find(([verb, pattern]) => verb === method.toUpperCase() && pattern.test(clean))?.[2] ?? 'other'
  );
}

/** What comes before `/responses` in the URL of an exchange. */
export function baseUrlOf({ request }: Pick<Exchange, 'request'>): string {
  const { origin, pathname } = new URL(request.url);
  const own = pathname.endsWith(request.path) ? pathname.slice(0, -request.path.length) : pathname;
  return `${origin}${own}`;
}
