import type { GeneratedEvent, GeneratedStream, Wording } from './event.js';

/** An event as it goes onto the wire. */
export interface WrittenEvent {
  /** The `event:` line; null: none. */
  readonly event: string | null;
  readonly data: string;
  readonly id?: string;
}

/** A stream as bytes, with what came around it. */
export interface WrittenStream {
  readonly contentType: string;
  readonly chunks: readonly Uint8Array[];
}

/** Numbers events from 0, in order. */
export function numbered(events: readonly GeneratedEvent[]): readonly GeneratedEvent[] {
  return events.map(({ type, ...rest }, index) => ({ type, sequence_number: index, ...rest }));
}

/** The events as they are written, `[DONE]` included where the stream has it. */
export function writtenEvents(events: readonly GeneratedEvent[], sentinel: boolean): readonly WrittenEvent[] {
  return [
    ...events.map((event) => ({ event: event.type, data: JSON.stringify(event) })),
    ...(sentinel ? [{ event: null, data: '[DONE]' }] : []),
  ];
}

/** Event-stream text. */
export function eventStreamText(events: readonly WrittenEvent[], wording: Wording): string {
  const { lineEnd, spaced, comments } = wording;
  const colon = spaced ? ': ' : ':';
  const entries = events.map(({ event, data, id }, index) =>
    [
      ...(comments.includes(index) ? [': still here'] : []),
      ...(id === undefined ? [] : [`id${colon}${id}`]),
      ...(event === null ? [] : [`event${colon}${event}`]),
      ...data.split('\n').map((line) => `data${colon}${line}`),
      '',
      '',
    ].join(lineEnd),
  );
  return `${wording.byteOrderMark ? '\uFEFF' : ''}${entries.join('')}`;
}

/** Cuts bytes into chunks of the wished sizes, wherever that falls. */
export function chunked(bytes: Uint8Array, sizes: readonly number[]): readonly Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = Math.max(1, sizes[Math.min(turn, sizes.length - 1)] ?? bytes.length);
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

/** Writes a stream as bytes. */
export function writeStream(stream: GeneratedStream): WrittenStream {
  const events = writtenEvents(numbered(stream.events), stream.sentinel);
  return written(eventStreamText(events, stream.wording), stream.wording);
}

/** Text as a written stream. */
function written(text: string, { chunkSizes }: Wording): WrittenStream {
  return {
    contentType: 'text/event-stream; charset=utf-8',
    chunks: chunked(new TextEncoder().encode(text), chunkSizes),
  };
}
