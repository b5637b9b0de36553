import { type JsonObject, objectAt, stringAt } from '../../../schemas/json.js';
import { shownItem } from '../behaviour/response.js';
import type { Call } from '../call.js';
import { invalid, notFound } from '../fault.js';
import type { ResponseRecord } from '../plan.js';
import { isOver } from '../state/lifecycle.js';
import { pageOf, readPageRequest } from '../state/paging.js';
import { forget } from '../state/room.js';
import { findResponse } from './history.js';
import { json, listReply, type Reply } from './reply.js';
import { includedIn, responseReply, shownResponse, streamReply } from './show.js';

/** The response that the path names. Throws `Refused` where this caller has none of that id. */
function named(call: Call): ResponseRecord {
  const id = call.parameters.responseId ?? '';
  const record = findResponse(call, id);
  if (record === null) throw call.refused('state', notFound('Response', id.slice(0, 100), 'response_id'));
  call.record = record;
  call.pass('state', null);
  return record;
}

/** GET /responses/{id}. */
export function retrieveResponse(call: Call): Reply {
  const record = named(call);
  if (call.query.get('stream') !== 'true') return responseReply(call, record);
  if (!record.background || !record.streamed) {
    const message = 'Only responses that were created with background and stream can be streamed again.';
    call.pass('state', invalid('stream', message, { stage: 'state' }));
  }
  const after = call.query.get('starting_after');
  return streamReply(call, record, after === null ? null : Number(after));
}

/** DELETE /responses/{id}. */
export function deleteResponse(call: Call): Reply {
  const record = named(call);
  const really = call.through(true, (change, value) => change.forget?.(record.id, call) ?? value);
  if (really) forget(call.state, record.id);
  return json({ id: record.id, object: call.dialect.wire.deletedObject[0] ?? 'response', deleted: true });
}

/** POST /responses/{id}/cancel. */
export function cancelResponse(call: Call): Reply {
  const record = named(call);
  if (!record.background) {
    const message = 'Only responses that were created with background can be cancelled.';
    call.pass('state', invalid('response_id', message, { stage: 'state' }));
  }
  const now = call.clock.now();
  if (isOver(record, now)) return responseReply(call, record);
  const cancelled = { ...record, cancelledAt: now };
  call.record = cancelled;
  if (call.state.responses.has(record.id)) call.state.responses.set(record.id, cancelled);
  return responseReply(call, cancelled);
}

/** GET /responses/{id}/input_items. */
export function listInputItems(call: Call): Reply {
  const record = named(call);
  const include = includedIn(record, call.query);
  const items = record.context
    .filter((item) => item.type !== 'compaction_trigger')
    .map((item) => shownItem(item, include));
  return pageReply(call, items);
}

/** GET /responses (Foundry). */
export function listResponses(call: Call): Reply {
  const now = [...call.state.responses.values()].filter((record) => record.owner === call.user);
  const wanted = now.filter((record) => fitsFilters(record, call.query));
  return pageReply(
    call,
    wanted.map((record) => shownResponse(call, record)),
  );
}

function fitsFilters(record: ResponseRecord, query: URLSearchParams): boolean {
  const conversation = query.get('conversation_id');
  if (conversation !== null && record.conversation !== conversation) return false;
  return isOfAgent(objectAt(record.base, 'agent_reference'), query);
}

/** Whether an agent passes the filters `agent_name` and `agent_id` (`name:version`) of a query. */
export function isOfAgent(agent: JsonObject | null, query: URLSearchParams): boolean {
  const name = query.get('agent_name');
  const id = query.get('agent_id');
  if (name !== null && stringAt(agent, 'name') !== name) return false;
  return id === null || (agent !== null && `${agent.name}:${agent.version}` === id);
}

/** A page of a list that is given oldest first, as the query asks for it. */
export function pageReply(call: Call, oldestFirst: readonly JsonObject[]): Reply {
  const asked = readPageRequest(call.query, call.dialect.wire.pagingBefore);
  if ('stage' in asked) throw call.refused(asked.stage, asked);
  return listReply(call, pageOf(oldestFirst, asked));
}
