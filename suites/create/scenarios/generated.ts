import { coveringRequests } from '../../../generators/requests/covering.js';
import { interactingRequests } from '../../../generators/requests/interacting.js';
import { randomRequests } from '../../../generators/requests/random.js';
import type { JsonObject } from '../../../schemas/json.js';
import { type Scenario, type Stage, scenario } from '../../engine/scenario.js';
import { storedTurn } from '../../state/scenarios/storage.js';
import { circumstancesOf } from '../circumstances.js';

/** About so many requests are enough for the schema of every dialect. */
const enough = 30;

/** Valid requests that together reach every branch of the create schema that this target lets be reached. */
export const generatedRequests = scenario({
  id: 'create/generated',
  area: 'create',
  title: 'valid requests made from the schema: every member, value, alternative and boundary',
  needs: [],
  depth: 'standard',
  after: [storedTurn],
  cost: ({ cases }) => {
    const requests = Math.min(cases, enough);
    return { requests, input: requests * 450, output: requests * 70 };
  },
  async run(stage) {
    if (stage.cases === 0) return;
    const circumstances = await circumstancesOf(stage);
    const chosen = coveringRequests(circumstances, {
      seed: stage.seed,
      most: stage.cases,
      large: stage.large,
    });
    await sendAll(
      stage,
      chosen.map(({ value }) => value),
      'a request made from the schema',
    );
  },
});

/** Parameters that act on the same things, pair by pair: each is right alone, and many are only tried alone. */
export const interactingParameters = scenario({
  id: 'create/pairs',
  area: 'create',
  title:
    'interacting parameters (stream, store, background, tools, formats and limits), every pair of settings once',
  needs: [],
  depth: 'deep',
  after: [storedTurn],
  cost: { requests: 40, input: 2400, output: 1600 },
  async run(stage) {
    const bodies = interactingRequests(await circumstancesOf(stage));
    await sendAll(stage, bodies, 'a combination of parameters');
  },
});

/** What nobody thought of: random valid requests, within what this target offers. */
export const randomlyGenerated = scenario({
  id: 'create/random',
  area: 'create',
  title: 'random valid requests made from the schema',
  needs: [],
  depth: 'deep',
  after: [storedTurn],
  cost: ({ cases }) => ({ requests: cases, input: cases * 120, output: cases * 40 }),
  async run(stage) {
    if (stage.cases === 0) return;
    const circumstances = await circumstancesOf(stage);
    const drawn = randomRequests(circumstances, { seed: stage.seed, count: stage.cases });
    await sendAll(stage, drawn, 'a random request made from the schema');
  },
});

// Each body is a case of its own. Exchanges are let go as they end: thousands of them do not fit into memory.
async function sendAll(stage: Stage, bodies: readonly JsonObject[], feature: string): Promise<void> {
  await Promise.all(
    bodies.map(async (body, index) => {
      await stage.case(index + 1).create(body, { notes: { feature, generated: true } });
    }),
  );
}

export const generatedScenarios: readonly Scenario[] = [
  generatedRequests,
  interactingParameters,
  randomlyGenerated,
];
