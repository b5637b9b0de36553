import type { DialectName } from '../../schemas/dialect.js';
import type { JsonValue } from '../../schemas/json.js';
import type { StreamEvent } from './stream-event.js';
import type { ExchangeView } from './view.js';

/** One violation, as a rule reports it; the engine adds rule, exchange, count, `known` and `tolerated`. */
export interface FindingDraft {
  /**
   * Where: a pointer into the JSON answer (`/output/0/id`), the stream (`/events/3/item_id`), the headers
   * (`/headers/content-type`), or `/status`, `/body` for the answer as a whole. May be left out together with `event`.
   */
  readonly pointer?: string;
  /** Index of the stream event; put in front of `pointer` as `/events/<index>`. */
  readonly event?: number;
  /** What is wrong, as one sentence for the server's author. */
  readonly message: string;
  readonly expected?: JsonValue;
  readonly actual?: JsonValue;
  /** Findings of one rule with the same cause are one finding with a count. Default: the pointer without its numbers. */
  readonly cause?: string;
  /** Keyword of the violated schema, where the rule is about a schema. */
  readonly keyword?: string;
  /** Type of the stream event, where that matters for tolerated deviations. */
  readonly eventType?: string;
  /** For groups: the exchange to blame; default is the last of the group. */
  readonly exchange?: string;
  /** Lines that show the surroundings, e.g. the events around, the state and what would have been allowed. */
  readonly excerpt?: readonly string[];
}

export type Report = (finding: FindingDraft) => void;

/** Judges one exchange. Gives back whether the exchange was a case for the rule at all: that counts as an evaluation. */
export interface ExchangeJudge {
  readonly kind: 'exchange';
  readonly judge: (view: ExchangeView, report: Report) => boolean;
}

/** Handlers of one stream for one rule; `judged` tells at the end whether the stream was a case for the rule. */
export interface StreamPass {
  /** Called for events of the named types. */
  readonly on: { readonly [type: string]: (event: StreamEvent) => void };
  /** Called for every event. */
  readonly every: ((event: StreamEvent) => void) | null;
  readonly end: () => boolean;
}

/** Judges a stream in one walk over its events. Null: not a case for the rule. */
export interface StreamJudge {
  readonly kind: 'stream';
  readonly start: (view: ExchangeView, report: Report) => StreamPass | null;
}

/** A small fact picked from an exchange; facts with one key are judged together at the end of the run. */
export interface Fact<T> {
  readonly key: string;
  readonly exchange: string;
  readonly dialect: DialectName;
  readonly fact: T;
}

/** Judges exchanges that belong together. Only the picked facts are kept, never the exchanges. */
export interface GroupJudge<T = unknown> {
  readonly kind: 'group';
  readonly pick: (view: ExchangeView) => readonly { readonly key: string; readonly fact: T }[];
  // A method, so that judges of particular facts are judges: the engine hands each judge only the facts it picked itself.
  judge(facts: readonly Fact<T>[], report: Report): boolean;
}

export type Judge = ExchangeJudge | StreamJudge | GroupJudge;
