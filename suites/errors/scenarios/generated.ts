import { randomViolations } from '../../../generators/requests/random.js';
import { coveringViolations } from '../../../generators/violations/covering.js';
import type { Violated } from '../../../generators/violations/violated.js';
import { isObject } from '../../../schemas/json.js';
import { circumstancesOf } from '../../create/circumstances.js';
import { type SendOptions, type Stage, scenario } from '../../engine/scenario.js';
import { storedTurn } from '../../state/scenarios/storage.js';

/** Beside the hand-written faults every run sends only the surest tenth; the rest is sent in depth. */
function shareOf(cases: number): number {
  return Math.ceil(cases / 20);
}

/** Requests with exactly one violation each, what a conformant server refuses for certain. */
export const generatedViolations = scenario({
  id: 'errors/generated',
  area: 'errors',
  title: 'requests made from the schema that break exactly one keyword',
  needs: [],
  depth: 'standard',
  order: 'invalid',
  after: [storedTurn],
  cost: ({ cases }) => ({ requests: shareOf(cases), input: 0, output: 0 }),
  async run(stage) {
    const chosen = await chosenViolations(stage);
    await sendViolations(stage, chosen.slice(0, shareOf(stage.cases)));
  },
});

/** One for every keyword that can be broken in a member. */
export const furtherViolations = scenario({
  id: 'errors/generated-further',
  area: 'errors',
  title: 'further requests that break exactly one keyword: every keyword of every member, as far as cases go',
  needs: [],
  depth: 'deep',
  order: 'invalid',
  after: [storedTurn],
  cost: ({ cases }) => ({ requests: cases - shareOf(cases), input: 0, output: 0 }),
  async run(stage) {
    const chosen = await chosenViolations(stage);
    await sendViolations(stage, chosen.slice(shareOf(stage.cases)));
  },
});

async function chosenViolations(stage: Stage): Promise<readonly Violated[]> {
  if (stage.cases === 0) return [];
  return coveringViolations(await circumstancesOf(stage), { seed: stage.seed, most: stage.cases });
}

/** Random requests with one violation each, wherever it may be. */
export const randomViolationsScenario = scenario({
  id: 'errors/random',
  area: 'errors',
  title: 'random requests made from the schema that break exactly one keyword',
  needs: [],
  depth: 'deep',
  order: 'invalid',
  after: [storedTurn],
  cost: ({ cases }) => ({ requests: cases, input: 0, output: 0 }),
  async run(stage) {
    if (stage.cases === 0) return;
    const circumstances = await circumstancesOf(stage);
    await sendViolations(stage, randomViolations(circumstances, { seed: stage.seed, count: stage.cases }));
  },
});

async function sendViolations(stage: Stage, chosen: readonly Violated[]): Promise<void> {
  await Promise.all(
    // Exchanges are let go as they end: thousands of them do not fit into memory.
    chosen.map(async ({ value, violation }, index) => {
      const target = stage.case(index + 1);
      const options: SendOptions = { validity: 'invalid', violation, notes: { generated: true } };
      if (isObject(value)) await target.create(value, options);
      else await target.send({ method: 'POST', path: '/responses', body: JSON.stringify(value) }, options);
    }),
  );
}
