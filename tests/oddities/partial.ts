import { isObject } from '../../schemas/json.js';
import { type Change, invalid } from '../../targets/reference/index.js';
import type { Oddity } from '../defects/defect.js';

/** A server without these members: it refuses them by name. */
function without(...members: readonly string[]): Change {
  return {
    fault: (fault, stage, { body }) => {
      if (stage !== 'validate' || fault !== null) return fault;
      const found = members.find((member) => body?.[member] != null && body[member] !== false);
      return found === undefined
        ? null
        : invalid(found, `Unsupported parameter: '${found}'.`, { code: 'unsupported_parameter' });
    },
  };
}

/** A server that does not know these members: it leaves them out of account and does not show them. */
function unawareOf(...members: readonly string[]): Change {
  const kept = (value: object) =>
    Object.fromEntries(Object.entries(value).filter(([member]) => !members.includes(member)));
  return { body: (body) => (isObject(body) ? kept(body) : body), response: (response) => kept(response) };
}

/** A server without these operations: 404 for each. */
function withoutOperations(...operations: readonly string[]): Change {
  return {
    fault: (fault, stage, { operation }) =>
      stage === 'route' && operations.includes(operation)
        ? { stage, status: 404, type: 'invalid_request_error', code: null, param: null, message: 'Not found' }
        : fault,
  };
}

function both(first: Change, second: Change): Change {
  return {
    ...first,
    ...second,
    fault: (fault, stage, context) => {
      const passed = first.fault === undefined ? fault : first.fault(fault, stage, context);
      return second.fault === undefined ? passed : second.fault(passed, stage, context);
    },
  };
}

const conversations = [
  'create-conversation',
  'retrieve-conversation',
  'update-conversation',
  'delete-conversation',
  'list-conversations',
  'create-conversation-items',
  'list-conversation-items',
  'retrieve-conversation-item',
  'delete-conversation-item',
];
const stored = [
  'retrieve-response',
  'delete-response',
  'cancel-response',
  'list-input-items',
  'list-responses',
];
const stateMembers = ['previous_response_id', 'background', 'conversation'];

const stateless: Change = {
  ...both(withoutOperations(...stored, ...conversations), without(...stateMembers)),
  response: (response) => ({ ...response, store: false }),
};

function partial(name: string, permitted: string, change: Change): Oddity {
  return { name: `partial-${name}`, permitted, open: true, change };
}

/** Correct servers that offer less: absence that is said is no failure (design, section 4). */
export const partialOddities: readonly Oddity[] = [
  partial('no-streaming', 'streaming is refused by name', without('stream')),
  partial('no-tools', 'tools are refused by name', without('tools', 'tool_choice')),
  partial('no-text-options', 'text is refused as a whole', without('text')),
  partial('no-reasoning', 'reasoning is refused by name', without('reasoning')),
  partial('no-output-limit', 'max_output_tokens is refused by name', without('max_output_tokens')),
  partial('no-background', 'background is refused by name', without('background')),
  partial('no-truncation', 'truncation is refused by name', without('truncation')),
  partial('no-include', 'include is refused by name', without('include', 'top_logprobs')),
  partial('no-metadata', 'metadata is refused by name', without('metadata')),
  partial(
    'no-conversations',
    'conversations are not routed and refused by name',
    both(withoutOperations(...conversations), without('conversation')),
  ),
  partial(
    'no-counting',
    'counting and compaction are not routed',
    withoutOperations('count-input-tokens', 'compact-response'),
  ),
  partial('stateless', 'nothing is stored, and responses say so', stateless),
  partial(
    'unaware-of-periphery',
    'members that it does not have are ignored and not shown',
    unawareOf('service_tier', 'prompt_cache_options', 'context_management', 'moderation'),
  ),
  partial('text-only', 'text in, text out, everything else refused by name', {
    ...both(
      withoutOperations(...stored, ...conversations, 'count-input-tokens', 'compact-response'),
      without(
        ...stateMembers,
        'tools',
        'tool_choice',
        'include',
        'reasoning',
        'top_logprobs',
        'service_tier',
        'metadata',
        'text',
        'truncation',
        'max_tool_calls',
        'prompt',
        'context_management',
        'stream_options',
      ),
    ),
    response: (response) => ({ ...response, store: false }),
  }),
];
