import { isObject, type JsonObject, numberAt, objectsAt, stringAt } from '../../../schemas/json.js';
import type { NewId } from '../identifiers.js';
import type { PlannedItem } from '../plan.js';
import { countTokens } from '../tokenizer.js';
import { isMessage } from './conversation-text.js';
import { decrypted, encrypted } from './reasoning.js';

/** Longest text of an item that compaction keeps. */
const longestKept = 2000;

/** Whether the request asks for a compaction item: by a trigger at its end, or by a threshold that the input exceeds. */
export function wantsCompaction(
  request: JsonObject,
  items: readonly JsonObject[],
  inputTokens: number,
): boolean {
  if (items.at(-1)?.type === 'compaction_trigger') return true;
  return objectsAt(request, 'context_management').some(({ value }) => {
    const threshold = numberAt(value, 'compact_threshold');
    return value.type === 'compaction' && threshold !== null && inputTokens > threshold;
  });
}

/** One item that stands for the whole history, which is given with earlier compactions unfolded. */
export function compactionItem(items: readonly JsonObject[], newId: NewId): PlannedItem {
  const said = items.filter((item) =>
    ['user', 'assistant', 'developer', 'system'].some((role) => isMessage(item, role)),
  );
  const content = encrypted({ items: said.map(shortened) });
  const item = { id: newId('cmp'), type: 'compaction', encrypted_content: content };
  return { item, tokens: countTokens(`compacted ${items.length} items`), reasoningTokens: 0 };
}

/** The items with the history that compaction hid behind each compaction item, as far as it is ours. */
export function unfolded(items: readonly JsonObject[]): readonly JsonObject[] {
  return items.flatMap((item) => {
    const hidden = item.type === 'compaction' ? decrypted(stringAt(item, 'encrypted_content') ?? '') : null;
    return hidden === null ? [item] : [item, ...objectsAt(hidden, 'items').map(({ value }) => value)];
  });
}

function shortened(item: JsonObject): JsonObject {
  const content = Array.isArray(item.content) ? item.content.filter(isObject) : [];
  return {
    type: 'message',
    role: item.role,
    content: content.flatMap((part) =>
      typeof part.text === 'string' ? [{ type: part.type, text: part.text.slice(0, longestKept) }] : [],
    ),
  };
}
