import { isObject, type JsonObject, type JsonValue } from '../../../schemas/json.js';
import type { PlannedItem } from '../plan.js';
import { countTokens, firstTokens } from '../tokenizer.js';
import { textOfPart } from './messages.js';

/** Items that fit into `max_output_tokens`; the one that does not is cut off and is the last. */
export function withinBudget(
  items: readonly PlannedItem[],
  budget: number | null,
): { readonly items: readonly PlannedItem[]; readonly isCut: boolean } {
  if (budget === null) return { items, isCut: false };
  const kept: PlannedItem[] = [];
  let left = budget;
  for (const planned of items) {
    if (planned.tokens <= left) {
      kept.push(planned);
      left -= planned.tokens;
      continue;
    }
    const short = left > 0 ? cutItem(planned, left) : null;
    return { items: short === null ? kept : [...kept, short], isCut: true };
  }
  return { items: kept, isCut: false };
}

/** The item as far as it came; null where nothing of it can be shown before it is whole. */
function cutItem({ item }: PlannedItem, left: number): PlannedItem | null {
  switch (item.type) {
    case 'message':
      return cutMessage(item, left);
    case 'reasoning':
      return cutReasoning(item, left);
    case 'function_call':
      return cutCall(item, 'arguments', left);
    case 'custom_tool_call':
      return cutCall(item, 'input', left);
    default:
      return null;
  }
}

function cutMessage(item: JsonObject, limit: number): PlannedItem {
  const content: JsonValue[] = [];
  let left = limit;
  for (const part of Array.isArray(item.content) ? item.content : []) {
    if (!isObject(part) || left <= 0) break;
    const { text, tokens } = firstTokens(textOfPart(part), left);
    left -= tokens;
    if (part.type === 'refusal') content.push({ ...part, refusal: text });
    else {
      const logprobs = Array.isArray(part.logprobs) ? part.logprobs.slice(0, tokens) : [];
      const whole = text === part.text;
      content.push({ ...part, text, logprobs, annotations: whole ? (part.annotations ?? []) : [] });
    }
  }
  return { item: { ...item, status: 'incomplete', content }, tokens: limit - left, reasoningTokens: 0 };
}

function cutReasoning(item: JsonObject, limit: number): PlannedItem {
  const [part] = Array.isArray(item.content) ? item.content : [];
  const { text, tokens } = firstTokens(isObject(part) ? textOfPart(part) : '', limit);
  const content = [{ type: 'reasoning_text', text }];
  return { item: { ...item, status: 'incomplete', summary: [], content }, tokens, reasoningTokens: tokens };
}

function cutCall(item: JsonObject, member: 'arguments' | 'input', limit: number): PlannedItem | null {
  const name = countTokens(typeof item.name === 'string' ? item.name : '');
  if (name >= limit) return null;
  const whole = item[member];
  const { text, tokens } = firstTokens(typeof whole === 'string' ? whole : '', limit - name);
  return {
    item: { ...item, status: 'incomplete', [member]: text },
    tokens: name + tokens,
    reasoningTokens: 0,
  };
}
