import { type Scenario, scenario } from '../../engine/scenario.js';

const limit = 64;

/** Values that single precision holds exactly, and that no server has as its default. */
const sampling = { temperature: 0.5, top_p: 0.75 };

export const coreEcho = scenario({
  id: 'echo/core',
  area: 'echo',
  title: 'instructions and sampling that no default equals',
  needs: [],
  depth: 'smoke',
  cost: { requests: 1, input: 40, output: limit },
  run: ({ target, prompts }) =>
    target.create(
      {
        input: prompts.short,
        instructions: 'Answer in plain words, and be brief.',
        ...sampling,
        store: true,
      },
      { notes: { feature: 'instructions, temperature, top_p and store' } },
    ),
});

export const coreEchoStream = scenario({
  id: 'echo/core-stream',
  area: 'echo',
  title: 'the same parameters, streamed, with a temperature of 0 and store off',
  needs: ['streaming'],
  depth: 'standard',
  cost: { requests: 1, input: 40, output: limit },
  run: ({ target, prompts }) =>
    target.create({
      input: prompts.short,
      instructions: 'Answer in plain words, and be brief.',
      temperature: 0,
      top_p: 0.25,
      store: false,
      stream: true,
    }),
});

/** One request per parameter that a server may lack: a refusal of one says nothing of the others. */
const singles = [
  {
    id: 'metadata',
    needs: ['metadata'],
    body: { metadata: { project: 'conformance', ключ: 'ünïcode ✓', empty: '' } },
  },
  { id: 'max-output-tokens', needs: ['max-output-tokens'], body: { max_output_tokens: 77 } },
  { id: 'truncation', needs: ['truncation'], body: { truncation: 'auto' } },
  { id: 'service-tier', needs: ['service-tier'], body: { service_tier: 'auto' } },
  { id: 'safety-identifier', needs: ['safety-identifier'], body: { safety_identifier: 'user-6f1c' } },
  { id: 'prompt-cache-key', needs: ['prompt-cache'], body: { prompt_cache_key: 'conformance-cache' } },
  { id: 'verbosity', needs: ['verbosity'], body: { text: { verbosity: 'low' } } },
  {
    id: 'top-logprobs',
    needs: ['logprobs'],
    body: { top_logprobs: 2, include: ['message.output_text.logprobs'] },
  },
  { id: 'reasoning-effort', needs: ['reasoning'], body: { reasoning: { effort: 'low' } } },
] as const;

/** Capabilities that nothing cheaper shows. */
const probedHere: ReadonlySet<string> = new Set([
  'metadata',
  'service-tier',
  'safety-identifier',
  'prompt-cache',
  'verbosity',
]);

const single: readonly Scenario[] = singles.map(({ id, needs, body }) =>
  scenario({
    id: `echo/${id}`,
    area: 'echo',
    title: `${id} with a value that no default equals`,
    needs,
    probes: needs.filter((name) => probedHere.has(name)),
    ...(id === 'service-tier' ? { dialects: ['openai', 'azure-foundry', 'open-responses'] as const } : {}),
    depth: 'standard',
    cost: { requests: 1, input: 30, output: limit },
    run: ({ target, prompts }) => target.create({ input: prompts.short, ...body }),
  }),
);

export const user = scenario({
  id: 'echo/user',
  area: 'echo',
  title: 'the deprecated member user',
  needs: [],
  dialects: ['openai', 'azure-openai', 'azure-foundry'],
  depth: 'standard',
  cost: { requests: 1, input: 20, output: limit },
  run: ({ target, prompts }) => target.create({ input: prompts.short, user: 'user-6f1c' }),
});

export const penalties = scenario({
  id: 'echo/penalties',
  area: 'echo',
  title: 'presence_penalty and frequency_penalty',
  needs: [],
  dialects: ['open-responses'],
  depth: 'standard',
  cost: { requests: 1, input: 20, output: limit },
  run: ({ target, prompts }) =>
    target.create({ input: prompts.short, presence_penalty: 0.5, frequency_penalty: 0.25 }),
});

export const maxToolCalls = scenario({
  id: 'echo/tool-settings',
  area: 'echo',
  title: 'tool_choice, parallel_tool_calls and max_tool_calls beside a tool',
  needs: ['tools', 'max-tool-calls'],
  depth: 'standard',
  cost: { requests: 1, input: 80, output: limit },
  run: ({ target, prompts, tools }) =>
    target.create({
      input: prompts.short,
      tools: [tools.weather],
      tool_choice: 'none',
      parallel_tool_calls: false,
      max_tool_calls: 3,
    }),
});

export const echoScenarios: readonly Scenario[] = [
  coreEcho,
  coreEchoStream,
  ...single,
  user,
  penalties,
  maxToolCalls,
];
