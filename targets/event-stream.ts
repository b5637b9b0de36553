import { createParser } from 'eventsource-parser';
import type { Frame, Framing } from './exchange.js';
import { utf8Reader } from './utf8.js';

/** Reads an event stream piece by piece. */
export interface EventStreamReader {
  /**
   * Takes the next bytes, which came at `at` milliseconds (null where times are unknown), and calls back for each
   * event they complete. Returns false once an event is longer than allowed; nothing more is read then.
   */
  readonly push: (bytes: Uint8Array, at: number | null) => boolean;
  /** Characters of the event that has begun but not ended. */
  readonly pending: () => number;
  /** What the bytes looked like, once all of them have come. */
  readonly end: () => Framing;
}

/** What an unterminated last event and the names of unknown fields are shortened to, once secrets are out of them. */
const shownRest = 200;
const shownField = 40;
/** How much is kept of them until then: a secret that is cut off would not be found. */
const keptText = 8192;
/** Different unknown fields that are remembered: a hostile stream may have a new one on each line. */
const keptUnknownFields = 20;

/**
 * Makes a reader after the WHATWG event-stream standard (HTML, section 9.2.6).
 *
 * The lines are interpreted by eventsource-parser. What it hides or leaves to others is settled before it sees them: UTF-8
 * across pieces, the byte order mark, CR and CRLF line ends (a CR that ends a piece ends its line at once), and
 * what was left without the blank line that would have dispatched it.
 */
export function eventStreamReader(
  onFrame: (frame: Frame) => void,
  maxEventLength = Number.POSITIVE_INFINITY,
): EventStreamReader {
  const utf8 = utf8Reader();
  const unknownFields = new Set<string>();
  let comments = 0;
  let retries = 0;
  let at: number | null = null;
  let dispatched = false;
  let endedWithCarriageReturn = false;
  let pieces: string[] = [];
  let pieceLength = 0;
  let lastCharacter = '\n';
  let chunks: { count: number; firstAt: number; lastAt: number } | null = null;

  const parser = createParser({
    onEvent: ({ event, data, id }) => {
      dispatched = true;
      onFrame({ at, event: event ?? null, data, ...(id === undefined ? {} : { id }) });
    },
    onComment: () => {
      comments += 1;
    },
    onRetry: () => {
      retries += 1;
    },
    onError: (error) => {
      if (error.type === 'invalid-retry') retries += 1;
      if (error.type !== 'unknown-field' || unknownFields.size >= keptUnknownFields) return;
      unknownFields.add((error.field ?? '').slice(0, keptText));
    },
  });

  const linesOf = (text: string): string => {
    const rest = endedWithCarriageReturn && text.startsWith('\n') ? text.slice(1) : text;
    if (text !== '') endedWithCarriageReturn = text.endsWith('\r');
    return rest.includes('\r') ? rest.replace(/\r\n?/g, '\n') : rest;
  };

  // Only whole events are handed on, so that what is left at the end is exactly what was never dispatched.
  const take = (text: string): boolean => {
    if (text === '') return true;
    const end = endOfLastEvent(lastCharacter, text);
    lastCharacter = text.slice(-1);
    if (end === 0) {
      pieces.push(text);
      pieceLength += text.length;
    } else {
      pieces.push(text.slice(0, end));
      parser.feed(pieces.length === 1 ? (pieces[0] ?? '') : pieces.join(''));
      const rest = text.slice(end);
      pieces = rest === '' ? [] : [rest];
      pieceLength = rest.length;
    }
    return pieceLength <= maxEventLength;
  };

  return {
    push(bytes, time) {
      at = time;
      dispatched = false;
      const fits = take(linesOf(utf8.push(bytes)));
      if (dispatched && time !== null) {
        if (chunks === null) chunks = { count: 1, firstAt: time, lastAt: time };
        else chunks = { count: chunks.count + 1, firstAt: chunks.firstAt, lastAt: time };
      }
      return fits;
    },
    pending: () => pieceLength,
    end() {
      take(linesOf(utf8.end()));
      // Of an event that is longer than allowed only the start is looked at again.
      const rest = pieceLength > maxEventLength ? startOf(pieces) : pieces.join('');
      pieces = [];
      // Whole comment and retry lines count although no blank line follows; there is none, so nothing is dispatched.
      parser.feed(rest.slice(0, rest.lastIndexOf('\n') + 1));
      return {
        byteOrderMark: utf8.byteOrderMark(),
        comments,
        retries,
        unknownFields: [...unknownFields],
        invalidUtf8At: utf8.invalidAt(),
        unterminated: unterminated(rest),
        chunks,
      };
    },
  };
}

/** As much of the text as is kept of it, without joining all of it. */
function startOf(pieces: readonly string[]): string {
  let start = '';
  for (const piece of pieces) {
    if (start.length >= keptText) break;
    start += piece.slice(0, keptText);
  }
  return start;
}

/** Index behind the last blank line of `text`, 0 where it has none; `before` is the character in front of it. */
function endOfLastEvent(before: string, text: string): number {
  const found = text.lastIndexOf('\n\n');
  if (found !== -1) return found + 2;
  return before === '\n' && text.startsWith('\n') ? 1 : 0;
}

function unterminated(rest: string): string | null {
  const first = rest.search(/(?<=^|\n)[^:\n]/);
  return first === -1 ? null : rest.slice(first, first + keptText);
}

/** The framing as it may be written: without secrets, and shortened to what is worth showing. */
export function shownFraming(framing: Framing, redact: (text: string) => string): Framing {
  const { unknownFields, unterminated: rest } = framing;
  return {
    ...framing,
    unknownFields: unknownFields.map((name) => redact(name).slice(0, shownField)),
    unterminated: rest === null ? null : redact(rest).slice(0, shownRest),
  };
}

/** Reads a whole event stream that is at hand, e.g. out of a HAR file. */
export function readEventStream(bytes: Uint8Array, onFrame: (frame: Frame) => void): Framing {
  const reader = eventStreamReader(onFrame);
  reader.push(bytes, null);
  return reader.end();
}
