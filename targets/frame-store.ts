import { closeSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import type { Frame } from './exchange.js';

/** Folder of the side files, seen from the folder of the transcript. */
const streamsFolder = 'streams';

/** Frames that lie in a side file; each walk reads them anew, line by line. */
export interface StoredFrames extends Iterable<Frame> {
  /** Path seen from the folder of the transcript, e.g. `streams/streaming%2Flong-text%231.2.ndjson`. */
  readonly file: string;
}

/** Takes the frames of one stream as they arrive. */
export interface FrameSink {
  readonly add: (frame: Frame) => void;
  /** The frames once all have come. */
  readonly end: () => Iterable<Frame>;
}

/** A stream larger than this goes to disk. */
const mostInMemory = 256 * 1024;
const writeSize = 256 * 1024;
const readSize = 64 * 1024;
/** What a frame takes beside its data. */
const frameOverhead = 100;

/**
 * Makes a sink for the stream of the exchange `id`. Streams up to some size stay in memory; larger ones are written to
 * `<folder>/streams` while they arrive, so that memory does not grow with them. Without a folder all stays in memory.
 */
export function frameSink(folder: string | null, id: string, mostKept = mostInMemory): FrameSink {
  let kept: Frame[] = [];
  let size = 0;
  let file: { readonly descriptor: number; readonly name: string } | null = null;
  let lines = '';

  const write = () => {
    if (file !== null && lines !== '') writeSync(file.descriptor, lines);
    lines = '';
  };

  return {
    add(frame) {
      size += frame.data.length + frameOverhead;
      if (folder === null || size <= mostKept) {
        kept.push(frame);
        return;
      }
      if (file === null) {
        file = openSideFile(folder, id);
        lines = kept.map(lineOf).join('');
        kept = [];
      }
      lines += lineOf(frame);
      if (lines.length > writeSize) write();
    },
    end() {
      if (file === null || folder === null) return kept;
      write();
      closeSync(file.descriptor);
      return storedFrames(folder, file.name);
    },
  };
}

/** The frames of a side file, read as they are walked. Throws where the file is missing or damaged. */
export function storedFrames(folder: string, file: string): StoredFrames {
  return { file, [Symbol.iterator]: () => framesIn(join(folder, file)) };
}

/** Whether frames lie in a side file. */
export function areStored(frames: Iterable<Frame>): frames is StoredFrames {
  return 'file' in frames && typeof frames.file === 'string';
}

function lineOf(frame: Frame): string {
  return `${JSON.stringify(frame)}\n`;
}

// The same id may come twice, e.g. when a failing rule is tried again: a file that is there is never overwritten.
function openSideFile(folder: string, id: string): { readonly descriptor: number; readonly name: string } {
  mkdirSync(join(folder, streamsFolder), { recursive: true });
  for (let attempt = 1; ; attempt += 1) {
    const name = `${streamsFolder}/${encodeURIComponent(id)}${attempt === 1 ? '' : `~${attempt}`}.ndjson`;
    try {
      return { descriptor: openSync(join(folder, name), 'wx'), name };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function* framesIn(path: string): Generator<Frame> {
  const descriptor = openSync(path, 'r');
  try {
    const decoder = new StringDecoder('utf8');
    const bytes = Buffer.alloc(readSize);
    let pieces: string[] = [];
    for (let read = readSync(descriptor, bytes); read > 0; read = readSync(descriptor, bytes)) {
      const lines = decoder.write(bytes.subarray(0, read)).split('\n');
      const last = lines.pop() ?? '';
      for (const line of lines) {
        pieces.push(line);
        yield JSON.parse(pieces.join('')) as Frame;
        pieces = [];
      }
      pieces.push(last);
    }
  } finally {
    closeSync(descriptor);
  }
}
