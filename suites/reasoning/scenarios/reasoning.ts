import { stringAt } from '../../../schemas/json.js';
import { itemsOf } from '../../engine/answers.js';
import { Blocked, type Scenario, scenario } from '../../engine/scenario.js';

/** Thinking takes tokens before the first word. */
const limit = 800;

export const thinking = scenario({
  id: 'reasoning/encrypted',
  area: 'reasoning',
  title: 'a question to think about, its reasoning wanted encrypted, nothing stored',
  needs: ['reasoning'],
  probes: ['reasoning', 'encrypted-reasoning'],
  depth: 'smoke',
  cost: { requests: 1, input: 60, output: 200 },
  run: ({ target, prompts }) =>
    target.create({
      input: prompts.reasoning,
      reasoning: { effort: 'low' },
      include: ['reasoning.encrypted_content'],
      store: false,
      max_output_tokens: limit,
    }),
});

export const stateless = scenario({
  id: 'reasoning/stateless',
  area: 'reasoning',
  title: 'the whole output of that answer sent back with a further question, still without a store',
  needs: ['reasoning', 'encrypted-reasoning'],
  depth: 'standard',
  after: [thinking],
  cost: { requests: 1, input: 400, output: 200 },
  async run({ target, prompts, use }) {
    const first = await use(thinking);
    const items = itemsOf(first).filter(
      (item) =>
        item['type'] === 'message' ||
        (item['type'] === 'reasoning' && (stringAt(item, 'encrypted_content') ?? '') !== ''),
    );
    if (!items.some((item) => item['type'] === 'reasoning')) {
      throw new Blocked(`the answer of ${first.id} has no encrypted reasoning to send back`, first.id);
    }
    // What the server put out may break the schema of requests: that is for its own validation to find.
    await target.create(
      {
        input: [
          { type: 'message', role: 'user', content: prompts.reasoning },
          ...items,
          { type: 'message', role: 'user', content: 'Are you sure?' },
        ],
        reasoning: { effort: 'low' },
        include: ['reasoning.encrypted_content'],
        store: false,
        max_output_tokens: limit,
      },
      { validity: 'unknown', step: 'reasoning-replayed' },
    );
  },
});

export const summarised = scenario({
  id: 'reasoning/summary',
  area: 'reasoning',
  title: 'a question to think about, with a summary of the reasoning',
  needs: ['reasoning', 'reasoning-summary'],
  probes: ['reasoning-summary'],
  depth: 'standard',
  cost: { requests: 1, input: 60, output: 200 },
  run: ({ target, prompts }) =>
    target.create({
      input: prompts.reasoning,
      reasoning: { effort: 'low', summary: 'auto' },
      max_output_tokens: limit,
    }),
});

export const summarisedStream = scenario({
  id: 'reasoning/summary-stream',
  area: 'reasoning',
  title: 'the same, streamed, with more effort',
  needs: ['reasoning', 'reasoning-summary', 'streaming'],
  depth: 'standard',
  cost: { requests: 1, input: 60, output: 300 },
  run: ({ target, prompts }) =>
    target.create({
      input: prompts.reasoning,
      reasoning: { effort: 'medium', summary: 'auto' },
      max_output_tokens: limit,
      stream: true,
    }),
});

export const withCalls = scenario({
  id: 'reasoning/with-tools',
  area: 'reasoning',
  title: 'reasoning before a forced call',
  needs: ['reasoning', 'tools'],
  depth: 'standard',
  cost: { requests: 1, input: 140, output: 200 },
  run: ({ target, prompts, tools }) =>
    target.create({
      input: prompts.tool,
      reasoning: { effort: 'low' },
      tools: [tools.weather],
      tool_choice: 'required',
      max_output_tokens: limit,
    }),
});

export const reasoningScenarios: readonly Scenario[] = [
  thinking,
  stateless,
  summarised,
  summarisedStream,
  withCalls,
];
