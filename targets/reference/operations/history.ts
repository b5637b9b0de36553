import { isObject, type JsonObject, stringAt } from '../../../schemas/json.js';
import { asItem, inputItems } from '../behaviour/context.js';
import type { Call } from '../call.js';
import { invalid, notFound } from '../fault.js';
import type { ResponseRecord } from '../plan.js';
import { historyAfter, settled } from '../state/history.js';
import { type ConversationRecord, conversationOf, itemKey, responseOf } from '../state/state.js';

/** The id of the conversation that a request belongs to; null where it belongs to none. */
export function conversationIdOf(request: JsonObject): string | null {
  const { conversation } = request;
  return typeof conversation === 'string' ? conversation : stringAt(conversation, 'id');
}

/** Looks a response up as this caller sees it. */
export function findResponse(call: Call, id: string): ResponseRecord | null {
  const known = responseOf(call.state, id, call.user);
  return call.through(known, (change, value) =>
    change.find === undefined ? value : change.find(value, id, call),
  );
}

/** Looks a conversation up, with everything in it that belongs there by now. */
export function findConversation(call: Call, id: string): ConversationRecord | null {
  const known = conversationOf(call.state, id, call.user);
  if (known === null) return null;
  const current = settled(known, call.clock.now(), (items) =>
    call.through(items, (change, value) => change.appended?.(value, call) ?? value),
  );
  if (current !== known) call.state.conversations.set(id, current);
  return current;
}

/** Items carried over from the previous response or the conversation. Throws `Refused` where that is unknown. */
export function carriedItems(call: Call, request: JsonObject): readonly JsonObject[] {
  const items = [...fromPrevious(call, request), ...fromConversation(call, request)];
  return call.through<readonly JsonObject[]>(
    items,
    (change, value) => change.history?.(value, call) ?? value,
  );
}

function fromPrevious(call: Call, request: JsonObject): readonly JsonObject[] {
  const id = stringAt(request, 'previous_response_id');
  if (id === null) return [];
  const record = findResponse(call, id);
  if (record !== null) return historyAfter(record, call.clock.now());
  const message = `Previous response with id '${id.slice(0, 100)}' not found.`;
  call.pass(
    'state',
    invalid('previous_response_id', message, { stage: 'state', code: 'previous_response_not_found' }),
  );
  return [];
}

function fromConversation(call: Call, request: JsonObject): readonly JsonObject[] {
  const id = conversationIdOf(request);
  if (id === null) return [];
  const conversation = findConversation(call, id);
  if (conversation !== null) return conversation.items;
  call.pass('state', notFound('Conversation', id.slice(0, 100), 'conversation'));
  return [];
}

/** The new input as items, references resolved. Throws `Refused` where a reference or a tool output leads nowhere. */
export function freshItems(
  call: Call,
  request: JsonObject,
  carried: readonly JsonObject[],
): readonly JsonObject[] {
  const items = inputItems(request.input, call.service.newId).flatMap((item, index) => {
    if (item.type !== 'item_reference') return [item];
    const id = stringAt(item, 'id') ?? '';
    const known = call.state.items.get(itemKey(call.user, id)) ?? carried.find((other) => other.id === id);
    if (known !== undefined) return [known];
    call.pass('state', notFound('Item', id.slice(0, 100), `input[${index}].id`));
    return [];
  });
  // A reference to an item that was carried over anyway does not make it appear twice.
  const present = new Set(carried.map((item) => item.id));
  const fresh = items.filter((item) => !(typeof item.id === 'string' && present.has(item.id)));
  checkCallIds(call, [...carried, ...fresh]);
  return fresh;
}

const answers: { readonly [output: string]: string } = {
  function_call_output: 'function_call',
  custom_tool_call_output: 'custom_tool_call',
  computer_call_output: 'computer_call',
};

/** Outputs of tools answer calls that were made (RES-CALLID-LINK). */
function checkCallIds(call: Call, items: readonly JsonObject[]): void {
  const made = new Set(
    items.filter((item) => typeof item.type === 'string').map((item) => `${item.type} ${item.call_id}`),
  );
  const stray = items.find((item) => {
    const asked = answers[String(item.type)];
    return asked !== undefined && typeof item.call_id === 'string' && !made.has(`${asked} ${item.call_id}`);
  });
  if (stray === undefined) return;
  const message = `No tool call found for ${String(stray.type).replaceAll('_', ' ')} with call_id ${String(stray.call_id).slice(0, 100)}.`;
  call.pass('state', invalid('input', message, { stage: 'state' }));
}

/** Items as a caller adds them to a conversation. */
export function addedItems(call: Call, given: JsonObject['items']): readonly JsonObject[] {
  const items = Array.isArray(given) ? given.filter(isObject) : [];
  return items.flatMap((entry) => {
    const item = asItem(entry, call.service.newId);
    if (item.type !== 'item_reference') return [item];
    const known = call.state.items.get(itemKey(call.user, stringAt(item, 'id') ?? ''));
    return known === undefined ? [] : [known];
  });
}
