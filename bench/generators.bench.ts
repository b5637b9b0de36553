import fc from 'fast-check';
import type { Circumstances } from '../generators/requests/circumstances.js';
import { createDocument } from '../generators/requests/covering.js';
import { acceptableRequests } from '../generators/requests/random.js';
import { violatedArbitrary } from '../generators/violations/violated.js';
import { validators } from '../schemas/validators.js';
import type { Measurement } from './measurement.js';

const circumstances: Circumstances = {
  dialect: 'openai',
  model: 'm',
  prompt: 'Say hello.',
  offers: () => true,
  hostedTools: new Set(),
  fabricated: true,
  response: 'resp_1',
  item: 'msg_1',
  conversation: null,
};

/** Measures how many requests are made from the schema, and how many broken in exactly one place, each confirmed. */
export function measureGenerators(count = 4000): readonly Measurement[] {
  const valid = acceptableRequests(circumstances);
  const violated = violatedArbitrary(
    createDocument(circumstances.dialect),
    valid,
    validators(circumstances.dialect).root('CreateResponse'),
  );
  return [
    {
      name: 'generators, valid create requests made acceptable',
      unit: 'requests per core and second',
      value: rate(valid, count),
      atLeast: 5000,
    },
    {
      name: 'generators, confirmed single violations',
      unit: 'requests per core and second',
      value: rate(violated, count),
      atLeast: 2000,
    },
  ];
}

// Per second of processor time: on a machine that others use as well, wall time would measure them.
function rate(arbitrary: fc.Arbitrary<unknown>, count: number): number {
  fc.sample(arbitrary, { seed: 1, numRuns: count / 4 });
  const before = process.cpuUsage();
  fc.sample(arbitrary, { seed: 2, numRuns: count });
  const { user, system } = process.cpuUsage(before);
  return (count * 1e6) / (user + system);
}
