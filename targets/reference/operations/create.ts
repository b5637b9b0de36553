import { type JsonObject, objectAt, stringAt } from '../../../schemas/json.js';
import { type ModelContext, modelContext } from '../behaviour/context.js';
import { agentOf, echoOf } from '../behaviour/echo.js';
import { message, textPart } from '../behaviour/messages.js';
import { planResponse } from '../behaviour/planning.js';
import type { Call } from '../call.js';
import { invalid } from '../fault.js';
import type { Plan, ResponseRecord, Timing } from '../plan.js';
import { ownItems, rememberItems, takeRoom } from '../state/room.js';
import { carriedItems, conversationIdOf, findConversation, freshItems } from './history.js';
import type { Reply } from './reply.js';
import { responseReply, streamReply } from './show.js';

/** POST /responses. */
export async function createResponse(call: Call): Promise<Reply> {
  const body = call.body ?? {};
  const request = call.through(body, (change, value) => change.acted?.(value, call) ?? value);
  const createdAt = call.clock.now();
  const context = contextOf(call, request);
  const id = call.service.newId('resp');
  const record: ResponseRecord = {
    id,
    owner: call.user,
    createdAt,
    request,
    context: context.items,
    carried: context.carried,
    plan: planOf(call, request, context, id),
    timing: timingOf(call, request),
    background: request.background === true,
    streamed: request.stream === true,
    conversation: conversationIdOf(request),
    cancelledAt: null,
    base: echoOf(body, call.dialect),
  };
  call.record = record;
  store(call, record);
  appendToConversation(call, record);
  if (record.streamed) return streamReply(call, record, null);
  const wait = record.background ? 0 : createdAt + record.timing.endsAfter - call.clock.now();
  if (wait > 0) await call.clock.sleep(wait, call.signal);
  return responseReply(call, record);
}

/** What the model sees of a request. Throws `Refused` where something in it is unknown or does not fit. */
export function contextOf(call: Call, request: JsonObject): ModelContext {
  const carried = carriedItems(call, request);
  const fresh = freshItems(call, request, carried);
  const { contextWindow } = call.service.settings;
  const context = modelContext(request, carried, fresh, contextWindow);
  const isTooLong = context.inputTokens > contextWindow;
  const text = `Your input has ${context.inputTokens} tokens and exceeds the context window of ${contextWindow}.`;
  call.pass(
    'state',
    isTooLong ? invalid('input', text, { stage: 'state', code: 'context_length_exceeded' }) : null,
  );
  return context;
}

function planOf(call: Call, request: JsonObject, context: ModelContext, id: string): Plan {
  const { newId } = call.service;
  const variables = objectAt(objectAt(request, 'prompt') ?? {}, 'variables');
  const told =
    variables === null
      ? request
      : { ...request, structured_inputs: { ...variables, ...objectAt(request, 'structured_inputs') } };
  const made = planResponse(told, context, newId);
  const plan: Plan = request.model !== 'reference-fails' ? made : { ...made, ...failure(call) };
  return call.through(
    withOrigin(call, plan, request, id),
    (change, value) => change.plan?.(value, call) ?? value,
  );
}

/** Foundry's items say which response, and which agent, they come from (FD-ITEM-ORIGIN). */
function withOrigin({ dialect }: Call, plan: Plan, request: JsonObject, id: string): Plan {
  if (dialect.name !== 'azure-foundry') return plan;
  const agent = agentOf(request);
  const origin = { response_id: id, ...(agent === null ? {} : { agent_reference: agent }) };
  return {
    ...plan,
    items: plan.items.map((planned) => ({ ...planned, item: { ...planned.item, ...origin } })),
  };
}

/** The failing model says something, then breaks down. */
function failure(call: Call): Pick<Plan, 'items' | 'outcome' | 'incompleteReason' | 'error'> {
  return {
    items: [message([textPart('One moment, please.', [], null)], call.service.newId)],
    outcome: 'failed',
    incompleteReason: null,
    error: { code: 'server_error', message: 'The model failed while it was generating.' },
  };
}

function timingOf(call: Call, request: JsonObject): Timing {
  const { pace } = call.service.settings;
  const slow = request.model === 'reference-slow' ? pace.slowModel : 0;
  const startsAfter = request.background === true ? pace.backgroundQueued : 0;
  const generating = request.background === true ? Math.max(slow, pace.backgroundGenerating) : slow;
  const timing = { startsAfter, endsAfter: startsAfter + generating };
  return call.through<Timing>(timing, (change, value) => change.timing?.(value, call) ?? value);
}

function store(call: Call, record: ResponseRecord): void {
  const wished = record.request.store === false ? null : record;
  const kept = call.through<ResponseRecord | null>(wished, (change, value) =>
    change.store === undefined ? value : change.store(value, call),
  );
  if (kept === null) return;
  call.state.responses.set(kept.id, kept);
  rememberItems(call.state, kept.owner, ownItems(kept));
  takeRoom(call.state, kept.id, call.request.body?.byteLength ?? 0, call.service.settings);
}

function appendToConversation(call: Call, record: ResponseRecord): void {
  const known = record.conversation === null ? null : findConversation(call, record.conversation);
  if (known === null) return;
  const agent = objectAt(record.request, 'agent_reference');
  const name = stringAt(agent, 'name');
  call.state.conversations.set(known.id, {
    ...known,
    pending: [...known.pending, record],
    agent: name === null ? known.agent : { name, version: stringAt(agent, 'version') ?? '1' },
  });
}
