import { arrayAt, isObject, type JsonObject, objectAt, objectsAt, stringAt } from '../../schemas/json.js';
import type { CapabilityName } from '../../targets/capability.js';
import { refusalNames } from '../engine/capability/evidence.js';
import type { ExchangeView } from '../engine/view.js';

/** Something optional that a request makes use of. */
interface Feature {
  /** Null: a member that no capability stands for but that a model may refuse, e.g. temperature. */
  readonly capability: CapabilityName | null;
  readonly params: readonly string[];
  readonly words: readonly string[];
}

/** Members that need a capability whenever they are sent, be it null or empty: who does not know them cannot know that. */
const members: readonly (readonly [member: string, capability: CapabilityName | null])[] = [
  ['tools', 'tools'],
  ['tool_choice', 'tools'],
  ['parallel_tool_calls', 'parallel-tools'],
  ['max_tool_calls', 'max-tool-calls'],
  ['reasoning', 'reasoning'],
  ['include', null],
  ['top_logprobs', 'logprobs'],
  ['store', 'state'],
  ['previous_response_id', 'previous-response'],
  ['conversation', 'conversations'],
  ['max_output_tokens', 'max-output-tokens'],
  ['truncation', 'truncation'],
  ['metadata', 'metadata'],
  ['service_tier', 'service-tier'],
  ['safety_identifier', 'safety-identifier'],
  ['prompt_cache_key', 'prompt-cache'],
  ['prompt_cache_retention', 'prompt-cache'],
  ['prompt_cache_options', 'prompt-cache'],
  ['prompt', 'prompt-templates'],
  ['context_management', 'context-management'],
  ['agent_reference', 'agents'],
  ['structured_inputs', 'structured-inputs'],
  ['stream_options', 'obfuscation'],
  ['moderation', null],
  ['user', null],
  ['temperature', null],
  ['top_p', null],
  ['presence_penalty', null],
  ['frequency_penalty', null],
];

const contentTypes: { readonly [type: string]: CapabilityName | undefined } = {
  input_image: 'image-input',
  input_file: 'file-input',
  input_audio: 'audio-output',
};

/** The optional things that a create request uses. What is left over is core: text in, text out. */
function optionalFeatures(body: JsonObject): readonly Feature[] {
  const used = members.flatMap(([member, capability]) =>
    body[member] !== undefined ? [{ capability, params: [member], words: wordsOf(member) }] : [],
  );
  return [
    ...used,
    ...flagFeatures(body),
    ...toolFeatures(body),
    ...textFeatures(body),
    ...inputFeatures(body),
  ];
}

/** Whether the target was declared to offer it; what has no capability of its own never is. */
function isDeclared({ capability }: Feature, view: ExchangeView): boolean {
  return capability !== null && view.target.capabilities[capability] === true;
}

/**
 * Whether a refused create request is the server's fault. `core`: nothing optional was in it; `declared`: what the
 * refusal blames is declared on. Null: it may be that something optional is not offered.
 */
export function wronglyRefused(view: ExchangeView): 'core' | 'declared' | null {
  if (view.body === null) return null;
  // A server that has no `text` at all refuses it as a whole; one that wants a format in it names the format.
  const param = stringAt(view.error?.value, 'param') ?? '';
  if (param === 'text' && view.body['text'] !== undefined) return null;
  const versioned = view.exchange.request.query.some(([name]) => name === 'api-version');
  if (
    versioned &&
    view.target.capabilities['api-version'] !== true &&
    refusalNames(view, ['api-version'], ['api-version'])
  )
    return null;
  // An optional member may be refused even where it asks for nothing: null, or an empty list.
  const refused = members.find(([member]) => member === param && view.body?.[member] !== undefined);
  if (refused !== undefined && (refused[1] === null || view.target.capabilities[refused[1]] !== true))
    return null;
  const features = optionalFeatures(view.body);
  const blamed = features.filter(({ params, words }) => refusalNames(view, params, words));
  if (blamed.length > 0) return blamed.every((feature) => isDeclared(feature, view)) ? 'declared' : null;
  return features.every((feature) => isDeclared(feature, view)) ? 'core' : null;
}

function wordsOf(member: string): readonly string[] {
  const plain = member.replaceAll('_', ' ');
  return plain === member ? [member] : [member, plain];
}

function flagFeatures(body: JsonObject): readonly Feature[] {
  const flags: readonly (readonly [string, CapabilityName, readonly string[]])[] = [
    ['stream', 'streaming', ['stream', 'streaming']],
    ['background', 'background', ['background']],
  ];
  return flags.flatMap(([member, capability, words]) =>
    body[member] === true ? [{ capability, params: [member], words }] : [],
  );
}

function toolFeatures(body: JsonObject): readonly Feature[] {
  const types = objectsAt(body, 'tools').map(({ value }) => stringAt(value, 'type') ?? '');
  const custom = types.includes('custom');
  const hosted = types.some((type) => type !== 'function' && type !== 'custom');
  const words = ['tool', 'tools', 'tool_choice', ...types];
  return [
    ...(custom ? [{ capability: 'custom-tools', params: ['tools', 'tool_choice'], words } as const] : []),
    ...(hosted ? [{ capability: 'hosted-tools', params: ['tools', 'tool_choice'], words } as const] : []),
  ];
}

function textFeatures(body: JsonObject): readonly Feature[] {
  const text = objectAt(body, 'text');
  const format = stringAt(text?.['format'], 'type');
  const ofFormat: { readonly [type: string]: CapabilityName | undefined } = {
    json_schema: 'structured-output',
    json_object: 'json-object',
  };
  const capability = format === null ? undefined : ofFormat[format];
  return [
    ...(capability === undefined
      ? []
      : [
          {
            capability,
            params: ['text', 'text.format', 'response_format'],
            words: ['text.format', 'format', 'schema', format ?? ''],
          },
        ]),
    ...(text?.['verbosity'] !== undefined
      ? [{ capability: 'verbosity', params: ['text.verbosity', 'text'], words: ['verbosity'] } as const]
      : []),
  ];
}

function inputFeatures(body: JsonObject): readonly Feature[] {
  const items = objectsAt(body, 'input').map(({ value }) => value);
  const parts = items
    .flatMap((item) => [...arrayAt(item, 'content'), ...arrayAt(item, 'output')])
    .filter(isObject);
  const media = parts.flatMap((part) => {
    const type = stringAt(part, 'type') ?? '';
    const capability = contentTypes[type];
    return capability === undefined
      ? []
      : [{ capability, params: ['input'], words: [type, 'image', 'file', 'audio'] }];
  });
  const itemTypes = new Set(items.map((item) => stringAt(item, 'type') ?? 'message'));
  const plain = new Set(['message', 'function_call', 'function_call_output', 'reasoning']);
  const unusual = [...itemTypes].filter((type) => !plain.has(type));
  const called = itemTypes.has('function_call') || itemTypes.has('function_call_output');
  return [
    ...media,
    ...(called
      ? [{ capability: 'tools', params: ['input'], words: ['function_call', 'call_id', 'tool'] } as const]
      : []),
    ...(itemTypes.has('reasoning')
      ? [{ capability: 'encrypted-reasoning', params: ['input'], words: ['reasoning'] } as const]
      : []),
    ...unusual.map((type) => ({ capability: capabilityOfItem(type), params: ['input'], words: [type] })),
  ];
}

function capabilityOfItem(type: string): CapabilityName | null {
  if (type === 'item_reference') return 'item-reference';
  if (type.startsWith('custom_tool')) return 'custom-tools';
  if (type === 'compaction') return 'compact';
  return 'hosted-tools';
}
