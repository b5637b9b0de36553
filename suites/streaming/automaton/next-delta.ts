import type { JsonObject } from '../../../schemas/json.js';
import type { TextFamily } from './families.js';
import { append } from './text.js';
import type { Walk } from './walk.js';

/**
 * Takes a delta that goes on with a text under way, in a stream and an item that are as they should be: nine in ten events
 * are of this kind. Whatever automaton and schema could say of it is seen here at a glance; the look that the first
 * delta got is not repeated. Gives false for all others, which are then looked at in full.
 */
export function takeNextDelta(walk: Walk, family: TextFamily, data: JsonObject): boolean {
  if (walk.state !== 'in progress') return false;
  const item = walk.items.get(data['output_index'] as number);
  if (item === undefined || item.state !== 'open' || item.id !== data['item_id']) return false;
  if (!family.itemTypes.some((type) => type === item.type)) return false;
  const text =
    family.holder === 'content'
      ? item.parts.get(data['content_index'] as number)
      : family.holder === 'summary'
        ? item.summaries.get(data['summary_index'] as number)
        : item.values.get(`${family.stem}#0`);
  if (text === undefined || text.state !== 'streaming' || text.family !== family) return false;
  if (!plainMembers(family, data)) return false;
  if (family.holder === 'command' || typeof data['delta'] !== 'string') return false;
  if (text.partType !== null && !family.partTypes.includes(text.partType)) return false;
  append(text.text, data['delta']);
  text.deltas += 1;
  return true;
}

// With these members as they are, and places that were found, the event fits its schema.
function plainMembers(family: TextFamily, data: JsonObject): boolean {
  const { logprobs, obfuscation } = data;
  if (obfuscation !== undefined && typeof obfuscation !== 'string') return false;
  if (family.stem !== 'response.output_text') return true;
  return Array.isArray(logprobs) && logprobs.length === 0;
}
