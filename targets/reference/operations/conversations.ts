import { type JsonObject, objectAt, stringAt } from '../../../schemas/json.js';
import { shownItem } from '../behaviour/response.js';
import type { Call } from '../call.js';
import { notFound } from '../fault.js';
import { forget, forgetItems, rememberItems, takeRoom } from '../state/room.js';
import type { ConversationRecord } from '../state/state.js';
import { addedItems, findConversation } from './history.js';
import { json, listReply, type Reply } from './reply.js';
import { isOfAgent, pageReply } from './responses.js';
import { includedInQuery } from './show.js';

/** The conversation that the path names. Throws `Refused` where this caller has none of that id. */
function named(call: Call): ConversationRecord {
  const id = call.parameters.conversationId ?? '';
  const found = findConversation(call, id);
  if (found === null)
    throw call.refused('state', notFound('Conversation', id.slice(0, 100), 'conversation_id'));
  call.pass('state', null);
  return found;
}

function shown({ id, createdAt, metadata }: ConversationRecord): JsonObject {
  return { id, object: 'conversation', created_at: Math.floor(createdAt / 1000), metadata };
}

/** POST /conversations. */
export function createConversation(call: Call): Reply {
  const body = call.body ?? {};
  const record: ConversationRecord = {
    id: call.service.newId('conv'),
    owner: call.user,
    createdAt: call.clock.now(),
    metadata: objectAt(body, 'metadata') ?? {},
    items: appended(call, addedItems(call, body.items)),
    pending: [],
    agent: null,
  };
  call.state.conversations.set(record.id, record);
  takeRoom(call.state, record.id, call.request.body?.byteLength ?? 0, call.service.settings);
  return json(shown(record));
}

function appended(call: Call, items: readonly JsonObject[]): readonly JsonObject[] {
  const kept = call.through(items, (change, value) => change.appended?.(value, call) ?? value);
  rememberItems(call.state, call.user, kept);
  return kept;
}

/** GET /conversations/{id}. */
export function retrieveConversation(call: Call): Reply {
  return json(shown(named(call)));
}

/** POST /conversations/{id}: replaces the metadata. */
export function updateConversation(call: Call): Reply {
  const updated = { ...named(call), metadata: objectAt(call.body ?? {}, 'metadata') ?? {} };
  call.state.conversations.set(updated.id, updated);
  return json(shown(updated));
}

/** DELETE /conversations/{id}. */
export function deleteConversation(call: Call): Reply {
  const { id } = named(call);
  if (reallyForgets(call, id)) forget(call.state, id);
  return json({ id, object: 'conversation.deleted', deleted: true });
}

function reallyForgets(call: Call, id: string): boolean {
  return call.through(true, (change, value) => change.forget?.(id, call) ?? value);
}

/** GET /conversations (Foundry). */
export function listConversations(call: Call): Reply {
  const mine = [...call.state.conversations.values()].filter((record) => record.owner === call.user);
  return pageReply(call, mine.filter((record) => isOfAgent(record.agent, call.query)).map(shown));
}

/** POST /conversations/{id}/items. */
export function createItems(call: Call): Reply {
  const conversation = named(call);
  const items = appended(call, addedItems(call, call.body?.items));
  call.state.conversations.set(conversation.id, {
    ...conversation,
    items: [...conversation.items, ...items],
  });
  const data = items.map((item) => shownItem(item, included(call)));
  return listReply(call, {
    data,
    first_id: stringAt(data[0], 'id'),
    last_id: stringAt(data.at(-1), 'id'),
    has_more: false,
  });
}

function included(call: Call): ReadonlySet<string> {
  return new Set(includedInQuery(call.query));
}

/** GET /conversations/{id}/items. */
export function listItems(call: Call): Reply {
  const { items } = named(call);
  const type = call.query.get('item_type');
  const wanted = type === null ? items : items.filter((item) => item.type === type);
  return pageReply(
    call,
    wanted.map((item) => shownItem(item, included(call))),
  );
}

/** The item that the path names. */
function namedItem(call: Call): { readonly conversation: ConversationRecord; readonly item: JsonObject } {
  const conversation = named(call);
  const id = call.parameters.itemId ?? '';
  const item = conversation.items.find((entry) => entry.id === id);
  if (item === undefined) throw call.refused('state', notFound('Item', id.slice(0, 100), 'item_id'));
  return { conversation, item };
}

/** GET /conversations/{id}/items/{item}. */
export function retrieveItem(call: Call): Reply {
  return json(shownItem(namedItem(call).item, included(call)));
}

/** DELETE /conversations/{id}/items/{item}: answers the conversation. */
export function deleteItem(call: Call): Reply {
  const { conversation, item } = namedItem(call);
  if (!reallyForgets(call, String(item.id))) return json(shown(conversation));
  const items = conversation.items.filter((entry) => entry.id !== item.id);
  call.state.conversations.set(conversation.id, { ...conversation, items });
  forgetItems(call.state, call.user, [item]);
  return json(shown(conversation));
}
