import type { DialectName } from '../../schemas/dialect.js';
import type { JsonObject } from '../../schemas/json.js';
import { said } from './client.js';

/** A function tool with one free and one chosen argument. */
export const weather: JsonObject = {
  type: 'function',
  name: 'get_weather',
  description: 'Current weather of a place',
  parameters: {
    type: 'object',
    properties: { location: { type: 'string' }, unit: { type: 'string', enum: ['celsius', 'fahrenheit'] } },
    required: ['location', 'unit'],
    additionalProperties: false,
  },
  strict: true,
};

const hosted: readonly JsonObject[] = [
  { type: 'web_search' },
  { type: 'web_search_preview' },
  { type: 'file_search', vector_store_ids: ['vs_1'] },
  { type: 'code_interpreter', container: { type: 'auto' } },
  { type: 'image_generation', partial_images: 2 },
  { type: 'computer_use_preview', environment: 'linux', display_width: 100, display_height: 100 },
  { type: 'local_shell' },
  { type: 'shell' },
  { type: 'shell', environment: { type: 'container_reference', container_id: 'cntr_1' } },
  { type: 'apply_patch' },
  { type: 'custom', name: 'note', description: 'Takes notes' },
  { type: 'mcp', server_label: 'files', server_url: 'https://example.com/mcp', require_approval: 'never' },
  { type: 'mcp', server_label: 'files', server_url: 'https://example.com/mcp' },
];

const openaiOnly: readonly JsonObject[] = [
  { type: 'computer' },
  { type: 'tool_search' },
  { type: 'programmatic_tool_calling' },
  {
    type: 'namespace',
    name: 'crm',
    description: 'Customers',
    tools: [{ type: 'function', name: 'find_customer', parameters: { type: 'object', properties: {} } }],
  },
];

const connection = { project_connections: [{ project_connection_id: 'c1' }] };
const search = { search_configurations: [{ project_connection_id: 'c1' }] };
const foundryOnly: readonly JsonObject[] = [
  { type: 'bing_grounding', bing_grounding: search },
  {
    type: 'bing_custom_search_preview',
    bing_custom_search_preview: {
      search_configurations: [{ project_connection_id: 'c1', instance_name: 'i' }],
    },
  },
  { type: 'sharepoint_grounding_preview', sharepoint_grounding_preview: connection },
  {
    type: 'azure_ai_search',
    azure_ai_search: { indexes: [{ index_name: 'i', project_connection_id: 'c1' }] },
  },
  { type: 'fabric_dataagent_preview', fabric_dataagent_preview: connection },
  {
    type: 'browser_automation_preview',
    browser_automation_preview: { connection: { project_connection_id: 'c1' } },
  },
  {
    type: 'openapi',
    openapi: {
      name: 'pets',
      spec: { openapi: '3.1.0', paths: { '/pets': { get: { operationId: 'listPets' } } } },
      auth: { type: 'anonymous' },
    },
  },
  {
    type: 'azure_function',
    azure_function: {
      function: { name: 'notify', parameters: { type: 'object', properties: { text: { type: 'string' } } } },
      input_binding: {
        type: 'storage_queue',
        storage_queue: { queue_service_endpoint: 'https://q', queue_name: 'in' },
      },
      output_binding: {
        type: 'storage_queue',
        storage_queue: { queue_service_endpoint: 'https://q', queue_name: 'out' },
      },
    },
  },
  { type: 'a2a_preview', base_url: 'https://example.com/agent' },
  { type: 'memory_search_preview', memory_store_name: 'store', scope: 'user_1' },
  {
    type: 'capture_structured_outputs',
    outputs: {
      name: 'o',
      description: 'd',
      schema: { type: 'object', properties: { n: { type: 'integer' } } },
      strict: false,
    },
  },
  { type: 'work_iq_preview', project_connection_id: 'c1' },
  { type: 'fabric_iq_preview', project_connection_id: 'c1' },
  { type: 'toolbox_search_preview' },
];

/** Every tool that a dialect has, one each. */
export function toolsOf(dialect: DialectName): readonly JsonObject[] {
  if (dialect === 'open-responses') return [weather];
  if (dialect === 'openai') return [weather, ...hosted, ...openaiOnly];
  return dialect === 'azure-foundry' ? [weather, ...hosted, ...foundryOnly] : [weather, ...hosted];
}

/** Tools whose items the dialect's schema takes back as input; Foundry's own it only gives (contract, section e). */
export function replayableToolsOf(dialect: DialectName): readonly JsonObject[] {
  return toolsOf(dialect).filter((tool) => !foundryOnly.includes(tool));
}

/** Requests for every kind of output that needs no tool. */
export const plainRequests: { readonly [name: string]: JsonObject } = {
  text: { input: [said('Hello there')] },
  string: { input: 'Hello there' },
  long: { input: [said('Write a long story')] },
  cut: { input: [said('Write a long story')], max_output_tokens: 20 },
  'cut in reasoning': { input: [said('Think')], reasoning: { effort: 'high' }, max_output_tokens: 16 },
  'cut in a call': {
    input: [said('hi')],
    max_output_tokens: 16,
    tools: [
      weather,
      {
        ...weather,
        name: 'g',
        strict: false,
        parameters: {
          type: 'object',
          properties: { text: { type: 'string', minLength: 400 } },
          required: ['text'],
        },
      },
    ],
    tool_choice: { type: 'function', name: 'g' },
  },
  reasoning: {
    input: [said('Hello there')],
    reasoning: { effort: 'low', summary: 'detailed' },
    include: ['reasoning.encrypted_content'],
  },
  'reasoning without include': { input: [said('Hello there')], reasoning: { effort: 'low' } },
  refusal: { input: [said('Please refuse this')] },
  'parts and citations': {
    input: [said('Answer in two messages with three parts and cite your sources')],
    include: ['message.output_text.logprobs'],
    top_logprobs: 2,
  },
  'content filter': { input: [said('Run into the content filter')] },
  aloud: { input: [said('Tell a long story aloud')] },
  failing: { model: 'reference-fails', input: [said('hi')] },
  slow: { model: 'reference-slow', input: [said('hi')] },
  'json schema': {
    input: [said('As JSON')],
    text: { format: { type: 'json_schema', name: 'answer', strict: true, schema: weather.parameters } },
  },
  parameters: {
    input: [said('hi')],
    temperature: 0.3,
    top_p: 0.9,
    metadata: { a: 'b' },
    instructions: 'Be kind',
    max_output_tokens: 500,
    max_tool_calls: 3,
    parallel_tool_calls: false,
    safety_identifier: 'person',
    prompt_cache_key: 'cache',
    store: false,
    truncation: 'auto',
    text: { verbosity: 'low' },
    tools: [weather],
    tool_choice: 'none',
  },
  'parallel calls': { input: [said('What is the weather in Paris and in London?')], tools: [weather] },
  'allowed tools': {
    input: [said('hi')],
    tools: [weather, { ...weather, name: 'other' }],
    tool_choice: { type: 'allowed_tools', mode: 'required', tools: [{ type: 'function', name: 'other' }] },
  },
};
