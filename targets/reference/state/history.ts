import type { JsonObject } from '../../../schemas/json.js';
import type { ResponseRecord } from '../plan.js';
import { progressAt } from './lifecycle.js';
import type { ConversationRecord } from './state.js';

/** The output of a response as far as it has come. */
function outputOf(record: ResponseRecord, now: number): readonly JsonObject[] {
  return record.plan.items.slice(0, progressAt(record, now).finishedItems).map(({ item }) => item);
}

/** What a response leaves to the next turn: all it was given, and all it gave. */
export function historyAfter(record: ResponseRecord, now: number): readonly JsonObject[] {
  return [...record.context.filter((item) => item.type !== 'compaction_trigger'), ...outputOf(record, now)];
}

/** The conversation with the items of every response that is finished by now. */
export function settled(
  conversation: ConversationRecord,
  now: number,
  appended: (items: readonly JsonObject[], record: ResponseRecord) => readonly JsonObject[],
): ConversationRecord {
  if (conversation.pending.length === 0) return conversation;
  const items = [...conversation.items];
  const pending: ResponseRecord[] = [];
  for (const record of conversation.pending) {
    const { status } = progressAt(record, now);
    if (status === 'queued' || status === 'in_progress') pending.push(record);
    else if (status !== 'cancelled') {
      items.push(...appended([...record.context.slice(record.carried), ...outputOf(record, now)], record));
    }
  }
  return { ...conversation, items, pending };
}
