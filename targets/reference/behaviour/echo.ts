import type { Dialect } from '../../../schemas/dialect.js';
import {
  isObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  objectsAt,
  stringAt,
} from '../../../schemas/json.js';

/** Members that come back as they were sent, and what stands for them where they were not; undefined: nothing does. */
const echoed: { readonly [member: string]: JsonValue | undefined } = {
  background: false,
  frequency_penalty: 0,
  instructions: null,
  max_output_tokens: null,
  max_tool_calls: null,
  metadata: {},
  parallel_tool_calls: true,
  presence_penalty: 0,
  previous_response_id: null,
  prompt: undefined,
  prompt_cache_key: null,
  prompt_cache_retention: null,
  safety_identifier: null,
  store: true,
  temperature: 1,
  top_logprobs: 0,
  top_p: 1,
  truncation: 'disabled',
  user: undefined,
};

const azureOnly = ['azure-openai', 'azure-foundry'];

/** The members of a Response object that repeat the request, with the dialect's values for what it left out. */
export function echoOf(request: JsonObject, dialect: Dialect): JsonObject {
  const base: { [member: string]: JsonValue | undefined } = {};
  for (const [member, fallback] of Object.entries(echoed)) {
    if (!has(dialect, member)) continue;
    const standing = Object.hasOwn(dialect.defaults, member) ? dialect.defaults[member] : fallback;
    const value = request[member] ?? standing;
    if (value !== undefined && !(value === null && mustNotBeNull(dialect, member))) base[member] = value;
  }
  base.model = stringAt(request, 'model') ?? 'reference';
  base.reasoning = echoedReasoning(request);
  base.prompt_cache_options = dialect.name === 'openai' ? echoedCaching(request) : undefined;
  base.service_tier = has(dialect, 'service_tier') ? tierUsed(request.service_tier) : undefined;
  base.text = echoedText(request, dialect);
  base.tool_choice = echoedChoice(request.tool_choice) ?? 'auto';
  base.tools = objectsAt(request, 'tools').map(({ value }) => echoedTool(value, dialect));
  base.prompt_cache_options = echoedCacheOptions(request, dialect);
  base.conversation = conversationOf(request);
  base.agent_reference = dialect.name === 'azure-foundry' ? agentOf(request) : undefined;
  return withoutUndefined(base);
}

/** Members that a dialect does not have (contract, section a). */
function has({ name }: Dialect, member: string): boolean {
  if (name === 'open-responses') {
    return !['prompt', 'prompt_cache_retention', 'user'].includes(member);
  }
  return member !== 'service_tier' || name !== 'azure-openai';
}

function mustNotBeNull({ name }: Dialect, member: string): boolean {
  return azureOnly.includes(name) && ['safety_identifier', 'prompt_cache_key'].includes(member);
}

// Answers name both options, a request may leave either out.
function echoedCacheOptions(request: JsonObject, dialect: Dialect): JsonObject | undefined {
  const options = objectAt(request, 'prompt_cache_options');
  if (options === null || !has(dialect, 'prompt_cache_options')) return undefined;
  return { ttl: options.ttl ?? '30m', mode: options.mode ?? 'implicit' };
}

function echoedReasoning(request: JsonObject): JsonObject {
  const reasoning = objectAt(request, 'reasoning');
  const effort = reasoning === null ? null : (reasoning.effort ?? 'medium');
  return { ...reasoning, effort, summary: reasoning?.summary ?? null };
}

/** The tier that was used: `auto` leads to the default one, `fast` is another name of `priority`. */
function tierUsed(asked: JsonValue | undefined): JsonValue {
  if (asked === 'fast') return 'priority';
  return typeof asked === 'string' && asked !== 'auto' ? asked : 'default';
}

function echoedText(request: JsonObject, dialect: Dialect): JsonObject {
  const text = objectAt(request, 'text');
  const format = objectAt(text ?? {}, 'format') ?? { type: 'text' };
  const filled = format.type === 'json_schema' ? filledFormat(format, dialect) : format;
  return { ...text, format: filled, verbosity: text?.verbosity ?? 'medium' };
}

/** Open Responses lets a request leave out what its answers always have. */
function filledFormat(format: JsonObject, { name }: Dialect): JsonObject {
  const strict = format.strict ?? false;
  if (name !== 'open-responses') return { ...format, strict };
  return {
    ...format,
    name: format.name ?? 'response',
    description: format.description ?? null,
    schema: format.schema ?? {},
    strict,
  };
}

/** How a prompt is cached, with what the request left to the server. */
function echoedCaching(request: JsonObject): JsonObject | undefined {
  const asked = objectAt(request, 'prompt_cache_options');
  return asked === null ? undefined : { ...asked, ttl: asked.ttl ?? '30m', mode: asked.mode ?? 'implicit' };
}

function echoedChoice(choice: JsonValue | undefined): JsonValue | undefined {
  if (!isObject(choice) || choice.type !== 'allowed_tools') return choice;
  return { ...choice, mode: choice.mode ?? 'auto' };
}

/** A tool as it was sent; secrets are left out, and members that answers always have are filled in. */
function echoedTool(tool: JsonObject, { name }: Dialect): JsonObject {
  if (tool.type === 'mcp') {
    const { authorization, headers, ...rest } = tool;
    const names = isObject(headers) ? Object.keys(headers) : [];
    return {
      ...rest,
      headers: isObject(headers) ? Object.fromEntries(names.map((key) => [key, '<redacted>'])) : null,
    };
  }
  if (tool.type !== 'function') return tool;
  const filled = { ...tool, parameters: tool.parameters ?? null, strict: tool.strict ?? null };
  return name === 'open-responses' ? { ...filled, description: tool.description ?? null } : filled;
}

function conversationOf(request: JsonObject): JsonValue | undefined {
  const { conversation } = request;
  if (typeof conversation === 'string') return { id: conversation };
  return isObject(conversation) ? { id: conversation.id } : undefined;
}

/** The agent that a request names, with a version; null where it names none. */
export function agentOf(request: JsonObject): JsonObject | null {
  const agent = objectAt(request, 'agent_reference');
  return agent === null ? null : { type: 'agent_reference', name: agent.name, version: agent.version ?? '1' };
}

function withoutUndefined(members: { readonly [member: string]: JsonValue | undefined }): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
