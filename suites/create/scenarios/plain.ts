import { type Scenario, scenario } from '../../engine/scenario.js';

/** The least that a client can send. Everything else in the suite builds on this being answered. */
export const plain = scenario({
  id: 'create/plain',
  area: 'create',
  title: 'a string as input and nothing else',
  needs: [],
  depth: 'smoke',
  cost: { requests: 1, input: 20, output: 60 },
  run: ({ target, prompts }) =>
    target.create(
      { input: prompts.short },
      { notes: { feature: 'a request of nothing but a string as input', original: true } },
    ),
});

export const plainStream = scenario({
  id: 'create/plain-stream',
  area: 'create',
  title: 'a string as input, streamed',
  needs: ['streaming'],
  depth: 'standard',
  cost: { requests: 1, input: 20, output: 60 },
  run: ({ target, prompts }) =>
    target.create({ input: prompts.short, stream: true }, { notes: { feature: 'a streamed request' } }),
});

export const roles = scenario({
  id: 'create/roles',
  area: 'create',
  title: 'messages of every role, a developer and a system message behind the first turn',
  needs: [],
  depth: 'smoke',
  cost: { requests: 1, input: 60, output: 60 },
  run: ({ target, prompts }) =>
    target.create(
      {
        input: [
          { type: 'message', role: 'user', content: 'Hello.' },
          { type: 'message', role: 'assistant', content: 'Hello, how can I help?' },
          { type: 'message', role: 'developer', content: 'Answer in one sentence.' },
          { type: 'message', role: 'system', content: 'Be polite.' },
          { type: 'message', role: 'user', content: [{ type: 'input_text', text: prompts.short }] },
        ],
      },
      { notes: { feature: 'a developer or system message behind the first turn' } },
    ),
});

export const emptyText = scenario({
  id: 'create/text-without-format',
  area: 'create',
  title: 'text as an object without a format, which stands for plain text',
  needs: [],
  depth: 'smoke',
  cost: { requests: 1, input: 20, output: 60 },
  run: ({ target, prompts }) =>
    target.create({ input: prompts.short, text: {} }, { notes: { feature: 'text without a format' } }),
});

/** Long enough that leaving it out would show in the count of input tokens. */
const sentence =
  'Please read this carefully: the quick brown fox jumps over the lazy dog near the old river bank while the sun sets behind seven blue hills. ';

export const stringAndMessage = scenario({
  id: 'create/string-and-message',
  area: 'create',
  title: 'the same text as a string and as a user message',
  needs: [],
  depth: 'standard',
  cost: { requests: 2, input: 160, output: 120 },
  async run({ target, case: caseOf, prompts }) {
    const text = `${sentence}${prompts.short}`;
    const string = await target.create({ input: text }, { notes: { feature: 'a string as input' } });
    const message = await caseOf(2).create(
      { input: [{ type: 'message', role: 'user', content: [{ type: 'input_text', text }] }] },
      { twinOf: string.id, twin: 'message-form', notes: { feature: 'a user message as input' } },
    );
    return { string, message };
  },
});

export const refusal = scenario({
  id: 'create/refusal',
  area: 'create',
  title: 'something that the model refuses',
  needs: [],
  depth: 'standard',
  cost: { requests: 1, input: 40, output: 100 },
  run: ({ target, prompts }) =>
    target.create({ input: prompts.refusal }, { notes: { feature: 'a plain request' } }),
});

export const failingModel = scenario({
  id: 'create/failing-model',
  area: 'create',
  title: 'a model that fails while generating, where one is configured',
  needs: [],
  depth: 'standard',
  cost: { requests: 1, input: 20, output: 20 },
  async run({ target, facts, prompts }) {
    if (facts.failingModel !== null) await target.create({ model: facts.failingModel, input: prompts.short });
  },
});

export const createScenarios: readonly Scenario[] = [
  plain,
  plainStream,
  roles,
  emptyText,
  stringAndMessage,
  refusal,
  failingModel,
];
