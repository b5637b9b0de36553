import type { JsonObject } from '../../../schemas/json.js';
import { statusRank } from '../../engine/response-status.js';
import type { StreamEvent } from '../../engine/stream-event.js';
import { nextState, responseMachine } from './machine.js';
import { allowedNow, responseIn, type Walk } from './walk.js';

/** What each lifecycle event may say in `response.status`. A cancelled response has no terminal event of its own. */
const statuses: { readonly [type: string]: readonly string[] } = {
  'response.created': ['queued', 'in_progress'],
  'response.queued': ['queued'],
  'response.in_progress': ['in_progress'],
  'response.completed': ['completed'],
  'response.incomplete': ['incomplete', 'cancelled'],
  'response.failed': ['failed', 'cancelled'],
};

/** Moves the automaton of the response on. `symbol` is what the event is to it. */
export function stepResponse(walk: Walk, event: StreamEvent, symbol: string): void {
  const { recorder } = walk;
  if (!walk.started && event.data !== null) begin(walk, event, symbol);
  const next = nextState(responseMachine, walk.state, symbol);
  if (next === null && (walk.state === 'ended' || walk.state === 'closed')) {
    reportAfterEnd(walk, event, symbol);
    return;
  }
  if (next === null && symbol === 'created') {
    recorder.violate({
      check: 'first-created',
      message: 'response.created comes again in a stream that it already began',
      expected: 'response.created once, as the first event',
      actual: event.type,
      state: `response: ${walk.state}`,
      allowed: allowedNow(walk),
    });
  } else if (next === null && symbol === 'queued' && walk.state !== 'not started') {
    recorder.violate({
      check: 'status-flow',
      cause: 'queued late',
      message: 'response.queued comes after the response was in progress',
      expected: 'queued, then in_progress, then a terminal status, never back',
      actual: event.type,
      state: `response: ${walk.state}`,
      allowed: allowedNow(walk),
    });
  }
  if (symbol === 'body' && !walk.announcedInProgress) checkAnnounced(walk, event);
  walk.state = next ?? responseMachine.recovery[symbol] ?? walk.state;
}

function begin(walk: Walk, event: StreamEvent, symbol: string): void {
  walk.started = true;
  if (walk.resumed) {
    walk.state = 'created';
    walk.announcedInProgress = true;
    return;
  }
  if (symbol === 'error') return;
  walk.recorder.exercise('first-created');
  if (symbol === 'created') return;
  walk.recorder.violate({
    check: 'first-created',
    cause: 'not first',
    message: `the stream begins with ${event.type} instead of response.created`,
    expected: 'response.created',
    actual: event.type,
    state: 'response: not started',
    allowed: ['response.created'],
  });
}

function reportAfterEnd(walk: Walk, event: StreamEvent, symbol: string): void {
  const again = symbol === 'terminal';
  if (walk.sentinels > 0) {
    walk.recorder.violate({
      check: 'done-sentinel',
      cause: 'not last',
      message: `${event.done ? '[DONE]' : event.type} comes after [DONE]`,
      expected: 'nothing after [DONE]',
      actual: event.done ? '[DONE]' : event.type,
      state: 'response: closed',
    });
    if (!again || walk.terminal === null) return;
  }
  walk.recorder.violate({
    check: 'one-terminal',
    cause: again ? 'second terminal' : 'after the end',
    message: again
      ? `${event.type} is a second terminal event; ${walk.terminal?.type} at #${walk.terminal?.index} ended the stream`
      : `${event.type} comes after ${walk.terminal?.type} at #${walk.terminal?.index}, which ended the stream`,
    expected: 'nothing but [DONE] after the terminal event',
    actual: event.type,
    state: `response: ${walk.state}`,
    allowed: allowedNow(walk),
  });
}

function checkAnnounced(walk: Walk, event: StreamEvent): void {
  walk.announcedInProgress = true;
  walk.recorder.violate({
    check: 'in-progress',
    message: `${event.type} comes before any response.in_progress: nobody was told that generation began`,
    expected: 'response.in_progress before the first event of an item',
    actual: event.type,
    state: `response: ${walk.state}`,
    allowed: ['response.in_progress'],
  });
}

/** Judges a lifecycle event: created, queued, in_progress and the terminal ones. */
export function takeLifecycle(walk: Walk, event: StreamEvent, data: JsonObject, symbol: string): void {
  const ended = walk.terminal !== null;
  stepResponse(walk, event, symbol);
  const response = responseIn(data);
  if (symbol === 'in_progress') {
    if (!walk.announcedInProgress) walk.recorder.exercise('in-progress');
    walk.announcedInProgress = true;
  }
  if (symbol === 'terminal' && !ended) walk.terminal = { index: event.index, type: event.type };
  if (response === null) return;
  if (typeof response['created_at'] === 'number') walk.createdAt ??= response['created_at'];
  checkResponseId(walk, event, response);
  checkStatus(walk, event, response, symbol);
  if (symbol === 'created') checkCreatedEmpty(walk, response);
  if (!ended) walk.response = response;
}

function checkResponseId(walk: Walk, event: StreamEvent, response: JsonObject): void {
  const id = response['id'];
  if (typeof id !== 'string') return;
  if (walk.responseId === null) {
    walk.responseId = id;
    return;
  }
  walk.recorder.exercise('response-id');
  if (id === walk.responseId) return;
  walk.recorder.violate({
    check: 'response-id',
    pointer: '/response/id',
    message: `${event.type} carries the response ${id}, the stream began with ${walk.responseId}`,
    expected: walk.responseId,
    actual: id,
    state: `response: ${walk.state}`,
  });
}

function checkStatus(walk: Walk, event: StreamEvent, response: JsonObject, symbol: string): void {
  const { status } = response;
  if (typeof status !== 'string') return;
  const rank = statusRank(status);
  if (rank === null) return;
  const wanted = statuses[event.type] ?? [];
  const check = symbol === 'terminal' ? 'terminal-status' : 'status-flow';
  walk.recorder.exercise(check);
  if (!wanted.includes(status)) {
    walk.recorder.violate({
      check,
      pointer: '/response/status',
      cause: `${event.type} ${status}`,
      message: `${event.type} carries a response whose status is ${status}`,
      expected: wanted[0] ?? null,
      actual: status,
      state: `response: ${walk.state}`,
      allowed: wanted,
    });
  }
  const before = statusRank(walk.status) ?? 0;
  if (wanted.includes(status) && rank < before) {
    walk.recorder.violate({
      check: 'status-flow',
      pointer: '/response/status',
      cause: 'back',
      message: `the status goes back from ${walk.status} to ${status}`,
      expected: 'queued, then in_progress, then a terminal status, never back',
      actual: status,
      state: `response: ${walk.state}`,
    });
  }
  walk.status = status;
}

function checkCreatedEmpty(walk: Walk, response: JsonObject): void {
  const output = response['output'];
  walk.recorder.exercise('announced-empty');
  if (!Array.isArray(output) || output.length === 0) return;
  walk.recorder.violate({
    check: 'announced-empty',
    pointer: '/response/output',
    message: `response.created already has ${output.length} output item(s): a client that adds what the events bring has them twice`,
    expected: [],
    actual: output.length,
    state: `response: ${walk.state}`,
  });
}
