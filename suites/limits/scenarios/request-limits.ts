import type { JsonObject } from '../../../schemas/json.js';
import { validators } from '../../../schemas/validators.js';
import type { CapabilityName } from '../../../targets/capability.js';
import { NotSent, offersAll, type Stage, scenario } from '../../engine/scenario.js';
import { withModel } from '../../errors/scenarios/complete-body.js';
import { type InvalidCase, sendInvalid } from '../../errors/scenarios/invalid-case.js';

const pairs = (count: number): JsonObject =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`key-${index + 1}`, 'value']));
const text = (length: number) => 'x'.repeat(length);

/** Metadata over its limits. */
export const overMetadata: readonly InvalidCase[] = [
  {
    name: 'metadata-key',
    body: { input: 'Hello', metadata: { [text(65)]: 'value' } },
    at: `/metadata/${text(65)}`,
    needs: ['metadata'],
  },
  {
    name: 'metadata-pairs',
    body: { input: 'Hello', metadata: pairs(17) },
    at: '/metadata',
    needs: ['metadata'],
  },
  {
    name: 'metadata-value',
    body: { input: 'Hello', metadata: { colour: text(513) } },
    at: '/metadata/colour',
    needs: ['metadata'],
  },
];

/** Numbers and lengths over their limits. 129 characters are over both published limits of safety_identifier. */
export const overLimits: readonly InvalidCase[] = [
  { name: 'temperature-over', body: { input: 'Hello', temperature: 2.1 }, at: '/temperature' },
  { name: 'top-p', body: { input: 'Hello', top_p: 1.5 }, at: '/top_p' },
  {
    name: 'top-logprobs',
    body: { input: 'Hello', top_logprobs: 21 },
    at: '/top_logprobs',
    needs: ['logprobs'],
  },
  {
    name: 'max-output-tokens-under',
    body: { input: 'Hello', max_output_tokens: 15 },
    at: '/max_output_tokens',
    needs: ['max-output-tokens'],
  },
  {
    name: 'safety-identifier',
    body: { input: 'Hello', safety_identifier: text(129) },
    at: '/safety_identifier',
    needs: ['safety-identifier'],
  },
  {
    name: 'max-tool-calls',
    body: { input: 'Hello', max_tool_calls: 0 },
    at: '/max_tool_calls',
    needs: ['max-tool-calls'],
  },
  {
    name: 'context-type',
    body: { input: 'Hello', context_management: [{ type: 'oblivion' }] },
    at: '/context_management/0/type',
    needs: ['context-management'],
  },
  {
    name: 'context-threshold',
    body: { input: 'Hello', context_management: [{ type: 'compaction', compact_threshold: 999 }] },
    at: '/context_management/0/compact_threshold',
    needs: ['context-management'],
  },
  {
    name: 'output-call-id',
    body: {
      input: [
        { type: 'function_call', call_id: text(65), name: 'get_weather', arguments: '{}' },
        { type: 'function_call_output', call_id: text(65), output: '3' },
      ],
    },
    at: '/input/1/call_id',
    needs: ['tools'],
  },
];

/** A metadata key of 65 characters, in every run. */
export const overMetadataScenario = scenario({
  id: 'limits/over-metadata',
  area: 'limits',
  title: 'Metadata with a key, a value and a number of pairs over the limit',
  needs: ['metadata'],
  depth: 'smoke',
  order: 'invalid',
  cost: { requests: 3, input: 0, output: 0 },
  run: (stage) => sendInvalid(stage, stage.depth === 'smoke' ? overMetadata.slice(0, 1) : overMetadata),
});

/** Numbers and lengths just over their limits. */
export const overLimitsScenario = scenario({
  id: 'limits/over-limits',
  area: 'limits',
  title: 'Numbers and lengths just over their limits',
  needs: [],
  depth: 'standard',
  order: 'invalid',
  cost: { requests: overLimits.length, input: 0, output: 0 },
  run: (stage) => sendInvalid(stage, overLimits),
});

interface BoundPair {
  readonly field: string;
  readonly inside: JsonObject;
  readonly edges: readonly JsonObject[];
  readonly needs: readonly CapabilityName[];
}

/** Values inside and exactly at their bounds. */
const bounds: readonly BoundPair[] = [
  {
    field: 'max_output_tokens',
    inside: { max_output_tokens: 32 },
    edges: [{ max_output_tokens: 16 }],
    needs: ['max-output-tokens'],
  },
  {
    field: 'temperature',
    inside: { temperature: 0.5 },
    edges: [{ temperature: 0 }],
    needs: [],
  },
  {
    field: 'metadata',
    inside: { metadata: pairs(1) },
    edges: [{ metadata: { ...pairs(14), [text(64)]: 'longest key', 'longest value': text(512) } }],
    needs: ['metadata'],
  },
  {
    field: 'safety_identifier',
    inside: { safety_identifier: 'user-1' },
    edges: [{ safety_identifier: text(64) }],
    needs: ['safety-identifier'],
  },
];

/** Sends values inside and exactly at their bounds; both are valid. */
export const atBounds = scenario({
  id: 'limits/at-bounds',
  area: 'limits',
  title: 'Values inside and exactly at their bounds',
  needs: [],
  depth: 'standard',
  cost: { requests: 8, input: 250, output: 300 },
  run: async (stage) => {
    await Promise.all(bounds.map((pair, index) => sendPair(stage, pair, index + 1)));
  },
});

async function sendPair(stage: Stage, pair: BoundPair, caseNumber: number): Promise<void> {
  if (!(await offersAll(stage, pair.needs))) return;
  const { short } = stage.prompts;
  const send = (members: JsonObject, bound: 'inside' | 'edge') => {
    const body = { input: short, max_output_tokens: 64, ...members };
    const faults = validators(stage.dialect.name).root('CreateResponse')(withModel(stage.facts, body));
    if (faults.length > 0) return null;
    return stage.case(caseNumber).create(body, { notes: { bound, field: pair.field } });
  };
  await send(pair.inside, 'inside');
  for (const edge of pair.edges) await send(edge, 'edge');
}

/** A long list of short messages: nothing limits their number. */
export const manyItems = scenario({
  id: 'limits/many-items',
  area: 'limits',
  title: 'Sixty short messages in one request',
  needs: [],
  depth: 'standard',
  cost: { requests: 1, input: 600, output: 40 },
  run: ({ target, prompts }) =>
    target.create({
      input: [
        ...Array.from({ length: 59 }, (_, index) => ({
          type: 'message',
          role: index % 2 === 0 ? 'user' : 'developer',
          content: `Note ${index + 1}.`,
        })),
        { type: 'message', role: 'user', content: prompts.short },
      ],
    }),
});

/** A text over the largest length that the schema allows: some ten megabytes, only on demand. */
export const overLongText = scenario({
  id: 'limits/over-long-text',
  area: 'limits',
  title: 'An input text one character over 10 485 760',
  needs: [],
  depth: 'deep',
  order: 'disruptive',
  cost: { requests: 1, input: 0, output: 0 },
  run: async (stage) => {
    if (!stage.large) throw new NotSent('ten megabytes are sent only with --large');
    await sendInvalid(stage, [{ name: 'input-length', body: { input: text(10_485_761) }, at: '/input' }]);
  },
});
