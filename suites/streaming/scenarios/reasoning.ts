import { type Scenario, scenario } from '../../engine/scenario.js';

const reasoning = scenario({
  id: 'streaming/reasoning',
  area: 'streaming',
  title: 'reasoning before text; no summary is asked for',
  needs: ['streaming', 'reasoning'],
  depth: 'standard',
  cost: { requests: 1, input: 40, output: 400 },
  run: ({ target, prompts }) =>
    target.create({ input: prompts.reasoning, stream: true, reasoning: { effort: 'low' } }),
});

const summary = scenario({
  id: 'streaming/reasoning-summary',
  area: 'streaming',
  title: 'reasoning with a summary before text, as a stream and as JSON',
  needs: ['streaming', 'reasoning', 'reasoning-summary'],
  depth: 'standard',
  cost: { requests: 2, input: 80, output: 800 },
  async run({ target, case: caseOf, prompts }) {
    const body = { input: prompts.reasoning, reasoning: { effort: 'low', summary: 'auto' } };
    const stream = await target.create({ ...body, stream: true });
    const json = await caseOf(2).create(body, { twinOf: stream.id, twin: 'stream' });
    return { stream, json };
  },
});

const thenCall = scenario({
  id: 'streaming/reasoning-then-call',
  area: 'streaming',
  title: 'reasoning before a forced function call',
  needs: ['streaming', 'reasoning', 'tools'],
  depth: 'standard',
  cost: { requests: 1, input: 120, output: 400 },
  run: ({ target, prompts, tools }) =>
    target.create({
      input: prompts.tool,
      stream: true,
      reasoning: { effort: 'low' },
      tools: [tools.weather],
      tool_choice: 'required',
    }),
});

/** Streams that begin with reasoning. */
export const reasoningScenarios: readonly Scenario[] = [reasoning, summary, thenCall];
