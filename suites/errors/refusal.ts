import { isObject } from '../../schemas/json.js';
import type { CapabilityName } from '../../targets/capability.js';
import type { Operation, Violation } from '../../targets/exchange.js';
import type { ExchangeJudge, Report } from '../engine/judge.js';
import { found } from '../engine/judges.js';
import { isDecision } from '../engine/status.js';
import type { ExchangeView } from '../engine/view.js';

/** What kind of fault an invalid request has; each kind has a rule of its own, so that a finding names what is wrong. */
export type FaultKind =
  | 'malformed-json'
  | 'not-an-object'
  | 'wrong-type'
  | 'unknown-value'
  | 'out-of-bounds'
  | 'wrong-size'
  | 'missing-member';

const kinds: { readonly [keyword: string]: FaultKind } = {
  'malformed-json': 'malformed-json',
  type: 'wrong-type',
  enum: 'unknown-value',
  const: 'unknown-value',
  minimum: 'out-of-bounds',
  maximum: 'out-of-bounds',
  exclusiveMinimum: 'out-of-bounds',
  exclusiveMaximum: 'out-of-bounds',
  multipleOf: 'out-of-bounds',
  minLength: 'wrong-size',
  maxLength: 'wrong-size',
  minItems: 'wrong-size',
  maxItems: 'wrong-size',
  minProperties: 'wrong-size',
  maxProperties: 'wrong-size',
  propertyNames: 'wrong-size',
  pattern: 'wrong-size',
  required: 'missing-member',
};

/** Members whose limits have a rule of their own in the contract. */
const ownRules: readonly (readonly [pointer: RegExp, kinds: readonly FaultKind[]])[] = [
  [/^\/metadata(\/|$)/, ['wrong-size']],
  [/^\/safety_identifier$/, ['wrong-size']],
  [/^\/context_management(\/|$)/, ['unknown-value', 'out-of-bounds']],
  [/^\/agent_reference(\/|$)/, ['unknown-value', 'missing-member']],
  [/^\/include\//, ['unknown-value']],
];

/** The kind of a violation in a body or its encoding; null where another rule speaks about it. */
export function faultKind(violation: Violation): FaultKind | null {
  if (violation.in !== 'body' && violation.in !== 'encoding') return null;
  const kind = kinds[violation.keyword] ?? null;
  if (kind === 'wrong-type' && violation.pointer === '') return 'not-an-object';
  const elsewhere = ownRules.some(
    ([pointer, own]) => kind !== null && own.includes(kind) && pointer.test(violation.pointer),
  );
  return elsewhere ? null : kind;
}

/**
 * How an answer to an invalid request is to be taken: `refused`, `accepted`, `misplaced` (refused as if the route or the
 * resource did not exist), or null where it says nothing about the fault (credentials, throttling, failures).
 */
export function reception(view: ExchangeView): 'refused' | 'accepted' | 'misplaced' | null {
  const { status } = view;
  if (!isDecision(status) || [401, 403, 408].includes(status)) return null;
  if (status < 400) return streamRefusal(view) ? null : 'accepted';
  return status === 404 || status === 405 ? 'misplaced' : 'refused';
}

/** Judges the decisions about requests that were sent to be refused, by what exactly is wrong with them. */
export function violations(parts: {
  readonly given: (violation: Violation, view: ExchangeView) => boolean;
  readonly check: (violation: Violation, report: Report, view: ExchangeView) => void;
}): ExchangeJudge {
  return found({
    ...parts,
    pick: (view) => {
      const { validity, violation } = view.exchange.intent;
      return validity === 'invalid' && reception(view) !== null ? violation : null;
    },
  });
}

/** The place of a member of the error object that there is. */
export function inError({ error }: ExchangeView, member: string): string {
  return `${error?.pointer}/${member}`;
}

/** Judges requests with a violation that may not be accepted, whatever they are answered instead. */
export function notAccepted(parts: {
  readonly given: (violation: Violation, view: ExchangeView) => boolean;
  readonly message: (violation: Violation) => string;
  readonly cause?: (violation: Violation) => string;
}): ExchangeJudge {
  return violations({
    given: parts.given,
    check: (violation, report, view) => {
      if (reception(view) !== 'accepted') return;
      report({
        pointer: '/status',
        message: parts.message(violation),
        expected: 400,
        actual: view.status,
        ...(parts.cause === undefined ? {} : { cause: parts.cause(violation) }),
      });
    },
  });
}

/** Members that many servers do not have at all, with the capability that stands for each. */
const optionalMembers: { readonly [member: string]: CapabilityName | undefined } = {
  background: 'background',
  context_management: 'context-management',
  conversation: 'conversations',
  include: 'logprobs',
  max_tool_calls: 'max-tool-calls',
  metadata: 'metadata',
  prompt: 'prompt-templates',
  prompt_cache_key: 'prompt-cache',
  prompt_cache_options: 'prompt-cache',
  prompt_cache_retention: 'prompt-cache',
  reasoning: 'reasoning',
  safety_identifier: 'safety-identifier',
  service_tier: 'service-tier',
  stream_options: 'obfuscation',
  top_logprobs: 'logprobs',
};

/**
 * Whether a server that accepts the request may simply not have the member that is at fault: nobody declared it, and
 * the response does not show it either. A server that shows a member knows it, and has to know what is wrong with it.
 */
export function mayLackTheMember(view: ExchangeView, violation: Violation): boolean {
  const [, member = ''] = violation.pointer.split('/');
  const capability = optionalMembers[member];
  if (violation.in !== 'body' || capability === undefined || view.target.capabilities[capability] === true)
    return false;
  return view.accepted && view.response?.value[member] === undefined;
}

/** Whether a stream is nothing but a refusal: its first event is an error. Rule ERR-STREAM-PRE speaks about that. */
export function streamRefusal(view: ExchangeView): boolean {
  if (view.stream === null) return false;
  for (const event of view.events()) {
    if (event.type === 'error') return true;
    return event.type === '' && isObject(event.data?.['error']);
  }
  return false;
}

const capabilityOf: { readonly [operation in Operation]?: CapabilityName } = {
  'retrieve-response': 'state',
  'delete-response': 'delete',
  'cancel-response': 'cancel',
  'list-input-items': 'input-items',
  'count-input-tokens': 'input-tokens',
  'compact-response': 'compact',
  'create-conversation': 'conversations',
  'retrieve-conversation': 'conversations',
  'update-conversation': 'conversations',
  'delete-conversation': 'conversations',
  'create-conversation-items': 'conversations',
  'list-conversation-items': 'conversations',
  'retrieve-conversation-item': 'conversations',
  'delete-conversation-item': 'conversations',
};

/**
 * Whether the answer may come from a router that does not know the operation at all: an operation that is optional and
 * not declared on is answered 404, 405 or 501. What such an answer looks like is nobody's contract.
 */
export function perhapsUnrouted(view: ExchangeView): boolean {
  const { operation } = view.exchange;
  if (operation === 'create-response') return false;
  if (![404, 405, 501].includes(view.status)) return false;
  const capability = capabilityOf[operation];
  return capability === undefined || view.target.capabilities[capability] !== true;
}
