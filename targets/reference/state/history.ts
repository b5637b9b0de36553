import type { JsonObject } from '../../../schemas/json.js';
import type { ResponseRecord } from '../plan.js';
import { progressAt } from './lifecycle.js';
import { type ConversationRecord, itemKey, keep, type State } from './state.js';

/** Items are many per response: so many times the bound of responses are kept. */
const itemsPerResponse = 16;

/** The output of a response as far as it has come. */
export function outputOf(record: ResponseRecord, now: number): readonly JsonObject[] {
  return record.plan.items.slice(0, progressAt(record, now).finishedItems).map(({ item }) => item);
}

/** What a response leaves to the next turn: all it was given, and all it gave. */
export function historyAfter(record: ResponseRecord, now: number): readonly JsonObject[] {
  return [...record.context.filter((item) => item.type !== 'compaction_trigger'), ...outputOf(record, now)];
}

/** Makes items findable by id for references. */
export function rememberItems(
  state: State,
  owner: string,
  items: readonly JsonObject[],
  bound: number,
): void {
  for (const item of items) {
    if (typeof item.id === 'string')
      keep(state.items, itemKey(owner, item.id), item, bound * itemsPerResponse);
  }
}

/** Forgets the items that a response brought in. */
export function forgetItems(state: State, record: ResponseRecord): void {
  const own = [...record.context.slice(record.carried), ...record.plan.items.map(({ item }) => item)];
  for (const item of own) state.items.delete(itemKey(record.owner, String(item.id)));
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
