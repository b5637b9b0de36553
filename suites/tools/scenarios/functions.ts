import type { JsonObject } from '../../../schemas/json.js';
import { type Scenario, type Stage, scenario } from '../../engine/scenario.js';

/** Enough for a call of any of these tools. */
const limit = 256;

/** A second function, so that the first is not the only choice. */
const timeTool: JsonObject = {
  type: 'function',
  name: 'get_time',
  description: 'Tells the time of day in a city.',
  strict: true,
  parameters: {
    type: 'object',
    properties: { city: { type: 'string' } },
    required: ['city'],
    additionalProperties: false,
  },
};

/** A schema with everything that strict functions may have. */
const orderTool: JsonObject = {
  type: 'function',
  name: 'place_order',
  description: 'Places an order.',
  strict: true,
  parameters: {
    type: 'object',
    properties: {
      size: { type: 'string', enum: ['small', 'large'] },
      express: { type: 'boolean' },
      count: { type: 'integer' },
      note: { type: ['string', 'null'] },
      address: {
        type: 'object',
        properties: { country: { type: 'string', enum: ['DE', 'US'] }, zip: { type: 'string' } },
        required: ['country', 'zip'],
        additionalProperties: false,
      },
      colours: { type: 'array', items: { type: 'string', enum: ['red', 'blue'] } },
    },
    required: ['size', 'express', 'count', 'note', 'address', 'colours'],
    additionalProperties: false,
  },
};

/** The tools of a stage: the configured one that prompts ask for, and another. */
export function offered({ tools }: Pick<Stage, 'tools'>): readonly JsonObject[] {
  return [tools.weather, tools['time'] ?? timeTool];
}

export const required = scenario({
  id: 'tools/required',
  area: 'tools',
  title: 'two functions, one of which must be called, asked for two calls at once',
  needs: ['tools'],
  probes: ['tools'],
  depth: 'smoke',
  cost: { requests: 1, input: 150, output: 120 },
  run: (stage) =>
    stage.target.create({
      input: stage.prompts.parallelTools,
      tools: offered(stage),
      tool_choice: 'required',
      max_output_tokens: limit,
    }),
});

export const requiredStream = scenario({
  id: 'tools/required-stream',
  area: 'tools',
  title: 'the same forced calls, streamed, with parallel calls allowed in so many words',
  needs: ['tools', 'streaming', 'parallel-tools'],
  depth: 'standard',
  cost: { requests: 1, input: 150, output: 120 },
  run: (stage) =>
    stage.target.create({
      input: stage.prompts.parallelTools,
      tools: offered(stage),
      tool_choice: 'required',
      parallel_tool_calls: true,
      max_output_tokens: limit,
      stream: true,
    }),
});

export const requiredUnasked = scenario({
  id: 'tools/required-unasked',
  area: 'tools',
  title: 'a forced call that nothing in the prompt asks for',
  needs: ['tools'],
  depth: 'standard',
  cost: { requests: 1, input: 120, output: 60 },
  run: (stage) =>
    stage.target.create({
      input: stage.prompts.short,
      tools: offered(stage),
      tool_choice: 'required',
      max_output_tokens: limit,
    }),
});

export const namedStream = scenario({
  id: 'tools/named-stream',
  area: 'tools',
  title: 'a function named by the choice that the prompt does not ask for, streamed',
  needs: ['tools', 'streaming'],
  depth: 'standard',
  cost: { requests: 1, input: 150, output: 60 },
  run: (stage) =>
    stage.target.create({
      input: stage.prompts.tool,
      tools: offered(stage),
      tool_choice: { type: 'function', name: nameOf(offered(stage)[1]) },
      max_output_tokens: limit,
      stream: true,
    }),
});

export const named = scenario({
  id: 'tools/named',
  area: 'tools',
  title: 'a function with a rich strict schema, named by the choice',
  needs: ['tools'],
  depth: 'standard',
  cost: { requests: 1, input: 220, output: 160 },
  run: (stage) =>
    stage.target.create({
      input: stage.prompts['order'] ?? 'Please order two large red ones by express to Berlin, 10115.',
      tools: [...offered(stage), stage.tools['order'] ?? orderTool],
      tool_choice: { type: 'function', name: nameOf(stage.tools['order'] ?? orderTool) },
      max_output_tokens: 2 * limit,
    }),
});

export const none = scenario({
  id: 'tools/none',
  area: 'tools',
  title: 'a prompt that asks for a tool, with all calls forbidden',
  needs: ['tools'],
  depth: 'standard',
  cost: { requests: 2, input: 300, output: 128 },
  async run(stage) {
    const body = {
      input: stage.prompts.tool,
      tools: offered(stage),
      tool_choice: 'none',
      max_output_tokens: 64,
    };
    const json = await stage.target.create(body);
    if (await stage.offers('streaming')) {
      await stage.case(2).create({ ...body, stream: true }, { twinOf: json.id, twin: 'stream' });
    }
  },
});

export const auto = scenario({
  id: 'tools/auto',
  area: 'tools',
  title: 'tools without a choice, one without strictness: the model decides',
  needs: ['tools'],
  depth: 'standard',
  cost: { requests: 1, input: 150, output: 120 },
  run: (stage) => {
    const { strict: _, ...loose } = offered(stage)[0] ?? {};
    return stage.target.create({
      input: stage.prompts.tool,
      tools: [{ ...loose, strict: false }, ...offered(stage).slice(1)],
      max_output_tokens: limit,
    });
  },
});

export const looseFunction = scenario({
  id: 'tools/not-strict',
  area: 'tools',
  title: 'a forced call of a function that is not strict',
  needs: ['tools'],
  depth: 'standard',
  cost: { requests: 1, input: 120, output: 80 },
  run: (stage) =>
    stage.target.create({
      input: stage.prompts.tool,
      tools: [{ ...offered(stage)[0], strict: false }],
      tool_choice: 'required',
      max_output_tokens: limit,
    }),
});

export const allowed = scenario({
  id: 'tools/allowed',
  area: 'tools',
  title: 'allowed_tools narrowed to the function that the prompt does not ask for',
  needs: ['tools'],
  depth: 'standard',
  cost: { requests: 2, input: 300, output: 160 },
  async run(stage) {
    const tools = offered(stage);
    const body = (mode: string) => ({
      input: stage.prompts.tool,
      tools,
      tool_choice: { type: 'allowed_tools', mode, tools: [{ type: 'function', name: nameOf(tools[1]) }] },
      max_output_tokens: limit,
    });
    await stage.target.create(body('required'));
    await stage.case(2).create(body('auto'));
  },
});

export const oneAtATime = scenario({
  id: 'tools/one-at-a-time',
  area: 'tools',
  title: 'two calls asked for and one forced, with parallel calls off',
  needs: ['tools'],
  depth: 'standard',
  cost: { requests: 1, input: 150, output: 60 },
  run: (stage) =>
    stage.target.create({
      input: stage.prompts.parallelTools,
      tools: offered(stage),
      tool_choice: 'required',
      parallel_tool_calls: false,
      max_output_tokens: limit,
    }),
});

export function nameOf(tool: JsonObject | undefined): string {
  return typeof tool?.['name'] === 'string' ? tool['name'] : '';
}

export const functionScenarios: readonly Scenario[] = [
  required,
  requiredStream,
  requiredUnasked,
  namedStream,
  named,
  none,
  auto,
  looseFunction,
  allowed,
  oneAtATime,
];
