import { plain } from '../../create/scenarios/plain.js';
import { type Scenario, scenario } from '../../engine/scenario.js';

/** A short answer as a stream, beside the plain one as JSON: the pair that most rules can be judged on. */
export const shortText = scenario({
  id: 'streaming/short-text',
  area: 'streaming',
  title: 'the plain request as a stream',
  needs: ['streaming'],
  probes: ['streaming'],
  depth: 'smoke',
  after: [plain],
  cost: { requests: 1, input: 20, output: 60 },
  async run({ target, prompts, use }) {
    const json = await use(plain);
    const stream = await target.create(
      { input: prompts.short, stream: true },
      { twinOf: json.id, twin: 'stream' },
    );
    return { stream, json };
  },
});

const longText = scenario({
  id: 'streaming/long-text',
  area: 'streaming',
  title: 'an answer of many deltas',
  needs: ['streaming'],
  depth: 'standard',
  cost: { requests: 1, input: 30, output: 300 },
  run: ({ target, prompts }) => target.create({ input: prompts.long, stream: true }),
});

const incomplete = scenario({
  id: 'streaming/incomplete',
  area: 'streaming',
  title: 'an answer that max_output_tokens cuts: the last item is incomplete',
  needs: ['streaming', 'max-output-tokens'],
  depth: 'standard',
  cost: { requests: 1, input: 30, output: 16 },
  run: ({ target, prompts }) => target.create({ input: prompts.long, stream: true, max_output_tokens: 16 }),
});

const refusal = scenario({
  id: 'streaming/refusal',
  area: 'streaming',
  title: 'something that may be refused in a part of type refusal',
  needs: ['streaming'],
  depth: 'standard',
  cost: { requests: 1, input: 40, output: 80 },
  run: ({ target, prompts }) =>
    target.create({ input: prompts.refusal, stream: true, max_output_tokens: 128 }),
});

const several = scenario({
  id: 'streaming/several',
  area: 'streaming',
  title: 'several messages, several parts and citations, as far as the model does as it is told',
  needs: ['streaming'],
  depth: 'standard',
  cost: { requests: 1, input: 40, output: 128 },
  run: ({ target, prompts }) =>
    target.create({
      input:
        prompts['several'] ??
        'Answer in two separate messages, each with two content parts of one sentence and with citations: what is rain, what is snow?',
      stream: true,
      max_output_tokens: 128,
    }),
});

const structured = scenario({
  id: 'streaming/structured-output',
  area: 'streaming',
  title: 'JSON by a schema, streamed',
  needs: ['streaming', 'structured-output'],
  depth: 'standard',
  cost: { requests: 1, input: 80, output: 80 },
  run: ({ target, prompts }) =>
    target.create({
      input: prompts.json,
      stream: true,
      text: {
        format: {
          type: 'json_schema',
          name: 'place',
          strict: true,
          schema: {
            type: 'object',
            properties: { name: { type: 'string' }, large: { type: 'boolean' } },
            required: ['name', 'large'],
            additionalProperties: false,
          },
        },
      },
    }),
});

const obfuscation = scenario({
  id: 'streaming/obfuscation',
  area: 'streaming',
  title: 'obfuscation asked for and turned off',
  needs: ['streaming', 'obfuscation'],
  probes: ['obfuscation'],
  dialects: ['openai', 'azure-openai', 'azure-foundry'],
  depth: 'standard',
  cost: { requests: 2, input: 40, output: 80 },
  async run({ target, case: caseOf, prompts }) {
    const asked = (include_obfuscation: boolean) => ({
      input: prompts.short,
      stream: true,
      stream_options: { include_obfuscation },
    });
    await Promise.all([target.create(asked(false)), caseOf(2).create(asked(true))]);
  },
});

const failing = scenario({
  id: 'streaming/failing-model',
  area: 'streaming',
  title: 'a model that fails while it generates, where one is configured',
  needs: ['streaming'],
  depth: 'standard',
  cost: { requests: 1, input: 20, output: 40 },
  async run({ target, facts, prompts }) {
    if (facts.failingModel === null) return null;
    return target.create({ model: facts.failingModel, input: prompts.short, stream: true });
  },
});

/** Streams of text. */
export const textScenarios: readonly Scenario[] = [
  shortText,
  longText,
  incomplete,
  refusal,
  several,
  structured,
  obfuscation,
  failing,
];
