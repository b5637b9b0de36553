import { scenario } from '../engine/scenario.js';
import { type InvalidCase, sendInvalid } from '../errors/scenarios/invalid-case.js';

const azure = ['azure-openai', 'azure-foundry'] as const;

/** Every published version, none at all, and one that does not exist. */
export const apiVersion = scenario({
  id: 'azure/api-version',
  area: 'azure',
  title: 'api-version absent, v1, preview, and one that does not exist',
  needs: ['api-version'],
  probes: ['api-version'],
  dialects: ['azure-openai'],
  depth: 'smoke',
  cost: { requests: 4, input: 90, output: 120 },
  run: async (stage) => {
    const { apiVersions } = stage.dialect.wire;
    const body = { input: stage.prompts.short };
    await stage.case(9).create(body, {
      query: { 'api-version': 'v99-no-such-version' },
      validity: 'invalid',
      violation: {
        in: 'query',
        pointer: 'api-version',
        keyword: 'unknown-version',
        expectation: 'api-version is to be one that was published',
        level: 'MUST',
      },
    });
    if (stage.depth === 'smoke') return;
    for (const [index, version] of (apiVersions ?? []).entries()) {
      await stage.case(index + 2).create(body, { query: { 'api-version': version }, step: 'known-version' });
    }
    const configured = stage.facts.query.some(([name]) => name === 'api-version');
    if (!configured) await stage.target.create(body, { step: 'known-version' });
  },
});

/** References to an agent that the schema does not allow. */
export const faultyAgents: readonly InvalidCase[] = [
  {
    name: 'agent-type',
    body: { input: 'Hello', agent_reference: { type: 'assistant', name: 'helper' } },
    at: '/agent_reference/type',
    needs: ['agents'],
  },
  {
    name: 'agent-name',
    body: { input: 'Hello', agent_reference: { type: 'agent_reference' } },
    at: '/agent_reference/name',
    needs: ['agents'],
  },
];

/** Sends faulty references to an agent. */
export const faultyAgent = scenario({
  id: 'azure/faulty-agent',
  area: 'azure',
  title: 'agent_reference of another type, and without a name',
  needs: ['agents'],
  dialects: ['azure-foundry'],
  depth: 'standard',
  order: 'invalid',
  cost: { requests: 2, input: 0, output: 0 },
  run: (stage) => sendInvalid(stage, faultyAgents),
});

/** An agent by name. Whether there is one is not known: a refusal shows nothing. */
export const namedAgent = scenario({
  id: 'azure/agent',
  area: 'azure',
  title: 'agent_reference with a name',
  needs: [],
  probes: ['agents'],
  dialects: ['azure-foundry'],
  depth: 'standard',
  cost: { requests: 1, input: 30, output: 40 },
  run: ({ target, prompts }) =>
    target.create(
      { input: prompts.short, agent_reference: { type: 'agent_reference', name: 'conformance-agent' } },
      { validity: 'unknown' },
    ),
});

/** A free map with values of every type. */
export const structuredInputs = scenario({
  id: 'azure/structured-inputs',
  area: 'azure',
  title: 'structured_inputs with a text, a number, a list and an object',
  needs: ['structured-inputs'],
  probes: ['structured-inputs'],
  dialects: ['azure-foundry'],
  depth: 'standard',
  cost: { requests: 1, input: 30, output: 40 },
  run: ({ target, prompts }) =>
    target.create({
      input: prompts.short,
      structured_inputs: { name: 'Ada', count: 3, tags: ['a', 'b'], place: { city: 'Paris' }, none: null },
    }),
});

/** A template that nobody has stored. */
export const unknownPrompt = scenario({
  id: 'azure/unknown-prompt',
  area: 'azure',
  title: 'A prompt template that does not exist',
  needs: ['prompt-templates'],
  dialects: ['openai', ...azure],
  depth: 'standard',
  order: 'invalid',
  cost: { requests: 1, input: 30, output: 40 },
  run: (stage) =>
    stage.target.create(
      { input: stage.prompts.short, prompt: { id: 'no-such-prompt' } },
      {
        validity: 'invalid',
        violation: {
          in: 'state',
          pointer: '/prompt/id',
          keyword: 'unknown-prompt',
          expectation: 'the prompt template is to be one that was stored',
          level: 'MUST',
        },
      },
    ),
});
