import { scenario } from '../../engine/scenario.js';
import { type InvalidCase, sendInvalid } from './invalid-case.js';

const message = (over: object) => ({ type: 'message', role: 'user', content: 'Hello', ...over });
const weather = {
  type: 'function',
  name: 'get_weather',
  parameters: { type: 'object', properties: {} },
  strict: false,
};

/** Known fields with a value of the wrong JSON type. */
export const wrongTypes: readonly InvalidCase[] = [
  { name: 'input-number', body: { input: 42 }, at: '/input' },
  { name: 'model-number', body: { model: 7, input: 'Hello' }, at: '/model' },
  { name: 'temperature-text', body: { input: 'Hello', temperature: 'warm' }, at: '/temperature' },
  { name: 'stream-text', body: { input: 'Hello', stream: 'perhaps' }, at: '/stream', needs: ['streaming'] },
  {
    name: 'max-output-tokens-text',
    body: { input: 'Hello', max_output_tokens: 'many' },
    at: '/max_output_tokens',
    needs: ['max-output-tokens'],
  },
  {
    name: 'instructions-object',
    body: { input: 'Hello', instructions: { say: 'hello' } },
    at: '/instructions',
  },
  {
    name: 'metadata-value-list',
    body: { input: 'Hello', metadata: { colour: ['red'] } },
    at: '/metadata/colour',
    needs: ['metadata'],
  },
  { name: 'tools-object', body: { input: 'Hello', tools: weather }, at: '/tools', needs: ['tools'] },
  { name: 'input-item-text', body: { input: ['Hello'] }, at: '/input/0' },
  { name: 'content-number', body: { input: [message({ content: 5 })] }, at: '/input/0/content' },
];

/** Values outside closed sets. */
export const unknownValues: readonly InvalidCase[] = [
  { name: 'item-type', body: { input: [{ type: 'telepathy', text: 'Hello' }] }, at: '/input/0/type' },
  {
    name: 'part-type',
    body: { input: [message({ content: [{ type: 'input_smell', text: 'Hello' }] })] },
    at: '/input/0/content/0/type',
  },
  {
    name: 'tool-type',
    body: { input: 'Hello', tools: [{ type: 'crystal_ball' }] },
    at: '/tools/0/type',
    needs: ['tools'],
  },
  {
    name: 'tool-choice',
    body: { input: 'Hello', tools: [weather], tool_choice: 'maybe' },
    at: '/tool_choice',
    needs: ['tools'],
  },
  {
    name: 'format-type',
    body: { input: 'Hello', text: { format: { type: 'yaml' } } },
    at: '/text/format/type',
    needs: ['structured-output'],
  },
  {
    name: 'reasoning-effort',
    body: { input: 'Hello', reasoning: { effort: 'heroic' } },
    at: '/reasoning/effort',
    needs: ['reasoning'],
  },
  {
    name: 'service-tier',
    body: { input: 'Hello', service_tier: 'platinum' },
    at: '/service_tier',
    needs: ['service-tier'],
  },
  {
    name: 'verbosity',
    body: { input: 'Hello', text: { verbosity: 'chatty' } },
    at: '/text/verbosity',
    needs: ['verbosity'],
  },
  { name: 'include', body: { input: 'Hello', include: ['everything.everywhere'] }, at: '/include/0' },
];

/** Members that an object cannot do without. */
export const missingMembers: readonly InvalidCase[] = [
  { name: 'message-content', body: { input: [{ type: 'message', role: 'user' }] }, at: '/input/0/content' },
  { name: 'message-role', body: { input: [{ type: 'message', content: 'Hello' }] }, at: '/input/0/role' },
  {
    name: 'part-text',
    body: { input: [message({ content: [{ type: 'input_text' }] })] },
    at: '/input/0/content/0/text',
  },
  {
    name: 'tool-name',
    body: { input: 'Hello', tools: [{ type: 'function', parameters: weather.parameters, strict: false }] },
    at: '/tools/0/name',
    needs: ['tools'],
  },
  {
    name: 'format-schema',
    body: { input: 'Hello', text: { format: { type: 'json_schema', name: 'answer' } } },
    at: '/text/format/schema',
    needs: ['structured-output'],
  },
  {
    name: 'output-call-id',
    body: { input: [message({}), { type: 'function_call_output', output: '3' }] },
    at: '/input/1/call_id',
    needs: ['tools'],
  },
];

/** Sends known fields of the wrong JSON type. */
export const wrongTypesScenario = scenario({
  id: 'errors/wrong-types',
  area: 'errors',
  title: 'Known fields with a value of the wrong JSON type',
  needs: [],
  depth: 'standard',
  order: 'invalid',
  cost: { requests: wrongTypes.length, input: 0, output: 0 },
  run: (stage) => sendInvalid(stage, wrongTypes),
});

/** Sends values outside closed sets. */
export const unknownValuesScenario = scenario({
  id: 'errors/unknown-values',
  area: 'errors',
  title: 'Values that the closed sets of the request schema do not have',
  needs: [],
  depth: 'standard',
  order: 'invalid',
  cost: { requests: unknownValues.length, input: 0, output: 0 },
  run: (stage) => sendInvalid(stage, unknownValues),
});

/** Sends objects that lack a required member. */
export const missingMembersScenario = scenario({
  id: 'errors/missing-members',
  area: 'errors',
  title: 'Items, parts, tools and formats that lack a required member',
  needs: [],
  depth: 'standard',
  order: 'invalid',
  cost: { requests: missingMembers.length, input: 0, output: 0 },
  run: (stage) => sendInvalid(stage, missingMembers),
});
