import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conformantStream } from '../../generators/streams/conformant.js';
import type { GeneratedStream } from '../../generators/streams/event.js';
import { numbered, writeStream } from '../../generators/streams/writing.js';
import { validators } from '../../schemas/validators.js';
import { blamed, evaluationsOf, judged, streamedExchange } from './judged.js';

/** `npm test` takes a part of them; STREAMS=10000 takes as many as the issue asks for. */
const runs = Number(process.env['STREAMS'] ?? 1000);

function exchangeOf(stream: GeneratedStream) {
  return streamedExchange({ dialect: stream.dialect, request: stream.request, ...writeStream(stream) });
}

describe('conformant streams', () => {
  test('are blamed for nothing, whatever their items, interleavings, line ends and chunks', () => {
    fc.assert(
      fc.property(conformantStream(), (stream) => {
        expect(blamed(judged([exchangeOf(stream)]))).toEqual([]);
      }),
      { numRuns: runs, seed: 6 },
    );
  }, 120_000);

  test('are a case for each rule as often as before', () => {
    const exchanges = fc.sample(conformantStream(), { numRuns: 400, seed: 6 }).map(exchangeOf);
    expect(evaluationsOf(exchanges)).toMatchSnapshot();
  });

  test('consist of valid events', () => {
    fc.assert(
      fc.property(conformantStream(), (stream) => {
        const validate = validators(stream.dialect).root('StreamEvent');
        const events = numbered(stream.events).filter(({ type }) => !type.includes('acme'));
        expect(
          events.flatMap((event) => validate(event).map((wrong) => ({ type: event.type, ...wrong }))),
        ).toEqual([]);
      }),
      { numRuns: Math.min(runs, 500), seed: 6 },
    );
  }, 60_000);
});
