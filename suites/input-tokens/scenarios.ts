import { isObject, type JsonObject } from '../../schemas/json.js';
import type { Exchange } from '../../targets/exchange.js';
import { type Scenario, scenario } from '../engine/scenario.js';
import { secondTurn } from '../state/scenarios/chain.js';
import { storedTurn } from '../state/scenarios/storage.js';

/** What of a create body counting takes as well. */
const counted = [
  'model',
  'input',
  'previous_response_id',
  'conversation',
  'instructions',
  'tools',
  'tool_choice',
  'parallel_tool_calls',
  'text',
  'reasoning',
  'truncation',
];

const plain = scenario({
  id: 'input-tokens/plain',
  area: 'input-tokens',
  title: 'Count the input of a request that was answered before, instructions included',
  needs: ['input-tokens'],
  probes: ['input-tokens'],
  dialects: ['openai'],
  depth: 'smoke',
  after: [storedTurn],
  cost: { requests: 1, input: 0, output: 0 },
  async run(stage) {
    const { created } = await stage.use(storedTurn);
    await stage.target.countInputTokens(countable(created), { twin: 'count', twinOf: created.id });
  },
});

const withHistory = scenario({
  id: 'input-tokens/history',
  area: 'input-tokens',
  title: 'Count the input of turns that continue a response, with and without tools',
  needs: ['input-tokens', 'previous-response'],
  dialects: ['openai'],
  depth: 'standard',
  after: [secondTurn],
  cost: { requests: 2, input: 0, output: 0 },
  async run(stage) {
    const { turns } = await stage.use(secondTurn);
    for (const turn of turns)
      await stage.target.countInputTokens(countable(turn), { twin: 'count', twinOf: turn.id });
  },
});

function countable({ request }: Exchange): JsonObject {
  const body = isObject(request.body) ? request.body : {};
  return Object.fromEntries(Object.entries(body).filter(([member]) => counted.includes(member)));
}

export const inputTokenScenarios: readonly Scenario[] = [plain, withHistory];
