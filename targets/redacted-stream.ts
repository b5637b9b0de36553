import type { JsonValue } from '../schemas/json.js';
import type { Frame } from './exchange.js';
import { part, redactedJson } from './redacted-json.js';
import { type SecretScanner, type SecretSpan, withoutSpans } from './secret-scan.js';

/** Takes frames as they arrive and hands them on without secrets, a few frames later. */
export interface FrameRedaction {
  readonly push: (frame: Frame) => void;
  /** Hands on what was held back. */
  readonly end: () => void;
}

/** A frame that is held back because what follows may show that it holds a part of a secret. */
interface Held {
  frame: Frame;
  /** Where the text that a client would join stands in the frame's data. */
  readonly textAt: number;
  readonly text: string;
  readonly edits: SecretSpan[];
  readonly number: number;
}

/** Text that clients join over several events. */
interface Channel {
  /** The end of the text so far, as long as the longest secret. */
  tail: string;
  /** Offset of `tail` in the whole text. */
  offset: number;
  /** Held frames whose text reaches into the tail. */
  pieces: { readonly held: Held; readonly at: number }[];
  /** Everything before was decided upon. */
  settled: number;
}

/** Frames, characters and channels that are held at most; what a secret leaks beyond that is shorter than a fragment. */
const mostHeld = 256;
const mostHeldCharacters = 1 << 20;

const deltaText = /"delta"\s*:\s*"((?:[^"\\]|\\.)*)"/;
const escapedAscii = /\\u00([2-7][0-9a-f])/gi;

/**
 * Redacts the events of a stream. A secret may be split over the deltas of several events, so the texts that a client
 * would join are watched: the deltas in the order they come, and those of each kind and place on their own.
 */
export function frameRedaction(scanner: SecretScanner, emit: (frame: Frame) => void): FrameRedaction {
  const channels = new Map<string, Channel>();
  let queue: Held[] = [];
  let heldCharacters = 0;
  let count = 0;

  const settleAll = () => {
    for (const channel of channels.values()) settle(channel, scanner, true);
  };

  const release = (upTo: number) => {
    let released = 0;
    for (const held of queue) {
      if (held.number >= upTo) break;
      heldCharacters -= held.frame.data.length;
      released += 1;
      emit(finished(held, scanner));
    }
    if (released > 0) queue = queue.slice(released);
  };

  // Frames before the first one that a channel may still change are done.
  const firstOpen = (): number => {
    let first = count;
    for (const channel of channels.values()) {
      const piece = channel.pieces[0];
      if (piece !== undefined) first = Math.min(first, piece.held.number);
    }
    return first;
  };

  return {
    push(frame) {
      const held = outsideRedacted(frame, count, scanner);
      count += 1;
      queue.push(held);
      heldCharacters += held.frame.data.length;
      if (held.text !== '') {
        watch(channelOf(channels, 'all'), held, scanner);
        watch(channelOf(channels, placeOf(held)), held, scanner);
      }
      if (queue.length > mostHeld || heldCharacters > mostHeldCharacters || channels.size > mostHeld) {
        settleAll();
        if (channels.size > mostHeld) channels.clear();
      }
      release(firstOpen());
    },
    end() {
      settleAll();
      release(Number.POSITIVE_INFINITY);
    },
  };
}

function channelOf(channels: Map<string, Channel>, name: string): Channel {
  const known = channels.get(name);
  if (known !== undefined) return known;
  const channel: Channel = { tail: '', offset: 0, pieces: [], settled: 0 };
  channels.set(name, channel);
  return channel;
}

/** What tells the texts of one stream apart: kind of event, item and part. */
function placeOf({ frame: { event, data } }: Held): string {
  return `${event} ${indexIn(data, 'output')} ${indexIn(data, 'content')} ${indexIn(data, 'summary')}`;
}

// Looked up in the text: parsing each event would cost more than all the rest.
function indexIn(data: string, name: string): string {
  const found = data.indexOf(`"${name}_index"`);
  if (found === -1) return '';
  const start = data.indexOf(':', found) + 1;
  return data
    .slice(start, start + 8)
    .split(/[,}\s]/, 2)
    .join('');
}

/** The frame with everything redacted but the text that is joined with that of other frames. */
function outsideRedacted(frame: Frame, number: number, scanner: SecretScanner): Held {
  const data = frame.data.includes('\\u00') ? withoutEscapedAscii(frame.data) : frame.data;
  const event = frame.event === null ? null : clean(frame.event, scanner);
  const id = frame.id === undefined ? {} : { id: clean(frame.id, scanner) };
  const isJson = data.trimStart().startsWith('{');
  const delta = isJson ? deltaText.exec(data) : null;
  const text = isJson ? (delta?.[1] ?? '') : data;
  if (delta === null && isJson) {
    const plain = tokensRedacted(clean(data, scanner), scanner);
    return { frame: { ...frame, event, data: plain, ...id }, textAt: 0, text: '', edits: [], number };
  }
  const start = delta === null ? 0 : delta.index + delta[0].length - 1 - text.length;
  const before = clean(data.slice(0, start), scanner);
  const after = clean(data.slice(start + text.length), scanner);
  return {
    frame: { ...frame, event, data: before + text + after, ...id },
    textAt: before.length,
    text,
    edits: [],
    number,
  };
}

// Letters that JSON need not escape are written as they are, so that one spelling of a secret is enough.
function withoutEscapedAscii(data: string): string {
  return data.replace(escapedAscii, (sequence, code: string) => {
    const character = String.fromCharCode(Number.parseInt(code, 16));
    return character === '"' || character === '\\' ? sequence : character;
  });
}

function clean(text: string, scanner: SecretScanner): string {
  const { spans } = scanner.find(text);
  return spans.length === 0 ? text : withoutSpans(text, spans);
}

/** Texts of one event that are cut into tokens or parts spell a secret only when joined. */
function tokensRedacted(data: string, scanner: SecretScanner): string {
  if (!data.includes('"token"') && !data.includes('"content"')) return data;
  try {
    const value = JSON.parse(data) as JsonValue;
    const redacted = redactedJson(value, scanner);
    return redacted === value ? data : JSON.stringify(redacted);
  } catch {
    return data; // Not JSON, or nested too deep to be walked: the plain text was searched already.
  }
}

function watch(channel: Channel, held: Held, scanner: SecretScanner): void {
  channel.pieces.push({ held, at: channel.offset + channel.tail.length });
  channel.tail += held.text;
  settle(channel, scanner, false);
}

/** Applies what is certain by now, and forgets frames that can no longer change. */
function settle(channel: Channel, scanner: SecretScanner, last: boolean): void {
  const { tail, offset } = channel;
  const { spans, openFrom } = scanner.find(tail, Math.max(0, channel.settled - offset));
  const blind = last ? tail.length : Math.max(0, tail.length - scanner.blind + 1);
  let open = last ? tail.length : Math.min(openFrom ?? tail.length, blind);
  for (const span of spans) {
    if (offset + span.end <= channel.settled) continue;
    if (span.end <= open) apply(channel, span);
    else open = Math.min(open, span.start);
  }
  const openAt = offset + open;
  channel.pieces = channel.pieces.filter(({ held, at }) => at + held.text.length > openAt);
  channel.settled = Math.max(channel.settled, openAt);
  const keep = Math.max(scanner.longest, tail.length - open);
  if (tail.length > keep * 2) {
    channel.offset += tail.length - keep;
    channel.tail = tail.slice(tail.length - keep);
  }
}

function apply(channel: Channel, span: SecretSpan): void {
  const start = channel.offset + span.start;
  const end = channel.offset + span.end;
  let mark = span.mark;
  for (const { held, at } of channel.pieces) {
    const pieceEnd = at + held.text.length;
    if (pieceEnd <= start || at >= end) continue;
    const own = part({ ...span, start, end }, at, pieceEnd);
    // The frame that would carry the mark may have been handed on already; then the next one carries it.
    held.edits.push({ ...own, mark });
    mark = '';
  }
}

function finished(held: Held, scanner: SecretScanner): Frame {
  const { frame, textAt, text } = held;
  if (held.edits.length === 0) return frame;
  const edited = withoutSpans(text, united(held.edits));
  const data = frame.data.slice(0, textAt) + edited + frame.data.slice(textAt + text.length);
  return { ...frame, data: withoutLogprobs(data, scanner) };
}

/** Two channels usually find the same. Where they differ the union is cut out, and a whole secret says its name. */
function united(edits: readonly SecretSpan[]): readonly SecretSpan[] {
  const spans: { start: number; end: number; mark: string; whole: boolean }[] = [];
  for (const edit of [...edits].sort((left, right) => left.start - right.start)) {
    const last = spans.at(-1);
    if (last === undefined || edit.start >= last.end) spans.push({ ...edit });
    else {
      last.end = Math.max(last.end, edit.end);
      if (edit.whole && !last.whole) {
        last.mark = edit.mark;
        last.whole = true;
      }
    }
  }
  return spans;
}

/** The tokens of a redacted delta would spell out what the delta no longer says. */
function withoutLogprobs(data: string, scanner: SecretScanner): string {
  if (!data.includes('"logprobs"')) return data;
  try {
    const value = JSON.parse(data) as { readonly [member: string]: JsonValue };
    return JSON.stringify('logprobs' in value ? { ...value, logprobs: [] } : value);
  } catch {
    return clean(data, scanner);
  }
}
