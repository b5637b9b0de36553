import type { JsonValue } from '../schemas/json.js';
import { readEventStream, shownFraming } from './event-stream.js';
import type { Answer, Frame, StreamBody } from './exchange.js';
import { readJsonBody, redactedProblem } from './json-body.js';
import { defaultLimits } from './limits.js';
import type { Redaction } from './redaction.js';
import { type Header, headerValue } from './transport.js';

/** What a recording says of an answer. */
export interface RecordedAnswer {
  readonly status: number;
  readonly headers: readonly Header[];
  /** The body, decoded as far as its transfer is concerned. */
  readonly body: Uint8Array;
  /** Whether the request asked for a stream; null where that is not known. */
  readonly streamAsked: boolean | null;
}

/** Reads a recorded answer as the client would have read it. */
export function recordedAnswer(recorded: RecordedAnswer, redaction: Redaction): Answer {
  const { status, headers, body } = recorded;
  const facts = {
    status,
    headers: redaction.headers(headers),
    ending: 'complete',
    endingDetail: null,
    bytes: body.length,
  } as const;
  if (isStream(recorded)) {
    return { ...facts, text: '', jsonProblem: null, stream: recordedStream(body, redaction) };
  }
  const read = readJsonBody(body, defaultLimits);
  if (read.json === undefined) {
    const { text, jsonProblem } = redactedProblem(read, defaultLimits, redaction);
    return {
      ...facts,
      text,
      jsonProblem: body.length === 0 && status === 204 ? null : jsonProblem,
      stream: null,
    };
  }
  const json: JsonValue = redaction.json(read.json);
  const text = json === read.json ? read.text : JSON.stringify(json);
  return { ...facts, text, json, jsonProblem: null, stream: null };
}

function isStream({ headers, body, streamAsked }: RecordedAnswer): boolean {
  const start = Buffer.from(body.subarray(0, 256))
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (/^[{[<]/.test(start)) return false;
  if (/^\s*text\/event-stream\b/i.test(headerValue(headers, 'content-type') ?? '')) return true;
  return streamAsked !== false && /^((data|event|id|retry)\s*:|:)/.test(start);
}

function recordedStream(body: Uint8Array, redaction: Redaction): StreamBody {
  const frames: Frame[] = [];
  const redacted = redaction.frames((frame) => frames.push(frame));
  const framing = readEventStream(body, redacted.push);
  redacted.end();
  return { frames, framing: shownFraming(framing, redaction.text) };
}
