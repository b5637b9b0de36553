import type { DialectName } from '../../schemas/dialect.js';
import type { JsonObject, JsonValue } from '../../schemas/json.js';

/** One event of a generated stream. Numbers are given when the stream is written. */
export interface GeneratedEvent extends JsonObject {
  readonly type: string;
}

/** How the bytes look: everything that the event-stream standard leaves open. */
export interface Wording {
  readonly lineEnd: '\n' | '\r\n' | '\r';
  readonly byteOrderMark: boolean;
  /** Whether there is a space behind the colon of a field. */
  readonly spaced: boolean;
  /** Put a comment in front of the events with these indexes. */
  readonly comments: readonly number[];
  /** Bytes per chunk; the last size is repeated. */
  readonly chunkSizes: readonly number[];
}

/** A stream before it is written: what was asked, the events in order, and how they look as bytes. */
export interface GeneratedStream {
  readonly dialect: DialectName;
  readonly request: JsonObject;
  readonly events: readonly GeneratedEvent[];
  /** Whether `[DONE]` ends it. */
  readonly sentinel: boolean;
  readonly wording: Wording;
}

/** A member of an object that is known to be a string in generated events. */
export function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
