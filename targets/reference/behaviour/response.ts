import type { Dialect } from '../../../schemas/dialect.js';
import { isObject, type JsonObject, type JsonValue } from '../../../schemas/json.js';
import type { Plan, ResponseRecord } from '../plan.js';
import { countTokens } from '../tokenizer.js';
import { lastUserText, textOfItem } from './conversation-text.js';

export type ResponseStatus = 'queued' | 'in_progress' | 'completed' | 'incomplete' | 'failed' | 'cancelled';

/** What a response has come to at a moment: its state, and how many of its items are finished. */
export interface Progress {
  readonly status: ResponseStatus;
  readonly finishedItems: number;
}

/** The Response object of a record at a stage of its life. */
export function responseObject(
  record: ResponseRecord,
  progress: Progress,
  output: readonly JsonObject[],
  dialect: Dialect,
): JsonObject {
  const { plan } = record;
  const { status } = progress;
  const isOver = status === 'completed' || status === 'incomplete' || status === 'failed';
  const finishedAt = Math.floor((record.createdAt + record.timing.endsAfter) / 1000);
  return {
    id: record.id,
    object: 'response',
    created_at: Math.floor(record.createdAt / 1000),
    status,
    ...record.base,
    completed_at: status === 'completed' ? finishedAt : null,
    error:
      status === 'failed' ? (plan.error ?? { code: 'server_error', message: 'The model failed.' }) : null,
    incomplete_details:
      status === 'incomplete' ? { reason: plan.incompleteReason ?? 'max_output_tokens' } : null,
    output,
    usage: isOver && status !== 'failed' ? usageOf(plan, dialect) : null,
    ...contentFilters(record, output, status, dialect),
  };
}

/** Usage that adds up. */
export function usageOf(plan: Plan, dialect: Dialect): JsonObject {
  const outputTokens = plan.items.reduce((sum, planned) => sum + planned.tokens, 0);
  const reasoningTokens = plan.items.reduce((sum, planned) => sum + planned.reasoningTokens, 0);
  const written = dialect.name === 'openai' ? { cache_write_tokens: 0 } : {};
  return {
    input_tokens: plan.inputTokens,
    input_tokens_details: { cached_tokens: plan.cachedTokens, ...written },
    output_tokens: outputTokens,
    output_tokens_details: { reasoning_tokens: reasoningTokens },
    total_tokens: plan.inputTokens + outputTokens,
  };
}

/** What Azure's filter found: one entry for the prompt, one for the completion as soon as there is one. */
function contentFilters(
  record: ResponseRecord,
  output: readonly JsonObject[],
  status: ResponseStatus,
  dialect: Dialect,
): JsonObject {
  if (dialect.name !== 'azure-openai' && dialect.name !== 'azure-foundry') return {};
  const prompt = filterEntry('prompt', false, countTokens(lastUserText(record.context)));
  const isBlocked = status === 'incomplete' && record.plan.incompleteReason === 'content_filter';
  const said = output.reduce((sum, item) => sum + textOfItem(item).length, 0);
  return {
    content_filters: output.length === 0 ? [prompt] : [prompt, filterEntry('completion', isBlocked, said)],
  };
}

const safe = { filtered: false, severity: 'safe' };
const undetected = { filtered: false, detected: false };

function filterEntry(source: 'prompt' | 'completion', isBlocked: boolean, length: number): JsonValue {
  return {
    blocked: isBlocked,
    source_type: source,
    content_filter_raw: [],
    content_filter_results: {
      hate: safe,
      self_harm: safe,
      sexual: safe,
      violence: isBlocked ? { filtered: true, severity: 'high' } : safe,
      jailbreak: undetected,
      task_adherence: undetected,
    },
    content_filter_offsets: { start_offset: 0, end_offset: length, check_offset: 0 },
  };
}

/** An item as the caller may see it: what has to be asked for with `include` is left out where it was not. */
export function shownItem(item: JsonObject, include: ReadonlySet<string>): JsonObject {
  const without = (member: string, value: JsonValue): JsonObject =>
    item[member] === undefined ? item : { ...item, [member]: value };
  switch (item.type) {
    case 'reasoning':
      return include.has('reasoning.encrypted_content') ? item : omit(item, 'encrypted_content');
    case 'file_search_call':
      return include.has('file_search_call.results') ? item : without('results', null);
    case 'code_interpreter_call':
      return include.has('code_interpreter_call.outputs') ? item : without('outputs', null);
    case 'memory_search_call':
      return include.has('memory_search_call.results') ? item : without('memories', null);
    case 'web_search_call':
      return shownSearch(item, include);
    case 'computer_call_output':
      return include.has('computer_call_output.output.image_url') || !isObject(item.output)
        ? item
        : { ...item, output: omit(item.output, 'image_url') };
    case 'message':
      return shownMessage(item, include);
    default:
      return item;
  }
}

function shownSearch(item: JsonObject, include: ReadonlySet<string>): JsonObject {
  const shown = include.has('web_search_call.results') ? item : omit(item, 'results');
  if (include.has('web_search_call.action.sources') || !isObject(item.action)) return shown;
  return { ...shown, action: omit(item.action, 'sources') };
}

function shownMessage(item: JsonObject, include: ReadonlySet<string>): JsonObject {
  if (
    item.role === 'assistant' ||
    include.has('message.input_image.image_url') ||
    !Array.isArray(item.content)
  )
    return item;
  if (!item.content.some((part) => isObject(part) && part.type === 'input_image')) return item;
  const content = item.content.map((part) =>
    isObject(part) && part.type === 'input_image' ? { ...part, image_url: null } : part,
  );
  return { ...item, content };
}

function omit(object: JsonObject, member: string): JsonObject {
  const { [member]: _left, ...rest } = object;
  return rest;
}
