import fc from 'fast-check';
import type { JsonObject } from '../../schemas/json.js';

/** Texts with everything that is awkward on the wire: quotes, line ends, several bytes, pairs of surrogates. */
const text = fc.string({
  unit: fc.constantFrom('a', 'b', ' ', 'é', '漢', '🙂', '"', '\\', '\n', '\r', '{', ':'),
  maxLength: 24,
});
const words = text.filter((value) => value.length > 0);

const annotation = fc.record({
  type: fc.constant('url_citation'),
  url: fc.constantFrom('https://a.example/1', 'https://b.example/2'),
  title: words,
  start_index: fc.nat({ max: 5 }),
  end_index: fc.integer({ min: 6, max: 12 }),
});

const textPart = fc.record({
  type: fc.constant('output_text'),
  text,
  annotations: fc.array(annotation, { maxLength: 2 }),
  logprobs: fc.constant([]),
});
const refusalPart = fc.record({ type: fc.constant('refusal'), refusal: words });

const message = fc.record({
  type: fc.constant('message'),
  role: fc.constant('assistant'),
  content: fc.array(fc.oneof({ weight: 3, arbitrary: textPart }, refusalPart), {
    minLength: 1,
    maxLength: 3,
  }),
});

const reasoning = fc.record({
  type: fc.constant('reasoning'),
  content: fc.array(fc.record({ type: fc.constant('reasoning_text'), text: words }), { maxLength: 2 }),
  summary: fc.array(fc.record({ type: fc.constant('summary_text'), text: words }), { maxLength: 2 }),
});

const callArguments = fc
  .dictionary(fc.constantFrom('city', 'unit'), words)
  .map((value) => JSON.stringify(value));

const functionCall = fc.record({
  type: fc.constant('function_call'),
  name: fc.constantFrom('get_weather', 'search'),
  call_id: fc.constant('call'),
  arguments: callArguments,
});

const customCall = fc.record({
  type: fc.constant('custom_tool_call'),
  name: fc.constant('write_note'),
  call_id: fc.constant('call'),
  input: words,
});

const mcpCall = fc.record({
  type: fc.constant('mcp_call'),
  server_label: fc.constant('tools'),
  name: fc.constant('roll'),
  arguments: callArguments,
  output: fc.constant('4'),
  error: fc.constant(null),
});

const mcpTools = fc.constant({ type: 'mcp_list_tools', server_label: 'tools', tools: [], error: null });

const codeCall = fc.record({
  type: fc.constant('code_interpreter_call'),
  container_id: fc.constant('cntr_1'),
  code: words,
  outputs: fc.constant(null),
});

const webSearch = fc.constant({
  type: 'web_search_call',
  action: { type: 'search', query: 'weather', queries: ['weather'] },
});
const fileSearch = fc.constant({ type: 'file_search_call', queries: ['weather'], results: null });

const imageCall = fc.record({
  type: fc.constant('image_generation_call'),
  result: fc.constant('aGVsbG8='),
  partials: fc.nat({ max: 3 }),
});

const compaction = fc.constant({ type: 'compaction', encrypted_content: 'c2VjcmV0' });

/** Items that can be cut in their middle. Those of hosted tools come as a whole. */
const cuttable = new Set(['message', 'reasoning', 'function_call']);

/** Items that have no status in their schema. */
const stateless = new Set(['compaction', 'mcp_list_tools']);

/** Final items of a response: kinds that every dialect has, and those of hosted and custom tools where it has them. */
export function plannedItem(parts: { readonly hosted: boolean }): fc.Arbitrary<JsonObject> {
  const common: readonly { weight: number; arbitrary: fc.Arbitrary<JsonObject> }[] = [
    { weight: 5, arbitrary: message },
    { weight: 3, arbitrary: reasoning },
    { weight: 3, arbitrary: functionCall },
  ];
  const hosted = [customCall, mcpCall, mcpTools, codeCall, webSearch, fileSearch, imageCall, compaction];
  return fc.oneof(
    ...common,
    ...(parts.hosted ? hosted.map((arbitrary: fc.Arbitrary<JsonObject>) => ({ weight: 1, arbitrary })) : []),
  );
}

/** The item under its id, call ids made unique, with the status that its place gives it. */
export function finished(item: JsonObject, index: number, status: 'completed' | 'incomplete'): JsonObject {
  const id = `${String(item['type']).replaceAll('_', '').slice(0, 4)}_${index}`;
  const call = typeof item['call_id'] === 'string' ? { call_id: `call_${index}` } : {};
  const type = String(item['type']);
  const state = stateless.has(type) ? {} : { status: cuttable.has(type) ? status : 'completed' };
  return { id, ...item, ...call, ...state };
}
