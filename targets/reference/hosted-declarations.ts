import type { JsonObject } from '../../schemas/json.js';

const connection = { project_connections: [{ project_connection_id: 'connection-1' }] };

const lookup: JsonObject = {
  type: 'object',
  properties: { query: { type: 'string' } },
  required: ['query'],
  additionalProperties: false,
};

const queue = {
  type: 'storage_queue',
  storage_queue: { queue_service_endpoint: 'https://queue.example.com', queue_name: 'calls' },
};

/** One declaration of every hosted tool, over all dialects: what the reference server is exercised with. */
export const hostedDeclarations: readonly JsonObject[] = [
  { type: 'file_search', vector_store_ids: ['vs_1'] },
  { type: 'web_search' },
  { type: 'web_search_preview' },
  { type: 'code_interpreter', container: { type: 'auto' } },
  { type: 'image_generation', partial_images: 2 },
  { type: 'mcp', server_label: 'library', server_url: 'https://mcp.example.com/', require_approval: 'never' },
  { type: 'computer' },
  { type: 'computer_use_preview', environment: 'linux', display_width: 800, display_height: 600 },
  { type: 'local_shell' },
  { type: 'shell' },
  { type: 'apply_patch' },
  { type: 'tool_search' },
  { type: 'programmatic_tool_calling' },
  {
    type: 'namespace',
    name: 'catalogue',
    description: 'Looks things up.',
    tools: [{ type: 'function', name: 'find', parameters: lookup, strict: true }],
  },
  {
    type: 'bing_grounding',
    bing_grounding: { search_configurations: [{ project_connection_id: 'connection-1' }] },
  },
  {
    type: 'bing_custom_search_preview',
    bing_custom_search_preview: {
      search_configurations: [{ project_connection_id: 'connection-1', instance_name: 'instance-1' }],
    },
  },
  { type: 'fabric_dataagent_preview', fabric_dataagent_preview: connection },
  { type: 'sharepoint_grounding_preview', sharepoint_grounding_preview: connection },
  {
    type: 'azure_ai_search',
    azure_ai_search: { indexes: [{ project_connection_id: 'connection-1', index_name: 'index-1' }] },
  },
  {
    type: 'openapi',
    openapi: {
      name: 'weather',
      spec: { openapi: '3.0.0', paths: { '/weather': { get: { operationId: 'getWeather' } } } },
      auth: { type: 'anonymous' },
    },
  },
  {
    type: 'browser_automation_preview',
    browser_automation_preview: { connection: { project_connection_id: 'connection-1' } },
  },
  {
    type: 'azure_function',
    azure_function: {
      function: { name: 'count', description: 'Counts words.', parameters: lookup },
      input_binding: queue,
      output_binding: queue,
    },
  },
  {
    type: 'capture_structured_outputs',
    outputs: { name: 'facts', description: 'Facts found.', schema: lookup, strict: true },
  },
  { type: 'a2a_preview', base_url: 'https://agent.example.com' },
  { type: 'work_iq_preview', project_connection_id: 'connection-1' },
  { type: 'fabric_iq_preview', project_connection_id: 'connection-1' },
  { type: 'memory_search_preview', memory_store_name: 'store-1', scope: 'user-1' },
  { type: 'toolbox_search_preview' },
];
