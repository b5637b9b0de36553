import { createHash } from 'node:crypto';
import { coveringRequests } from '../../generators/requests/covering.js';
import { interactingRequests } from '../../generators/requests/interacting.js';
import { randomRequests, randomViolations } from '../../generators/requests/random.js';
import { drawSessions, type Offered } from '../../generators/sessions/arbitrary.js';
import { commandKinds } from '../../generators/sessions/command.js';
import { coveringViolations } from '../../generators/violations/covering.js';
import type { DialectName } from '../../schemas/dialect.js';
import { referenceCircumstances } from './circumstances.js';

/** The seed of the lists. */
export const seed = 7;

const everything: Offered = { kinds: new Set(commandKinds), streaming: true, otherUser: true };

/** The generated lists of a dialect, each with what makes it. */
export function generatedLists(dialect: DialectName): { readonly [list: string]: () => unknown } {
  const circumstances = referenceCircumstances(dialect);
  return {
    covering: () => coveringRequests(circumstances, { seed, most: 60 }).map(({ value }) => value),
    random: () => randomRequests(circumstances, { seed, count: 100 }),
    violations: () => coveringViolations(circumstances, { seed, most: 60 }),
    interacting: () => interactingRequests(circumstances),
    sessions: () => drawSessions(everything, { seed, count: 50 }),
    randomViolations: () => randomViolations(circumstances, { seed, count: 100 }),
  };
}

/** A short text that stands for a whole list: every value, in order. */
export function digestOf(list: unknown): string {
  return createHash('sha256').update(JSON.stringify(list)).digest('hex').slice(0, 16);
}
