import { isObject, type JsonObject, type JsonValue } from '../../schemas/json.js';
import type { CapabilityName } from '../../targets/capability.js';
import { boundInput } from './bound-input.js';
import { boundToolChoice, boundTools } from './bound-tools.js';
import type { Circumstances } from './circumstances.js';

/** Output that a generated request may cost, in tokens: enough for an answer to be seen. */
const outputCeiling = 64;

/** Members that a target may do without, with the capability that stands for each. */
const optionalMembers: readonly (readonly [member: string, capability: CapabilityName])[] = [
  ['metadata', 'metadata'],
  ['top_logprobs', 'logprobs'],
  ['service_tier', 'service-tier'],
  ['safety_identifier', 'safety-identifier'],
  ['prompt_cache_key', 'prompt-cache'],
  ['prompt_cache_retention', 'prompt-cache'],
  ['prompt_cache_options', 'prompt-cache'],
  ['reasoning', 'reasoning'],
  ['max_tool_calls', 'max-tool-calls'],
  ['truncation', 'truncation'],
  ['context_management', 'context-management'],
  ['max_output_tokens', 'max-output-tokens'],
  ['background', 'background'],
  ['store', 'state'],
  ['stream', 'streaming'],
  ['agent_reference', 'agents'],
  ['structured_inputs', 'structured-inputs'],
];

/**
 * Turns a schema-valid create request into one that a target can be expected to accept: references are bound to what
 * exists, what is not offered is left out, members fit one another, and it stays cheap. Keeps as much of the request
 * as it can.
 */
export function acceptable(body: JsonObject, circumstances: Circumstances): JsonObject {
  const input = boundInput(body['input'], circumstances);
  const offered = withoutUnoffered(endsInCompaction(input) ? onlyCompacting(body) : body, circumstances);
  const { choice, tools } = boundToolChoice(
    offered['tool_choice'],
    boundTools(offered['tools'], circumstances),
    circumstances,
  );
  const bound: { [member: string]: JsonValue | undefined } = {
    ...offered,
    model: circumstances.model,
    input,
    tools: tools ?? nullOrAbsent(offered['tools']),
    tool_choice: choice,
    prompt: boundPrompt(offered['prompt'], circumstances),
    text: boundText(offered['text'], circumstances),
    include: boundInclude(offered['include'], circumstances),
    max_output_tokens: within(16, outputCeiling, offered['max_output_tokens']),
    max_tool_calls: within(1, Number.MAX_SAFE_INTEGER, offered['max_tool_calls']),
    ...history(offered, circumstances),
    ...delivery(offered, circumstances),
  };
  return Object.fromEntries(Object.entries(bound).filter(([, value]) => value !== undefined));
}

// Whoever asks for a compaction asks for no call and no thought at the same time.
function onlyCompacting(body: JsonObject): JsonObject {
  const { tool_choice: _choice, reasoning: _reasoning, ...rest } = body;
  return rest;
}

function endsInCompaction(input: JsonValue): boolean {
  const last = Array.isArray(input) ? (input as readonly JsonValue[]).at(-1) : undefined;
  return isObject(last) && last['type'] === 'compaction_trigger';
}

function withoutUnoffered(body: JsonObject, circumstances: Circumstances): JsonObject {
  const left = new Set(
    optionalMembers.filter(([, capability]) => !circumstances.offers(capability)).map(([member]) => member),
  );
  // A moderation policy has to be granted: nobody tells to whom it is.
  const { moderation, ...others } = body;
  const rest = circumstances.fabricated ? { ...others, moderation } : others;
  return Object.fromEntries(Object.entries(rest).filter(([member]) => !left.has(member)));
}

// Bounds that one source states and every service keeps (contract section c).
function within(low: number, high: number, value: JsonValue | undefined): JsonValue | undefined {
  return typeof value === 'number' ? Math.min(high, Math.max(low, value)) : value;
}

// A response continues another response or belongs to a conversation, never both (REQ-PREV-XOR-CONV).
function history(body: JsonObject, { response, conversation }: Circumstances) {
  const wantsResponse = typeof body['previous_response_id'] === 'string' && response !== null;
  const wanted = body['conversation'];
  const holder = typeof wanted === 'string' ? conversation : { id: conversation };
  const named = conversation !== null && wanted != null && !wantsResponse;
  return {
    previous_response_id: wantsResponse ? response : nullOrAbsent(body['previous_response_id']),
    conversation: named ? holder : nullOrAbsent(wanted),
  };
}

function nullOrAbsent(value: JsonValue | undefined): JsonValue | undefined {
  return value === null ? null : undefined;
}

// Stream options only with a stream (REQ-STREAMOPT-STREAM), background responses are stored (REQ-BG-STORE).
function delivery(body: JsonObject, { offers }: Circumstances) {
  const { background, stream, stream_options } = body;
  const streams =
    stream === true || (stream === undefined && isObject(stream_options) && offers('streaming'));
  return {
    store: background === true && body['store'] === false ? true : body['store'],
    stream: streams ? true : stream,
    stream_options: streams ? stream_options : nullOrAbsent(stream_options),
  };
}

// A template has to exist at the target: only a mock takes one that nobody has made.
function boundPrompt(prompt: JsonValue | undefined, circumstances: Circumstances): JsonValue | undefined {
  if (!isObject(prompt)) return prompt;
  return circumstances.fabricated && circumstances.offers('prompt-templates')
    ? { ...prompt, id: 'pmpt_1' }
    : undefined;
}

function boundText(text: JsonValue | undefined, circumstances: Circumstances): JsonValue | undefined {
  if (!isObject(text)) return text;
  const { format, verbosity, ...rest } = text;
  return {
    ...rest,
    ...(verbosity !== undefined && circumstances.offers('verbosity') && { verbosity }),
    ...(isObject(format) && offersFormat(format, circumstances) && { format: completeFormat(format) }),
  };
}

// Open Responses leaves name and schema open in requests, yet its answers must echo them.
function completeFormat(format: JsonObject): JsonObject {
  if (format['type'] !== 'json_schema') return format;
  const schema = { type: 'object', properties: {}, required: [], additionalProperties: false };
  return { name: 'answer', schema, ...format };
}

function offersFormat(format: JsonObject, circumstances: Circumstances): boolean {
  if (format['type'] === 'json_schema') return circumstances.offers('structured-output');
  return format['type'] !== 'json_object' || circumstances.offers('json-object');
}

const includeNeeds: { readonly [value: string]: CapabilityName } = {
  'reasoning.encrypted_content': 'encrypted-reasoning',
  'message.output_text.logprobs': 'logprobs',
  'message.input_image.image_url': 'image-input',
};

function boundInclude(include: JsonValue | undefined, circumstances: Circumstances): JsonValue | undefined {
  if (!Array.isArray(include)) return include;
  const values = new Set(include as readonly JsonValue[]);
  return [...values].filter((value) => circumstances.offers(includeNeeds[String(value)] ?? 'hosted-tools'));
}
