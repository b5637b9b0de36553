import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { coveringRequests } from '../../generators/requests/covering.js';
import { interactingRequests } from '../../generators/requests/interacting.js';
import { randomRequests, randomViolations } from '../../generators/requests/random.js';
import { drawSessions, type Offered } from '../../generators/sessions/arbitrary.js';
import { commandKinds } from '../../generators/sessions/command.js';
import { coveringViolations } from '../../generators/violations/covering.js';
import { type DialectName, dialectNames } from '../../schemas/dialect.js';
import { referenceCircumstances } from './circumstances.js';

const seed = 7;

const everything: Offered = { kinds: new Set(commandKinds), streaming: true, otherUser: true };

/** The generated lists of a dialect as text: every request, in order. */
function lists(dialect: DialectName): { readonly [list: string]: string } {
  const circumstances = referenceCircumstances(dialect);
  const covering = coveringRequests(circumstances, { seed, most: 60 }).map(({ value }) => value);
  return {
    covering: JSON.stringify(covering),
    random: JSON.stringify(randomRequests(circumstances, { seed, count: 100 })),
    violations: JSON.stringify(coveringViolations(circumstances, { seed, most: 60 })),
    interacting: JSON.stringify(interactingRequests(circumstances)),
    sessions: JSON.stringify(drawSessions(everything, { seed, count: 50 })),
    randomViolations: JSON.stringify(randomViolations(circumstances, { seed, count: 100 })),
  };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

// The digests are committed: every version of Node that runs this test is held to the same lists. A change of the
// schemas or of the generators changes them; `vitest run -u` writes the new ones.
describe.each(dialectNames)('the same seed for %s', (dialect) => {
  test('gives the same requests in the same order on every version of Node', () => {
    const made = Object.entries(lists(dialect)).map(([name, text]) => [name, digest(text)]);
    expect(Object.fromEntries(made)).toMatchSnapshot();
  });

  test('gives the same requests when asked again', () => {
    expect(lists(dialect)).toEqual(lists(dialect));
  });
});

test('another seed gives other requests', () => {
  const circumstances = referenceCircumstances('openai');
  expect(randomRequests(circumstances, { seed: seed + 1, count: 100 })).not.toEqual(
    randomRequests(circumstances, { seed, count: 100 }),
  );
});
