import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conformantStream } from '../../generators/streams/conformant.js';
import {
  streamViolations,
  type ViolatedStream,
  violate,
  violatedStream,
} from '../../generators/streams/violations/index.js';
import { streamingArea } from '../../suites/streaming/index.js';
import { judged, streamedExchange } from './judged.js';

const pool = fc.sample(conformantStream(), { numRuns: 400, seed: 7 });
const samples = 25;

function exchangeOf({ stream, contentType, chunks }: ViolatedStream) {
  return streamedExchange({ dialect: stream.dialect, request: stream.request, contentType, chunks });
}

/** Rules with findings that are not tolerated. */
function blamedBy(violated: ViolatedStream): readonly string[] {
  return judged([exchangeOf(violated)])
    .filter(({ findings }) => findings.some(({ tolerated }) => !tolerated))
    .map(({ rule }) => rule.id);
}

describe('a stream with one violation', () => {
  test('comes in at least 60 kinds, named apart', () => {
    expect(streamViolations.length).toBeGreaterThanOrEqual(60);
    expect(new Set(streamViolations.map(({ kind }) => kind)).size).toBe(streamViolations.length);
  });

  test.each(streamViolations.map((violation) => [violation.kind, violation.rule, violation] as const))(
    '%s is named by %s',
    (_, rule, violation) => {
      const violated: ViolatedStream[] = [];
      for (const [index, stream] of pool.entries()) {
        if (violated.length === samples) break;
        const broken = violate(stream, violation, index);
        if (broken !== null) violated.push(broken);
      }
      expect(violated.length, 'streams that can be broken so').toBeGreaterThan(4);
      const missed = violated.filter((entry) => !blamedBy(entry).includes(rule));
      expect(
        missed.map(({ stream, chunks }) => ({
          dialect: stream.dialect,
          text: Buffer.concat(chunks).toString(),
        })),
      ).toEqual([]);
    },
  );

  test('is made with its violation by an arbitrary, and shrinks with it', () => {
    const [violation] = streamViolations;
    if (violation === undefined) throw new Error('there are no violations');
    fc.assert(
      fc.property(violatedStream(violation), (violated) => blamedBy(violated).includes(violation.rule)),
      { numRuns: 50, seed: 8 },
    );
  });

  test('covers every rule that one stream can break', () => {
    const named = new Set(streamViolations.map(({ rule }) => rule));
    const several = ['STREAM-EQ-NONSTREAM', 'STREAM-REPLAY-EQ', 'STREAM-FLUSHED'];
    const unproven = streamingArea.rules
      .map(({ id }) => id)
      .filter((id) => !named.has(id) && !several.includes(id) && !id.startsWith('GET-'));
    expect(unproven).toEqual([]);
  });
});
