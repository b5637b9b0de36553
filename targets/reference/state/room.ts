import type { JsonObject } from '../../../schemas/json.js';
import type { ResponseRecord } from '../plan.js';
import { itemKey, type State } from './state.js';

/** How much is remembered at most. */
export interface Bounds {
  readonly maxStored: number;
  readonly maxStoredBytes: number;
}

/** What a thing takes beside the request that brought it, roughly. */
const overhead = 2000;

/** Counts bytes towards a response or conversation, then lets the oldest go until the rest fits. */
export function takeRoom(
  state: State,
  id: string,
  bytes: number,
  { maxStored, maxStoredBytes }: Bounds,
): void {
  const { room } = state;
  const before = room.weights.get(id);
  const added = before === undefined ? overhead + bytes : bytes;
  room.weights.set(id, (before ?? 0) + added);
  room.bytes += added;
  for (const oldest of room.weights.keys()) {
    if (oldest === id || (room.weights.size <= maxStored && room.bytes <= maxStoredBytes)) return;
    forget(state, oldest);
  }
}

/** Takes a response or conversation away, with the items it brought in. */
export function forget(state: State, id: string): void {
  const response = state.responses.get(id);
  if (response !== undefined) forgetItems(state, response.owner, ownItems(response));
  const conversation = state.conversations.get(id);
  if (conversation !== undefined) forgetItems(state, conversation.owner, conversation.items);
  state.responses.delete(id);
  state.conversations.delete(id);
  state.room.bytes -= state.room.weights.get(id) ?? 0;
  state.room.weights.delete(id);
}

/** Makes items findable by id for references. */
export function rememberItems(state: State, owner: string, items: readonly JsonObject[]): void {
  for (const item of items) {
    if (typeof item.id === 'string') state.items.set(itemKey(owner, item.id), item);
  }
}

/** Makes items unknown to references. */
export function forgetItems(state: State, owner: string, items: readonly JsonObject[]): void {
  for (const item of items) state.items.delete(itemKey(owner, String(item.id)));
}

/** The items that a response brought in: its new input and its output. */
export function ownItems(record: ResponseRecord): readonly JsonObject[] {
  return [...record.context.slice(record.carried), ...record.plan.items.map(({ item }) => item)];
}
