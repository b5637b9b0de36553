import fc from 'fast-check';
import { conformantStream } from '../conformant.js';
import type { GeneratedStream } from '../event.js';
import { chunked, eventStreamText, numbered, type WrittenStream, writtenEvents } from '../writing.js';
import { byteViolations } from './bytes.js';
import { contentViolations } from './content.js';
import { itemViolations } from './items.js';
import { lifecycleViolations } from './lifecycle.js';
import { partViolations } from './parts.js';
import { toolViolations } from './tools.js';
import type { StreamViolation } from './violation.js';

/** Every way to break a stream that is known, each with the rule that has to name it. */
export const streamViolations: readonly StreamViolation[] = [
  ...lifecycleViolations,
  ...itemViolations,
  ...partViolations,
  ...contentViolations,
  ...toolViolations,
  ...byteViolations,
];

/** A stream with exactly one violation, written as bytes. */
export interface ViolatedStream extends WrittenStream {
  readonly violation: StreamViolation;
  readonly stream: GeneratedStream;
}

/** Breaks a stream in one way; null where it has nothing that could be broken so. */
export function violate(
  stream: GeneratedStream,
  violation: StreamViolation,
  pick: number,
): ViolatedStream | null {
  const events =
    violation.events === undefined ? stream.events : violation.events(stream.events, pick, stream);
  if (events === null) return null;
  const withNumbers = numbered(events);
  const renumbered = violation.numbered === undefined ? withNumbers : violation.numbered(withNumbers, pick);
  if (renumbered === null) return null;
  const lines = writtenEvents(renumbered, stream.sentinel && events.length > 0);
  const written = violation.written === undefined ? lines : violation.written(lines, pick, stream);
  if (written === null) return null;
  const bytes = new TextEncoder().encode(eventStreamText(written, stream.wording));
  const sent = violation.bytes === undefined ? bytes : violation.bytes(bytes);
  return {
    violation,
    stream: { ...stream, request: violation.request?.(stream.request) ?? stream.request },
    contentType: violation.contentType ?? 'text/event-stream; charset=utf-8',
    chunks: chunked(sent, stream.wording.chunkSizes),
  };
}

/** Streams with exactly one violation of this kind. */
export function violatedStream(violation: StreamViolation): fc.Arbitrary<ViolatedStream> {
  return fc
    .tuple(conformantStream(), fc.nat({ max: 1000 }))
    .map(([stream, pick]) => violate(stream, violation, pick))
    .filter((violated) => violated !== null);
}
