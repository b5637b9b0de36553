import type { DialectName } from '../../schemas/dialect.js';
import type { JsonObject } from '../../schemas/json.js';

const ofOpenAI: readonly JsonObject[] = [
  { type: 'web_search' },
  { type: 'file_search', vector_store_ids: ['vs_reference'] },
  { type: 'code_interpreter', container: { type: 'auto' } },
  { type: 'shell', environment: { type: 'container_auto' } },
  {
    type: 'mcp',
    server_label: 'reference',
    server_url: 'https://mcp.example.com',
    require_approval: 'never',
  },
];

const ofFoundry: readonly JsonObject[] = [
  {
    type: 'bing_grounding',
    bing_grounding: { search_configurations: [{ project_connection_id: 'reference' }] },
  },
  { type: 'memory_search_preview', memory_store_name: 'reference', scope: 'reference' },
];

/** Hosted tools that the reference server imitates, at least one for each rule about them. */
export function referenceHostedTools(dialect: DialectName): readonly JsonObject[] {
  if (dialect === 'open-responses') return [];
  return dialect === 'azure-foundry' ? [...ofOpenAI, ...ofFoundry] : ofOpenAI;
}
