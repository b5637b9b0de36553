import { describe, expect, test } from 'vitest';
import { randomRequests } from '../../generators/requests/random.js';
import { dialectNames } from '../../schemas/dialect.js';
import { referenceCircumstances } from './circumstances.js';
import { digestOf, generatedLists, seed } from './lists.js';

// The digests are committed: every version of Node that runs this test is held to the same lists. A change of the
// schemas or of the generators changes them; `vitest run -u` writes the new ones.
describe.each(dialectNames)('the same seed for %s', (dialect) => {
  const digests = () =>
    Object.fromEntries(
      Object.entries(generatedLists(dialect)).map(([name, make]) => [name, digestOf(make())]),
    );

  test('gives the same requests in the same order on every version of Node', () => {
    expect(digests()).toMatchSnapshot();
  });

  test('gives the same requests when asked again', () => {
    expect(digests()).toEqual(digests());
  });
});

test('another seed gives other requests', () => {
  const circumstances = referenceCircumstances('openai');
  expect(randomRequests(circumstances, { seed: seed + 1, count: 100 })).not.toEqual(
    randomRequests(circumstances, { seed, count: 100 }),
  );
});
