import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { streamViolations, violatedStream } from '../../generators/streams/violations/index.js';
import { streamingArea } from '../../suites/streaming/index.js';
import { brokenExchange, brokenStreams, saidOf } from './broken.js';

/** Streams of each kind of which it is kept what is said. */
const kept = 5;

describe('a stream with one violation', () => {
  test('comes in at least 60 kinds, named apart', () => {
    expect(streamViolations.length).toBeGreaterThanOrEqual(60);
    expect(new Set(streamViolations.map(({ kind }) => kind)).size).toBe(streamViolations.length);
  });

  test.each(streamViolations.map((violation) => [violation.kind, violation.rule, violation] as const))(
    '%s is named by %s',
    (_, rule, violation) => {
      const violated = brokenStreams(violation);
      expect(violated.length, 'streams that can be broken so').toBeGreaterThan(4);
      const said = violated.map((entry) => saidOf(brokenExchange(entry)));
      const missed = violated.filter((_broken, index) => !(rule in (said[index] ?? {})));
      expect(
        missed.map(({ stream, chunks }) => ({
          dialect: stream.dialect,
          text: Buffer.concat(chunks).toString(),
        })),
      ).toEqual([]);
      expect(said.slice(0, kept)).toMatchSnapshot();
    },
  );

  test('is made with its violation by an arbitrary, and shrinks with it', () => {
    const [violation] = streamViolations;
    if (violation === undefined) throw new Error('there are no violations');
    fc.assert(
      fc.property(
        violatedStream(violation),
        (violated) => violation.rule in saidOf(brokenExchange(violated)),
      ),
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
