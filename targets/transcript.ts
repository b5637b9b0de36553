import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import type { JsonValue } from '../schemas/json.js';
import type { Answer, Exchange, Frame, Framing } from './exchange.js';
import { areStored, storedFrames } from './frame-store.js';

/** Takes exchanges as they end, one JSON line each. */
export interface TranscriptWriter {
  /** Resolves when the exchange is in the file. Lines never mix, whoever writes at the same time. */
  readonly append: (exchange: Exchange) => Promise<void>;
  /** What ends after this belongs to a run that was given up: it is not written any more. */
  readonly close: () => Promise<void>;
}

/** How a line says what an exchange says: a parsed body is not written twice, a large stream is named. */
interface StoredAnswer extends Omit<Answer, 'json' | 'stream'> {
  readonly parsed: boolean;
  readonly stream: { readonly frames: readonly Frame[] | string; readonly framing: Framing } | null;
}

type StoredExchange = Omit<Exchange, 'answer'> & { readonly answer: StoredAnswer | null };

/** Opens a transcript to append to, making its folder. A line that a killed run left unfinished is cut off first. */
export async function openTranscript(path: string): Promise<TranscriptWriter> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'a+');
  await cutUnfinishedLine(path, (await file.stat()).size);
  const waiting: Waiting[] = [];
  let writing: Promise<void> | null = null;
  let closed = false;
  // A run ends exchanges faster than single lines are written: what has gathered goes in one piece, or it would pile up.
  const writeAll = async () => {
    while (waiting.length > 0) {
      const written = waiting.splice(0, linesOfPiece(waiting));
      try {
        await appendText(file, written.map(({ line }) => line).join(''));
        for (const { done } of written) done();
      } catch (error) {
        // The next lines go in whether or not these could be written; who appended learns of the failure.
        for (const { failed } of written) failed(error);
      }
    }
    writing = null;
  };
  return {
    append(exchange) {
      if (closed) return Promise.resolve();
      return new Promise((done, failed) => {
        const line = `${JSON.stringify(stored(exchange))}\n`;
        waiting.push({ line, done, failed });
        writing ??= writeAll();
      });
    },
    async close() {
      closed = true;
      await writing;
      await file.close();
    },
  };
}

/** A line that is to be written, and whom to tell. */
interface Waiting {
  readonly line: string;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** How many of the first lines make up one piece; at least one. */
function linesOfPiece(waiting: readonly Waiting[]): number {
  let length = 0;
  const last = waiting.findIndex(({ line }) => {
    length += line.length;
    return length >= pieceLength;
  });
  return last === -1 ? waiting.length : last + 1;
}

/**
 * Reads a transcript line by line, so that no more than one exchange is in memory. A last line without its end, as a killed
 * run leaves it, is left out. Throws where any other line is no exchange, naming it.
 */
export async function* readTranscript(path: string): AsyncGenerator<Exchange> {
  let number = 0;
  for await (const { line, finished } of linesOf(path)) {
    number += 1;
    if (line.trim() === '') continue;
    const exchange = exchangeOfLine(line, dirname(path));
    if (exchange !== null) yield exchange;
    else if (finished) {
      throw new Error(`${path}:${number}: this line is no exchange; is the file a transcript of this suite?`);
    }
  }
}

/** How much of a long line is encoded at once. */
const pieceLength = 1 << 20;

// A line may hold a body of many megabytes: written piece by piece it is not encoded into memory as a whole.
async function appendText(file: FileHandle, text: string): Promise<void> {
  for (let at = 0; at < text.length; ) {
    let end = Math.min(at + pieceLength, text.length);
    // A surrogate pair that is cut apart would be written as two replacement characters.
    if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end += 1;
    await file.appendFile(text.slice(at, end));
    at = end;
  }
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function stored(exchange: Exchange): StoredExchange {
  const { answer } = exchange;
  if (answer === null) return { ...exchange, answer };
  const { json, stream, ...rest } = answer;
  const frames = stream === null ? null : stream.frames;
  return {
    ...exchange,
    answer: {
      ...rest,
      parsed: json !== undefined,
      stream:
        stream === null || frames === null
          ? null
          : { frames: areStored(frames) ? frames.file : [...frames], framing: stream.framing },
    },
  };
}

/** The exchange of one line of a transcript in this folder; null where the line is none. */
export function exchangeOfLine(line: string, folder: string): Exchange | null {
  const value = parsed(line);
  if (value === null) return null;
  if (value.answer === null) return { ...value, answer: null };
  const { parsed: isJson, stream, ...rest } = value.answer;
  const body = isJson ? { json: JSON.parse(rest.text) as JsonValue } : {};
  const frames = stream === null ? [] : stream.frames;
  return {
    ...value,
    answer: {
      ...rest,
      ...body,
      stream:
        stream === null
          ? null
          : {
              frames: typeof frames === 'string' ? storedFrames(folder, sideFile(frames)) : frames,
              framing: stream.framing,
            },
    },
  };
}

/** A transcript may come from anywhere: it names files beside itself only. */
function sideFile(name: string): string {
  if (/^streams\/[^/\\]+\.ndjson$/.test(name)) return name;
  throw new Error(`a transcript names "${name}" as a file of stream events; expected streams/<name>.ndjson`);
}

function parsed(line: string): StoredExchange | null {
  try {
    const value: unknown = JSON.parse(line);
    const isExchange =
      typeof value === 'object' && value !== null && 'id' in value && 'request' in value && 'answer' in value;
    return isExchange ? (value as StoredExchange) : null;
  } catch {
    return null; // Whoever reads the line decides whether that is a damaged file or a run that was killed.
  }
}

async function* linesOf(path: string): AsyncGenerator<{ readonly line: string; readonly finished: boolean }> {
  const decoder = new StringDecoder('utf8');
  let pieces: string[] = [];
  for await (const bytes of createReadStream(path)) {
    const lines = decoder.write(bytes as Buffer).split('\n');
    const last = lines.pop() ?? '';
    for (const line of lines) {
      pieces.push(line);
      yield { line: pieces.join(''), finished: true };
      pieces = [];
    }
    pieces.push(last);
  }
  const rest = pieces.join('') + decoder.end();
  if (rest !== '') yield { line: rest, finished: false };
}

async function cutUnfinishedLine(path: string, size: number): Promise<void> {
  let end = 0;
  let offset = 0;
  for await (const bytes of createReadStream(path)) {
    const found = (bytes as Buffer).lastIndexOf(0x0a);
    if (found !== -1) end = offset + found + 1;
    offset += (bytes as Buffer).length;
  }
  if (end < size) await truncate(path, end);
}
