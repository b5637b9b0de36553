import { describe, expect, test } from 'vitest';
import { validators } from '../../schemas/validators.js';
import { schemaPlace } from './schema-places.js';

const whole = {
  id: 'resp_1',
  object: 'response',
  created_at: 1_793_491_200,
  status: 'completed',
  error: null,
  incomplete_details: null,
  instructions: null,
  metadata: {},
  model: 'reference',
  output: [
    {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      status: 'completed',
      content: [{ type: 'output_text', text: 'Hello.', annotations: [], logprobs: [] }],
    },
    { id: 'fc_1', type: 'function_call', call_id: 'call_1', name: 'f', arguments: '{}', status: 'completed' },
  ],
  parallel_tool_calls: true,
  temperature: 1,
  tool_choice: 'auto',
  tools: [],
  top_p: 1,
  usage: {
    input_tokens: 1,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: 1,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 2,
  },
};
const [message, call] = whole.output;

/** The places of all violations that a change to the whole response brings about. */
function placesOf(change: object): readonly string[] {
  const response = JSON.parse(JSON.stringify({ ...whole, ...change }));
  return validators('openai')
    .root('Response')(response)
    .map((violation) => schemaPlace(violation, response));
}

describe('the place of a schema violation in a response', () => {
  test('a response without fault has none', () => {
    expect(placesOf({})).toEqual([]);
  });

  test.each([
    ['object', { object: 'chat.completion' }],
    ['status', { status: 'stop' }],
    ['required', { tool_choice: undefined }],
    ['tools', { tools: null }],
    ['created-at', { created_at: '2026-11-01' }],
    ['error-code', { error: { code: 500, message: 'failed' } }],
    ['incomplete-details', { incomplete_details: { reason: 'max_tokens' } }],
    ['usage', { usage: { ...whole.usage, total_tokens: 1.5 } }],
    ['usage-details', { usage: { ...whole.usage, output_tokens_details: {} } }],
    ['item-fields', { output: [{ ...message, id: undefined }] }],
    ['item-status', { output: [{ ...message, status: 'stop' }] }],
    ['message-role', { output: [{ ...message, role: 'user' }] }],
    ['content-part', { output: [{ ...message, content: [{ type: 'output_text', annotations: [] }] }] }],
    ['refusal-part', { output: [{ ...message, content: [{ type: 'refusal', text: 'No.' }] }] }],
    ['call', { output: [{ ...call, arguments: {} }] }],
    ['item', { output: [{ ...call, name: undefined }] }],
    ['other', { temperature: 'warm' }],
    ['other', { metadata: 'none' }],
    ['other', { metadata: { attempt: 1 } }],
  ])('%s: one wrong member is one violation, there and nowhere else', (place, change) => {
    expect(placesOf(change)).toEqual([place]);
  });
});
