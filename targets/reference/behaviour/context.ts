import { isObject, type JsonObject, stringAt } from '../../../schemas/json.js';
import type { NewId } from '../identifiers.js';
import { unfolded } from './compaction.js';
import { tokensBeside, tokensOfItem } from './input-tokens.js';

/** What the model sees, and what it costs. */
export interface ModelContext {
  /** All items, oldest first; the first `carried` of them come from earlier turns. */
  readonly items: readonly JsonObject[];
  readonly carried: number;
  /** The items that are left after truncation. */
  readonly visible: readonly JsonObject[];
  readonly inputTokens: number;
  readonly cachedTokens: number;
}

/** Prefixes of ids by item type; anything else is `item`. */
const prefixes: { readonly [type: string]: string } = {
  message: 'msg',
  reasoning: 'rs',
  function_call: 'fc',
  function_call_output: 'fco',
  custom_tool_call: 'ctc',
  custom_tool_call_output: 'ctco',
  compaction: 'cmp',
  mcp_approval_response: 'mcpa',
  computer_call_output: 'cuo',
};

/** The input as items with ids: a string is a message of the user, content strings become parts. */
export function inputItems(input: JsonObject['input'], newId: NewId): readonly JsonObject[] {
  if (typeof input === 'string') return [asItem({ role: 'user', content: input }, newId)];
  return Array.isArray(input) ? input.filter(isObject).map((item) => asItem(item, newId)) : [];
}

/** One input item in the form in which it is kept and listed. */
export function asItem(given: JsonObject, newId: NewId): JsonObject {
  const type = stringAt(given, 'type') ?? (given.role === undefined ? 'item_reference' : 'message');
  if (type === 'item_reference') return { ...given, type };
  const known = type === 'output_message' ? 'message' : type;
  const id = stringAt(given, 'id') ?? newId(prefixes[known] ?? 'item');
  const { status, ...rest } = given;
  const done = typeof status === 'string' ? status : 'completed';
  const stated = hasStatus(known) || typeof status === 'string' ? { status: done } : {};
  if (known !== 'message') return { ...rest, id, type: known, ...stated };
  return { ...rest, id, type: 'message', ...stated, content: contentParts(given) };
}

function hasStatus(type: string): boolean {
  return ![
    'compaction',
    'mcp_approval_request',
    'mcp_approval_response',
    'mcp_list_tools',
    'item_reference',
    'additional_tools',
    'program',
    'compaction_trigger',
  ].includes(type);
}

function contentParts(message: JsonObject): readonly JsonObject[] {
  const { content, role } = message;
  if (typeof content !== 'string')
    return Array.isArray(content) ? content.filter(isObject).map(filledPart) : [];
  return [
    role === 'assistant'
      ? { type: 'output_text', text: content, annotations: [], logprobs: [] }
      : { type: 'input_text', text: content },
  ];
}

/** A part with the members that the answer's schema asks for and the request's does not. */
function filledPart(part: JsonObject): JsonObject {
  if (part.type === 'output_text')
    return { ...part, annotations: part.annotations ?? [], logprobs: part.logprobs ?? [] };
  if (part.type === 'input_image') return { ...part, detail: part.detail ?? 'auto' };
  return part;
}

/**
 * Joins what was carried over with the new input. With truncation `auto` the oldest items go until the rest fits into
 * the window; the last item always stays.
 */
export function modelContext(
  request: JsonObject,
  carried: readonly JsonObject[],
  fresh: readonly JsonObject[],
  window: number,
): ModelContext {
  const items = [...carried, ...fresh];
  const tokens = items.map(tokensOfItem);
  const beside = tokensBeside(request);
  let total = tokens.reduce((sum, cost) => sum + cost, beside);
  let dropped = 0;
  if (request.truncation === 'auto') {
    while (total > window && dropped < items.length - 1) {
      total -= tokens[dropped] ?? 0;
      dropped += 1;
    }
  }
  const cached = tokens
    .slice(dropped, Math.max(dropped, carried.length))
    .reduce((sum, cost) => sum + cost, 0);
  return {
    items,
    carried: carried.length,
    visible: unfolded(items.slice(dropped)),
    inputTokens: total,
    cachedTokens: cached,
  };
}
