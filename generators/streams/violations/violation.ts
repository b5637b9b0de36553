import { isObject, type JsonObject, type JsonValue } from '../../../schemas/json.js';
import type { GeneratedEvent, GeneratedStream } from '../event.js';
import type { WrittenEvent } from '../writing.js';

type Events = readonly GeneratedEvent[];

/** One way to break one rule of streams. Each step gives null where the stream has nothing that could be broken so. */
export interface StreamViolation {
  readonly kind: string;
  /** Id of the rule that names it. */
  readonly rule: string;
  /** On the events, before they are numbered. `pick` chooses among the places. */
  readonly events?: (events: Events, pick: number, stream: GeneratedStream) => Events | null;
  /** On the numbered events. */
  readonly numbered?: (events: Events, pick: number) => Events | null;
  /** On the events as they are written, `[DONE]` included. */
  readonly written?: (
    events: readonly WrittenEvent[],
    pick: number,
    stream: GeneratedStream,
  ) => readonly WrittenEvent[] | null;
  /** On the bytes. */
  readonly bytes?: (bytes: Uint8Array) => Uint8Array;
  readonly contentType?: string;
  readonly request?: (request: JsonObject) => JsonObject;
}

/** The places of a list that fit, one of them chosen; null where none does. */
export function place<T>(
  list: readonly T[],
  pick: number,
  fits: (entry: T, index: number) => boolean,
): number | null {
  const found = list.flatMap((entry, index) => (fits(entry, index) ? [index] : []));
  return found.length === 0 ? null : (found[pick % found.length] ?? null);
}

/** The list without one entry. */
function without<T>(list: readonly T[], index: number): readonly T[] {
  return list.toSpliced(index, 1);
}

/** The list with further entries in front of the one at `index`. */
export function inserted<T>(list: readonly T[], index: number, ...entries: readonly T[]): readonly T[] {
  return list.toSpliced(index, 0, ...entries);
}

/** The list with one entry exchanged. */
export function replaced<T>(list: readonly T[], index: number, change: (entry: T) => T): readonly T[] {
  const entry = list[index];
  return entry === undefined ? list : list.with(index, change(entry));
}

/** The list with one entry at another place; both indexes are those of the list as it is. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const entry = list[from];
  if (entry === undefined) return list;
  const rest = without(list, from);
  return inserted(rest, to > from ? to - 1 : to, entry);
}

type On = (events: Events, index: number) => Events | null;

/** A violation at one event of these types (or that fit). */
export function at(
  kind: string,
  rule: string,
  fits: string | RegExp | ((event: GeneratedEvent) => boolean),
  change: On,
): StreamViolation {
  const test = tester(fits);
  return {
    kind,
    rule,
    events: (events, pick) => {
      const index = place(events, pick, test);
      return index === null ? null : change(events, index);
    },
  };
}

/** A violation that leaves an event out. */
export function dropping(kind: string, rule: string, fits: Parameters<typeof at>[2]): StreamViolation {
  return at(kind, rule, fits, without);
}

/** A violation that sends an event twice. */
export function repeating(kind: string, rule: string, fits: Parameters<typeof at>[2]): StreamViolation {
  return at(kind, rule, fits, (events, index) => inserted(events, index, events[index] as GeneratedEvent));
}

/** A violation that changes the members of an event. */
export function changing(
  kind: string,
  rule: string,
  fits: Parameters<typeof at>[2],
  change: (event: GeneratedEvent) => JsonObject | null,
): StreamViolation {
  return at(kind, rule, fits, (events, index) => {
    const event = events[index];
    const changed = event === undefined ? null : change(event);
    return event === undefined || changed === null
      ? null
      : events.with(index, {
          ...changed,
          type: typeof changed['type'] === 'string' ? changed['type'] : event.type,
        });
  });
}

/** A test for events of a type, or of types that a pattern matches. */
export function tester(
  fits: string | RegExp | ((event: GeneratedEvent) => boolean),
): (event: GeneratedEvent) => boolean {
  if (typeof fits === 'function') return fits;
  return typeof fits === 'string' ? ({ type }) => type === fits : ({ type }) => fits.test(type);
}

/** The object without a member. */
export function lacking<T extends JsonObject>(value: T, member: string): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== member));
}

/** The object with the object under `member` changed; null where there is none. */
export function inside(
  value: JsonObject,
  member: string,
  change: (inner: JsonObject) => JsonObject | null,
): JsonObject | null {
  const inner = value[member];
  if (!isObject(inner)) return null;
  const changed = change(inner);
  return changed === null ? null : { ...value, [member]: changed };
}

/** The array under `member`, with its first object entry that fits changed; null where there is none. */
export function insideArray(
  value: JsonObject,
  member: string,
  change: (entry: JsonObject) => JsonObject | null,
): JsonObject | null {
  const list = value[member];
  if (!Array.isArray(list)) return null;
  for (const [index, entry] of (list as readonly JsonValue[]).entries()) {
    const changed = isObject(entry) ? change(entry) : null;
    if (changed !== null) return { ...value, [member]: (list as readonly JsonValue[]).with(index, changed) };
  }
  return null;
}

/** Events that end a response. */
export const terminal = /^response\.(completed|incomplete|failed)$/;
/** Terminal events after which the output counts. */
export const finishedTerminal = /^response\.(completed|incomplete)$/;
/** Deltas of texts that a content part holds. */
export const partDelta = /^response\.(output_text|refusal|reasoning_text|reasoning)\.delta$/;
/** Done events of such texts. */
export const partTextDone = /^response\.(output_text|refusal|reasoning_text|reasoning)\.done$/;
/** Done events of arguments, input or code. */
export const valueDone = /(_arguments|_input|_call_code)\.done$/;
/** Deltas of arguments, input or code. */
export const valueDelta = /(_arguments|_input|_call_code)\.delta$/;
