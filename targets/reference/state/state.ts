import type { JsonObject } from '../../../schemas/json.js';
import type { ResponseRecord } from '../plan.js';

/** A conversation with its items, oldest first. */
export interface ConversationRecord {
  readonly id: string;
  readonly owner: string;
  readonly createdAt: number;
  readonly metadata: JsonObject;
  readonly items: readonly JsonObject[];
  /** Responses whose items are to be appended when they are completed. */
  readonly pending: readonly ResponseRecord[];
  /** Agent of the last response, for the list filters of Foundry. */
  readonly agent: { readonly name: string; readonly version: string } | null;
}

/** Everything the server remembers, in memory and within bounds (state/room.ts). */
export interface State {
  readonly responses: Map<string, ResponseRecord>;
  readonly conversations: Map<string, ConversationRecord>;
  /** Items that can be referred to by id, per owner: `owner id` to the item. */
  readonly items: Map<string, JsonObject>;
  /** Bytes of each response and conversation by id, oldest first, and their sum. */
  readonly room: { readonly weights: Map<string, number>; bytes: number };
}

/** An empty state. */
export function createState(): State {
  return {
    responses: new Map(),
    conversations: new Map(),
    items: new Map(),
    room: { weights: new Map(), bytes: 0 },
  };
}

/** The response of that id, as far as this owner may see it. */
export function responseOf(state: State, id: string, owner: string): ResponseRecord | null {
  const record = state.responses.get(id);
  return record !== undefined && record.owner === owner ? record : null;
}

/** The conversation of that id, as far as this owner may see it. */
export function conversationOf(state: State, id: string, owner: string): ConversationRecord | null {
  const record = state.conversations.get(id);
  return record !== undefined && record.owner === owner ? record : null;
}

/** The key under which an item is kept for references. */
export function itemKey(owner: string, id: string): string {
  return `${owner}\u0000${id}`;
}
