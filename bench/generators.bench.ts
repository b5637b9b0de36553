import fc from 'fast-check';
import { acceptableRequests, violatedRequests } from '../generators/requests/random.js';
import { referenceCircumstances } from '../tests/generators/circumstances.js';
import type { Measurement } from './measurement.js';

/** Values that are drawn at a time. */
const batch = 200;

/**
 * Measures how fast create requests are made on one core: valid ones that the reference server accepts, and ones with
 * exactly one violation, each confirmed by the validator.
 */
export function measureGenerators(seconds = 2): readonly Measurement[] {
  const circumstances = referenceCircumstances('openai', { conversation: 'conv_1' });
  return [
    {
      name: 'valid create requests',
      unit: 'requests per core and second',
      value: rate(acceptableRequests(circumstances), seconds),
      atLeast: 5000,
    },
    {
      name: 'create requests with one violation, confirmed',
      unit: 'requests per core and second',
      value: rate(violatedRequests(circumstances), seconds),
      atLeast: 2000,
    },
  ];
}

// Processor time, not wall time: on a machine that others use as well, wall time would measure them.
function rate(values: fc.Arbitrary<unknown>, seconds: number): number {
  fc.sample(values, { seed: 0, numRuns: batch });
  const before = process.cpuUsage();
  let made = 0;
  let spent = 0;
  while (spent < seconds * 1e6) {
    made += fc.sample(values, { seed: made + 1, numRuns: batch }).length;
    const { user, system } = process.cpuUsage(before);
    spent = user + system;
  }
  return Math.round((made * 1e6) / spent);
}
