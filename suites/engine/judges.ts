import type { JsonObject } from '../../schemas/json.js';
import type { Operation } from '../../targets/exchange.js';
import { sessionOf } from '../../targets/exchange.js';
import type { ExchangeJudge, Fact, GroupJudge, Report, StreamJudge } from './judge.js';
import type { Located } from './located.js';
import { isVerdict } from './status.js';
import type { StreamAnalyser, StreamEvent } from './stream-event.js';
import type { ExchangeView } from './view.js';

/** Judges exchanges of the named operations (all where left out) for which `given` holds. */
export function exchanges(parts: {
  readonly of?: readonly Operation[];
  readonly given?: (view: ExchangeView) => boolean;
  readonly check: (view: ExchangeView, report: Report) => void;
}): ExchangeJudge {
  return {
    kind: 'exchange',
    judge: (view, report) => {
      if (parts.of !== undefined && !parts.of.includes(view.exchange.operation)) return false;
      if (parts.given !== undefined && !parts.given(view)) return false;
      parts.check(view, report);
      return true;
    },
  };
}

/** Judges what `pick` finds in an exchange; one in which it finds nothing, or `given` does not hold, is no case. */
export function found<T>(parts: {
  readonly pick: (view: ExchangeView) => T | null;
  readonly given?: (what: T, view: ExchangeView) => boolean;
  readonly check: (what: T, report: Report, view: ExchangeView) => void;
}): ExchangeJudge {
  return {
    kind: 'exchange',
    judge: (view, report) => {
      const what = parts.pick(view);
      if (what === null || (parts.given !== undefined && !parts.given(what, view))) return false;
      parts.check(what, report, view);
      return true;
    },
  };
}

type LocatedCheck = (found: Located, report: Report, view: ExchangeView) => void;

interface LocatedParts {
  readonly of?: readonly Operation[];
  readonly given?: (found: Located, view: ExchangeView) => boolean;
  readonly check: LocatedCheck;
}

/** Judges every Response object: the JSON answer, and each one that a stream's events carry. */
export function responses(parts: LocatedParts): ExchangeJudge {
  return located((view) => view.responses, parts);
}

/** Judges the Response object that counts: the JSON answer, or that of the terminal event. */
export function finalResponses(parts: LocatedParts): ExchangeJudge {
  return located((view) => (view.response === null ? [] : [view.response]), parts);
}

/** Judges each output item of the Response object that counts; `types` narrows to items of these types. */
export function items(parts: LocatedParts & { readonly types?: readonly string[] }): ExchangeJudge {
  const wanted = parts.types;
  return located(
    (view) =>
      wanted === undefined
        ? view.items
        : view.items.filter(
            ({ value }) => typeof value['type'] === 'string' && wanted.includes(value['type']),
          ),
    parts,
  );
}

/** Judges the answers that refuse a request (status 400 and above). */
export function refusals(parts: {
  readonly of?: readonly Operation[];
  readonly given?: (view: ExchangeView) => boolean;
  readonly check: (view: ExchangeView, report: Report) => void;
}): ExchangeJudge {
  const { given } = parts;
  return exchanges({
    ...parts,
    given: (view) => view.status >= 400 && (given === undefined || given(view)),
  });
}

/** Judges requests that were sent to be refused. */
export function invalidRequests(parts: {
  readonly given?: (view: ExchangeView) => boolean;
  readonly check: (view: ExchangeView, report: Report) => void;
}): ExchangeJudge {
  const { given } = parts;
  return exchanges({
    check: parts.check,
    given: (view) =>
      view.exchange.intent.validity === 'invalid' &&
      view.answer !== null &&
      (given === undefined || given(view)),
  });
}

/**
 * Judges requests that a server has to refuse with a 4xx, or, where `saidInStream` holds, in the stream that it began. That
 * it is busy or down for the moment says nothing of the request.
 */
export function toBeRefused(parts: {
  readonly given: (view: ExchangeView) => boolean;
  readonly saidInStream?: (view: ExchangeView) => boolean;
  /** The status that a finding names. Default: 400. */
  readonly expected?: number;
  readonly message: (status: number, view: ExchangeView) => string;
}): ExchangeJudge {
  return invalidRequests({
    given: (view) => isVerdict(view.status) && parts.given(view),
    check: (view, report) => {
      const { status } = view;
      if ((status >= 400 && status < 500) || parts.saidInStream?.(view) === true) return;
      report({
        pointer: '/status',
        message: parts.message(status, view),
        expected: parts.expected ?? 400,
        actual: status,
      });
    },
  });
}

type Handler<S> = (event: StreamEvent, report: Report, state: S, data: JsonObject) => void;

/**
 * Judges a stream event by event. `on` names the event types, `every` sees all events, `end` judges what `state`
 * gathered. A stream without any of the named events is not a case for the rule, unless `end` or `every` is given.
 */
export function streams<S>(parts: {
  readonly given?: (view: ExchangeView) => boolean;
  readonly state: (view: ExchangeView) => S;
  readonly on?: { readonly [type: string]: Handler<S> };
  readonly every?: (event: StreamEvent, report: Report, state: S) => void;
  readonly end?: (state: S, report: Report) => void;
}): StreamJudge {
  return {
    kind: 'stream',
    start: (view, report) => {
      if (parts.given !== undefined && !parts.given(view)) return null;
      const state = parts.state(view);
      let judged = parts.end !== undefined || parts.every !== undefined;
      const on = Object.fromEntries(
        Object.entries(parts.on ?? {}).map(([type, handle]) => [
          type,
          (event: StreamEvent) => {
            judged = true;
            if (event.data !== null) handle(event, report, state, event.data);
          },
        ]),
      );
      const { every } = parts;
      return {
        on,
        every: every === undefined ? null : (event) => every(event, report, state),
        end: () => {
          parts.end?.(state, report);
          return judged;
        },
      };
    },
  };
}

/** Judges what an analyser found in a stream. */
export function analysed<T>(
  analyser: StreamAnalyser<T>,
  parts: {
    readonly given?: (result: T, view: ExchangeView) => boolean;
    readonly check: (result: T, report: Report, view: ExchangeView) => void;
  },
): ExchangeJudge {
  return found({ ...parts, pick: (view) => view.analysis(analyser) });
}

interface GroupParts<T> {
  /** The fact to keep of an exchange; null where it has none. */
  readonly pick: (view: ExchangeView) => T | null;
  /** Whether the facts that came together are a case for the rule. Default: at least two. */
  readonly given?: (facts: readonly Fact<T>[]) => boolean;
  readonly check: (facts: readonly Fact<T>[], report: Report) => void;
}

/** Judges exchanges that share a key, e.g. a response id. `pick` may give several keyed facts. */
export function linked<T>(
  parts: Omit<GroupParts<T>, 'pick'> & {
    readonly pick: (view: ExchangeView) => readonly { readonly key: string; readonly fact: T }[];
  },
): GroupJudge<T> {
  const given = parts.given ?? ((facts: readonly Fact<T>[]) => facts.length > 1);
  return {
    kind: 'group',
    pick: parts.pick,
    judge: (facts, report) => {
      if (!given(facts)) return false;
      parts.check(facts, report);
      return true;
    },
  };
}

/** Judges the exchanges of one session (scenario and case) together. */
export function sessions<T>(parts: GroupParts<T>): GroupJudge<T> {
  return linked<T>({ ...parts, pick: keyedBy<T>(parts.pick, (view) => sessionOf(view.exchange)) });
}

/** Judges an exchange and those that were sent as its twins. The original is the fact whose exchange is the key. */
export function twins<T>(parts: GroupParts<T> & { readonly kind?: string }): GroupJudge<T> {
  const { kind } = parts;
  return linked<T>({
    ...parts,
    pick: keyedBy<T>(
      (view) =>
        kind !== undefined && view.exchange.intent.twin !== null && view.exchange.intent.twin !== kind
          ? null
          : parts.pick(view),
      (view) => view.exchange.intent.twinOf ?? view.exchange.id,
    ),
  });
}

/** Judges all exchanges of the run together. */
export function wholeRun<T>(parts: GroupParts<T>): GroupJudge<T> {
  return linked<T>({ ...parts, pick: keyedBy<T>(parts.pick, () => 'run') });
}

function keyedBy<T>(pick: (view: ExchangeView) => T | null, key: (view: ExchangeView) => string) {
  return (view: ExchangeView) => {
    const fact = pick(view);
    return fact === null ? [] : [{ key: key(view), fact }];
  };
}

function located(select: (view: ExchangeView) => readonly Located[], parts: LocatedParts): ExchangeJudge {
  return {
    kind: 'exchange',
    judge: (view, report) => {
      if (parts.of !== undefined && !parts.of.includes(view.exchange.operation)) return false;
      let judged = false;
      for (const place of select(view)) {
        if (parts.given !== undefined && !parts.given(place, view)) continue;
        judged = true;
        parts.check(place, report, view);
      }
      return judged;
    },
  };
}
