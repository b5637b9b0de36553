import { type JsonObject, stringAt } from '../../schemas/json.js';

/** Whether an item is a compaction that a conversation can go on from. */
export function isCompaction(item: JsonObject): boolean {
  return item['type'] === 'compaction' && (stringAt(item, 'encrypted_content') ?? '') !== '';
}
