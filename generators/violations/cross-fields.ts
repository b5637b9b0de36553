import type { DialectName } from '../../schemas/dialect.js';
import type { JsonObject } from '../../schemas/json.js';
import type { CapabilityName } from '../../targets/capability.js';
import type { Violation } from '../../targets/exchange.js';

/** Things that exist at the target, for members that refer to them; null where there is no such thing. */
export interface Existing {
  readonly prompt: string;
  readonly response: string | null;
  readonly conversation: string | null;
}

/** Members that exclude or need one another, each right by itself: no schema sees that they do not go together. */
export interface CrossFieldViolation {
  readonly name: string;
  /** Dialects whose sources say so. */
  readonly dialects: readonly DialectName[];
  /** What a target must offer for the fault to be one that it knows. */
  readonly needs: readonly CapabilityName[];
  /** The body beside its model; null where something that it refers to is missing. */
  readonly body: (existing: Existing) => JsonObject | null;
  readonly violation: Violation;
}

const everywhere = ['openai', 'azure-openai', 'azure-foundry', 'open-responses'] as const;
const beyondOpenResponses = ['openai', 'azure-openai', 'azure-foundry'] as const;

const lookUp: JsonObject = {
  type: 'function',
  name: 'look_up',
  parameters: { type: 'object', properties: {} },
  strict: false,
};

/** The combinations that the contract forbids (section d, create), surest first. Entries are only added at the end. */
export const crossFieldViolations: readonly CrossFieldViolation[] = [
  {
    name: 'stream-options-without-stream',
    dialects: beyondOpenResponses,
    needs: ['obfuscation'],
    body: ({ prompt }) => ({ input: prompt, stream_options: { include_obfuscation: false } }),
    violation: state('/stream_options', 'needs-stream', 'stream_options needs stream: true'),
  },
  {
    name: 'mcp-without-server',
    dialects: beyondOpenResponses,
    needs: ['hosted-tools'],
    body: ({ prompt }) => ({ input: prompt, tools: [{ type: 'mcp', server_label: 'nowhere' }] }),
    violation: state(
      '/tools/0',
      'one-of-required',
      'an mcp tool names server_url, connector_id or tunnel_id',
    ),
  },
  {
    name: 'two-histories',
    dialects: beyondOpenResponses,
    needs: ['conversations', 'previous-response'],
    body: ({ prompt, response, conversation }) =>
      response === null || conversation === null
        ? null
        : { input: prompt, previous_response_id: response, conversation },
    violation: state(
      '/previous_response_id',
      'mutually-exclusive',
      'previous_response_id and conversation exclude one another',
    ),
  },
  {
    name: 'stream-options-with-stream-off',
    dialects: beyondOpenResponses,
    needs: ['obfuscation'],
    body: ({ prompt }) => ({ input: prompt, stream: false, stream_options: { include_obfuscation: true } }),
    violation: state('/stream_options', 'needs-stream', 'stream_options needs stream: true'),
  },
  {
    name: 'two-histories-streamed',
    dialects: beyondOpenResponses,
    needs: ['conversations', 'previous-response', 'streaming'],
    body: ({ prompt, response, conversation }) =>
      response === null || conversation === null
        ? null
        : { input: prompt, previous_response_id: response, conversation: { id: conversation }, stream: true },
    violation: state(
      '/previous_response_id',
      'mutually-exclusive',
      'previous_response_id and conversation exclude one another',
    ),
  },
  {
    name: 'compaction-trigger-first',
    dialects: ['openai'],
    needs: ['compact'],
    body: ({ prompt }) => ({
      input: [{ type: 'compaction_trigger' }, { type: 'message', role: 'user', content: prompt }],
    }),
    violation: state('/input/0', 'compaction-trigger-last', 'compaction_trigger is the final input item'),
  },
  {
    name: 'background-not-stored',
    dialects: beyondOpenResponses,
    needs: ['background', 'state', 'streaming'],
    body: ({ prompt }) => ({ input: prompt, background: true, store: false, stream: true }),
    violation: state('/store', 'mutually-exclusive', 'background responses are stored', 'SHOULD'),
  },
  {
    name: 'choice-of-undeclared-function',
    dialects: everywhere,
    needs: ['tools'],
    body: ({ prompt }) => ({
      input: prompt,
      tools: [lookUp],
      tool_choice: { type: 'function', name: 'somebody_else' },
    }),
    violation: state(
      '/tool_choice/name',
      'undeclared-tool',
      'tool_choice names a function that is declared',
      'SHOULD',
    ),
  },
  {
    name: 'choice-without-tools',
    dialects: everywhere,
    needs: ['tools'],
    body: ({ prompt }) => ({ input: prompt, tool_choice: 'required' }),
    violation: state('/tool_choice', 'needs-tools', 'tool_choice "required" needs tools', 'SHOULD'),
  },
  {
    name: 'two-functions-of-one-name',
    dialects: everywhere,
    needs: ['tools'],
    body: ({ prompt }) => ({
      input: prompt,
      tools: [lookUp, { ...lookUp, description: 'The same once more.' }],
    }),
    violation: state('/tools/1/name', 'duplicate-name', 'functions have names of their own', 'SHOULD'),
  },
];

function state(
  pointer: string,
  keyword: string,
  expectation: string,
  level: Violation['level'] = 'MUST',
): Violation {
  return { in: 'state', pointer, keyword, expectation, level };
}
