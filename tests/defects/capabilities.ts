import { arrayAt, type JsonObject, objectAt, objectsAt, stringAt } from '../../schemas/json.js';
import { capabilityRules } from '../../suites/capabilities/rules.js';
import type { CapabilityName } from '../../targets/capability.js';
import type { Operation } from '../../targets/exchange.js';
import type { Change } from '../../targets/reference/index.js';
import { errorAnswer } from './answering.js';
import { alteringResponses, without } from './building.js';
import type { Defect } from './defect.js';
import { rewritingQuery } from './state/lookups.js';

/** A server that refuses requests which make use of a member, and says which. */
function unsupported(param: string, used: (body: JsonObject) => boolean): Change {
  return {
    fault: (fault, stage, { operation, body }) =>
      stage === 'validate' && operation === 'create-response' && body !== null && used(body)
        ? {
            stage,
            status: 400,
            type: 'invalid_request_error',
            code: 'unsupported_parameter',
            param,
            message: `Unsupported parameter: '${param}'.`,
          }
        : fault,
  };
}

/** A server that refuses requests which have the member at all. */
const lackingMember = (param: string) => unsupported(param, (body) => (body[param] ?? null) !== null);

/** A server that does not route an operation. */
function unrouted(operation: Operation): Change {
  return {
    answer: (answer, context) => (context.operation === operation ? errorAnswer(404, 'Not found.') : answer),
  };
}

const toolTypes = (body: JsonObject) =>
  objectsAt(body, 'tools').map(({ value }) => stringAt(value, 'type') ?? '');
const formatOf = (body: JsonObject) => stringAt(objectAt(body['text'], 'format') ?? undefined, 'type');
const includes = (body: JsonObject, value: string) => arrayAt(body, 'include').includes(value);
const inputHas = (body: JsonObject, type: string) =>
  objectsAt(body, 'input').some(
    ({ value }) =>
      value['type'] === type || objectsAt(value, 'content').some((part) => part.value['type'] === type),
  );

/** Servers that lack one capability each, and say so; where one change is not enough, the others keep it from showing. */
const lacking: { readonly [name in CapabilityName]?: Change } = {
  streaming: unsupported('stream', (body) => body['stream'] === true),
  resume: rewritingQuery((name, value) => (name === 'stream' || name === 'starting_after' ? null : value)),
  obfuscation: {
    ...lackingMember('stream_options'),
    events: (events) => events.map((event) => ({ ...without(event, 'obfuscation'), type: event.type })),
  },
  tools: unsupported('tools', (body) => toolTypes(body).includes('function')),
  'parallel-tools': {
    ...unsupported('parallel_tool_calls', (body) => body['parallel_tool_calls'] === true),
    plan: (plan) => {
      const calls = plan.items.filter(({ item }) => item['type'] === 'function_call');
      return { ...plan, items: plan.items.filter((planned) => !calls.slice(1).includes(planned)) };
    },
  },
  'custom-tools': unsupported('tools', (body) => toolTypes(body).includes('custom')),
  'hosted-tools': unsupported('tools', (body) =>
    toolTypes(body).some((type) => type !== 'function' && type !== 'custom'),
  ),
  'structured-output': unsupported('text.format', (body) => formatOf(body) === 'json_schema'),
  'json-object': unsupported('text.format', (body) => formatOf(body) === 'json_object'),
  logprobs: unsupported(
    'top_logprobs',
    (body) => body['top_logprobs'] !== undefined || includes(body, 'message.output_text.logprobs'),
  ),
  reasoning: {
    ...lackingMember('reasoning'),
    plan: (plan) => ({ ...plan, items: plan.items.filter(({ item }) => item['type'] !== 'reasoning') }),
  },
  'reasoning-summary': unsupported(
    'reasoning.summary',
    (body) => (objectAt(body, 'reasoning')?.['summary'] ?? null) !== null,
  ),
  'encrypted-reasoning': unsupported('include', (body) => includes(body, 'reasoning.encrypted_content')),
  state: unrouted('retrieve-response'),
  'previous-response': lackingMember('previous_response_id'),
  delete: unrouted('delete-response'),
  'input-items': unrouted('list-input-items'),
  'item-reference': unsupported('input', (body) => inputHas(body, 'item_reference')),
  conversations: unrouted('create-conversation'),
  background: unsupported('background', (body) => body['background'] === true),
  cancel: unrouted('cancel-response'),
  truncation: unsupported('truncation', (body) => body['truncation'] === 'auto'),
  'max-output-tokens': lackingMember('max_output_tokens'),
  compact: unrouted('compact-response'),
  'input-tokens': unrouted('count-input-tokens'),
  'context-management': lackingMember('context_management'),
  'image-input': unsupported('input', (body) => inputHas(body, 'input_image')),
  'file-input': unsupported('input', (body) => inputHas(body, 'input_file')),
  'prompt-templates': lackingMember('prompt'),
  metadata: lackingMember('metadata'),
  'service-tier': lackingMember('service_tier'),
  'safety-identifier': lackingMember('safety_identifier'),
  'prompt-cache': unsupported(
    'prompt_cache_key',
    (body) => body['prompt_cache_key'] !== undefined || body['prompt_cache_retention'] !== undefined,
  ),
  'max-tool-calls': lackingMember('max_tool_calls'),
  verbosity: unsupported('text.verbosity', (body) => objectAt(body, 'text')?.['verbosity'] !== undefined),
  'api-version': {
    fault: (fault, stage, { query }) =>
      stage === 'validate' && query.has('api-version')
        ? {
            stage,
            status: 400,
            type: 'invalid_request_error',
            code: 'unsupported_parameter',
            param: 'api-version',
            message: 'Unsupported query parameter: api-version.',
          }
        : fault,
  },
  'content-filters': alteringResponses((response) => without(response, 'content_filters')),
  agents: lackingMember('agent_reference'),
  'structured-inputs': lackingMember('structured_inputs'),
};

/** One server for each capability rule: it refuses what it was declared to offer. */
export const capabilitiesDefects: readonly Defect[] = capabilityRules.flatMap((rule) => {
  const name = rule.id.replace(/^CAP-/, '').toLowerCase() as CapabilityName;
  const change = lacking[name];
  if (change === undefined) return [];
  const dialect = rule.dialects?.includes('openai') === false ? rule.dialects[0] : 'openai';
  return [
    {
      name: `no-${name}`,
      area: rule.area,
      symptom: `The capability "${name}" is declared on, and what asks for it is refused.`,
      caughtBy: [rule.id],
      // Everything that a scenario does beside the capability is refused with it.
      collateral: 60,
      ...(dialect === undefined ? {} : { dialect }),
      change,
    },
  ];
});
