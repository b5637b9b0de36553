import type { DialectName } from '../../schemas/dialect.js';
import type { JsonObject } from '../../schemas/json.js';

const usage = {
  input_tokens: 8,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 5,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 13,
};

/** A whole Response object in some status, with every member that the dialect requires. */
export function responseObject(
  dialect: DialectName,
  status: string,
  output: readonly JsonObject[],
): JsonObject {
  const ended = status === 'completed' || status === 'incomplete';
  return {
    id: 'resp_1',
    object: 'response',
    created_at: 1_790_000_000,
    completed_at: status === 'completed' ? 1_790_000_001 : null,
    status,
    background: false,
    error: status === 'failed' ? { code: 'server_error', message: 'The model failed.' } : null,
    incomplete_details: status === 'incomplete' ? { reason: 'max_output_tokens' } : null,
    instructions: null,
    max_output_tokens: null,
    max_tool_calls: null,
    metadata: {},
    model: 'm',
    output,
    parallel_tool_calls: true,
    previous_response_id: null,
    reasoning: { effort: 'low', summary: 'auto' },
    service_tier: 'default',
    store: true,
    temperature: 1,
    text: { format: { type: 'text' } },
    tool_choice: 'auto',
    tools: [],
    top_logprobs: 0,
    top_p: 1,
    truncation: 'disabled',
    usage: ended ? usage : null,
    ...(dialect === 'open-responses'
      ? { presence_penalty: 0, frequency_penalty: 0, safety_identifier: null, prompt_cache_key: null }
      : {}),
    ...(dialect.startsWith('azure') ? { content_filters: [] } : {}),
    ...(dialect === 'azure-foundry' ? { agent_reference: null } : {}),
  };
}
