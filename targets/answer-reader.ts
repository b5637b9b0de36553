import type { JsonValue } from '../schemas/json.js';
import { type ByteStore, byteStore } from './byte-store.js';
import { eventStreamReader, shownFraming } from './event-stream.js';
import type { Answer, Ending, Frame, StreamBody } from './exchange.js';
import { frameSink } from './frame-store.js';
import { readJsonBody, redactedProblem } from './json-body.js';
import { smallAnswer } from './large-answers.js';
import type { Limits } from './limits.js';
import type { Redaction } from './redaction.js';
import { type HttpAnswer, headerValue, TransportError } from './transport.js';
import type { LimitReached } from './watchdog.js';

/** What the reader of an answer needs to know beside the answer. */
export interface Reading {
  /** Exchange id, which names the side file of a large stream. */
  readonly id: string;
  readonly limits: Limits;
  readonly redaction: Redaction;
  /** Folder of the transcript, where large streams are put; null keeps them in memory. */
  readonly folder: string | null;
  /** Whether the request asked for a stream. */
  readonly streamAsked: boolean;
  readonly disconnectAfterEvents: number | null;
  /** Milliseconds since the request was sent. */
  readonly elapsed: () => number;
  /** Called for each piece of the body. */
  readonly alive: () => void;
  readonly limitReached: () => LimitReached | null;
  /** Asked once, when the answer takes much memory; resolves when it may take more. */
  readonly growLarge: () => Promise<ByteStore>;
  /** Called once by the reader with what ends its waiting early. */
  readonly onGiveUp: (stop: (reason: Error) => void) => void;
  /** Closes the connection. */
  readonly hangUp: () => void;
}

type BodyKind = 'stream' | 'plain';

/** How much of a body that was cut off for its size is kept to be shown. */
const shownOfTooLarge = 64 * 1024;
/** By so many bytes it is clear what a body is. */
const decidedAfter = 64;

/** Reads the body of an answer to its end, whatever that end is. Throws only what is a fault of the suite. */
export async function readAnswer(answer: HttpAnswer, reading: Reading): Promise<Answer> {
  const { limits, redaction, hangUp } = reading;
  const declared = /^\s*text\/event-stream\b/i.test(headerValue(answer.headers, 'content-type') ?? '');
  let kind: BodyKind | null = null;
  let bytes = 0;
  let undecided: Uint8Array[] = [];
  let plain = byteStore();
  const stream = streamCollector(reading);
  let large = false;
  let ending: Ending = 'complete';
  let endingDetail: string | null = null;

  const end = (how: Ending, detail: string | null) => {
    ending = how;
    endingDetail = detail;
  };
  /** Takes a piece; false where the rest is not wanted. */
  const take = (piece: Uint8Array): boolean => {
    if (kind === 'plain') {
      plain.append(piece);
      return true;
    }
    if (!stream.push(piece, reading.elapsed())) {
      end('too-large', `a server-sent event is longer than ${limits.maxEventLength} characters`);
      return false;
    }
    if (stream.disconnected()) {
      end('disconnected-by-us', `closed after ${reading.disconnectAfterEvents} events, as the request says`);
      return false;
    }
    return true;
  };
  const decide = (last: boolean): boolean => {
    kind = kindOf(undecided, declared, reading.streamAsked, last);
    if (kind === null) return true;
    const pieces = undecided;
    undecided = [];
    return pieces.every(take);
  };

  const pieces = answer.body[Symbol.asyncIterator]();
  try {
    while (reading.limitReached() === null) {
      const next = await stoppable(pieces.next(), reading.onGiveUp);
      if (next.done === true) break;
      reading.alive();
      bytes += next.value.length;
      if (bytes > limits.maxBodyBytes) {
        end('too-large', `the body is larger than ${limits.maxBodyBytes} bytes`);
        break;
      }
      if (kind === null) undecided.push(next.value);
      if (kind === null ? !decide(false) : !take(next.value)) break;
      if (!large && (kind === 'stream' ? stream.pending() : bytes) > smallAnswer) {
        large = true;
        const store = await reading.growLarge();
        store.append(plain.bytes());
        plain = store;
      }
    }
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    end(error.failure === 'undecodable' ? 'undecodable' : 'reset', redaction.text(error.message));
  }
  const limit = reading.limitReached();
  if (limit !== null) end(endingOf(limit), describeLimit(limit, limits));
  if (ending !== 'complete') hangUp();
  if (kind === null) decide(true);

  const facts = {
    status: answer.status,
    headers: redaction.headers(answer.headers),
    ending,
    endingDetail,
    bytes,
  };
  if (kind === 'stream') {
    return { ...facts, text: '', jsonProblem: null, stream: stream.end() };
  }
  const body = plainBody(plain.bytes(), ending, limits, redaction);
  const jsonProblem = bytes === 0 && bodiless.has(answer.status) ? null : body.jsonProblem;
  return { ...facts, ...body, jsonProblem, stream: null };
}

/** Statuses whose answers have no body (RFC 9110, section 15). */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304]);

/** What a body is, by what it begins with; null while that is not clear. */
function kindOf(
  pieces: readonly Uint8Array[],
  declared: boolean,
  asked: boolean,
  last: boolean,
): BodyKind | null {
  const text = Buffer.concat(pieces).toString('latin1').replace(/^ï»¿/, '');
  const start = text.trimStart();
  // An error is often sent as JSON under the content type of the stream that was asked for.
  if (/^[{[<]/.test(start)) return 'plain';
  const undecided = !last && text.length < decidedAfter;
  if (declared) return start === '' && undecided ? null : 'stream';
  if (!asked) return 'plain';
  if (/^(data|event|id|retry)\s*:|^:/.test(start)) return 'stream';
  const mayBeField = ['data:', 'event:', 'id:', 'retry:'].some((field) => field.startsWith(start));
  return mayBeField && undecided ? null : 'plain';
}

function streamCollector(reading: Reading) {
  const sink = frameSink(reading.folder, reading.id);
  const redacted = reading.redaction.frames(sink.add);
  const wanted = reading.disconnectAfterEvents ?? Number.POSITIVE_INFINITY;
  let events = 0;
  const reader = eventStreamReader((frame: Frame) => {
    if (events >= wanted) return;
    events += 1;
    redacted.push(frame);
  }, reading.limits.maxEventLength);
  return {
    push: reader.push,
    pending: reader.pending,
    disconnected: () => events >= wanted,
    end(): StreamBody {
      const framing = reader.end();
      redacted.end();
      return { frames: sink.end(), framing: shownFraming(framing, reading.redaction.text) };
    },
  };
}

function plainBody(
  bytes: Uint8Array,
  ending: Ending,
  limits: Limits,
  redaction: Redaction,
): { readonly text: string; readonly json?: JsonValue; readonly jsonProblem: string | null } {
  if (ending === 'too-large') {
    // What is cut off is redacted with a margin: of a secret that stands at the cut only a part would be left.
    const start = Buffer.from(bytes.subarray(0, shownOfTooLarge * 2)).toString('utf8');
    return {
      text: redaction.text(start).slice(0, shownOfTooLarge),
      jsonProblem: 'the body was cut off for its size',
    };
  }
  const read = readJsonBody(bytes, limits);
  if (read.json === undefined) {
    return redactedProblem(read, limits, redaction);
  }
  const json = redaction.json(read.json);
  const text = json === read.json ? read.text : JSON.stringify(json);
  return { text, json, jsonProblem: null };
}

function endingOf(limit: LimitReached): Ending {
  if (limit === 'interrupted') return 'disconnected-by-us';
  return limit === 'total-timeout' ? limit : 'idle-timeout';
}

/** A limit in words. */
export function describeLimit(limit: LimitReached, limits: Limits): string {
  if (limit === 'first-byte-timeout') return `no answer within ${limits.firstByteMs} ms`;
  if (limit === 'idle-timeout') return `nothing more came for ${limits.idleMs} ms`;
  if (limit === 'interrupted') return 'the run was interrupted';
  return `not ended after ${limits.totalMs} ms`;
}

/** A promise that can be given up, also where whoever should settle it ignores that the request was aborted. */
export function stoppable<T>(
  promise: Promise<T>,
  onGiveUp: (stop: (reason: Error) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    onGiveUp(reject);
    promise.then(resolve, reject);
  });
}
