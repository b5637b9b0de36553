import type { JsonObject } from '../../schemas/json.js';
import type { Intent } from '../../targets/exchange.js';
import { cases } from './case.js';
import { message } from './output.js';
import { streamed } from './streams.js';
import { answered, created, refused, soundResponse } from './traffic.js';

const asked = { model: 'm', input: 'Take your time.', background: true };
const path = '/responses/resp_1';
const hello = [message('Hello.')];
const started = created(asked, [], { status: 'queued' });
const cancel: Partial<Intent> = { step: 'cancel' };

/** A later look at the response, by which it has this status. */
function look(status: string, intent: Partial<Intent> = {}) {
  return answered('GET', path, undefined, 200, state(status), { intent });
}

function state(status: string): JsonObject {
  const said = status === 'completed' || status === 'incomplete';
  return soundResponse(asked, said ? hello : [], { status });
}

/** A request to cancel, answered with the response. */
function cancelled(status: string, intent = cancel) {
  return answered('POST', `${path}/cancel`, undefined, 200, state(status), { intent });
}

/** A request about the response that is refused. */
function refusedLater(method: string, target: string, status: number, intent: Partial<Intent>) {
  return answered(method, target, undefined, status, refusal(status), { intent });
}

function refusal(status: number): JsonObject {
  const type = status < 500 ? 'invalid_request_error' : 'server_error';
  return { error: { message: 'That does not work.', type, param: null, code: null } };
}

const refusedCancel = refusedLater('POST', `${path}/cancel`, 400, cancel);
const withoutStore: Partial<Intent> = {
  validity: 'invalid',
  violation: { in: 'body', pointer: '/store', keyword: 'const', expectation: '', level: 'SHOULD' },
};

export const backgroundCases = cases(
  {
    name: 'a response that is polled to its end',
    exchanges: [started, look('queued'), look('in_progress'), look('completed'), look('completed')],
    passed: ['REQ-BG-ASYNC', 'GET-POLL'],
    notFor: ['REQ-BG-STORE', 'BG-DISCONNECT', 'CAN-RUNNING', 'CAN-RESULT'],
  },
  {
    name: 'a response that is finished at once',
    exchanges: [created(asked, hello)],
    blamed: { 'REQ-BG-ASYNC': '/status', 'CAP-CONTRADICTION': '/status' },
    notFor: ['GET-POLL'],
  },
  {
    name: 'a response that goes back to waiting',
    exchanges: [started, look('in_progress'), look('queued')],
    blamed: { 'GET-POLL': '/status' },
  },
  {
    name: 'a response that has two ends',
    exchanges: [started, look('incomplete'), look('completed')],
    blamed: { 'GET-POLL': '/status' },
  },
  {
    name: 'a response that is lost while it is made',
    exchanges: [started, refusedLater('GET', path, 404, {})],
    blamed: { 'GET-POLL': '/status', 'CAP-CONTRADICTION': '/status' },
  },
  {
    name: 'what was deleted, and what was too late to be cancelled, says nothing of polling',
    exchanges: [
      started,
      look('completed'),
      refusedLater('POST', `${path}/cancel`, 400, { step: 'cancel-finished' }),
      refusedLater('GET', path, 404, { validity: 'invalid', step: 'after-delete' }),
    ],
    passed: ['GET-POLL'],
    notFor: ['CAN-RUNNING'],
  },
  {
    name: 'a response that never ends',
    exchanges: [started, look('in_progress', { notes: { waited: 60_000 } })],
    blamed: { 'GET-POLL': '/status' },
  },
  {
    name: 'a response that ends when it was nearly given up',
    exchanges: [started, look('completed', { notes: { waited: 60_000 } })],
    passed: ['GET-POLL'],
  },
  {
    name: 'a server that is down at the last look says nothing of the end',
    exchanges: [started, refusedLater('GET', path, 503, { notes: { waited: 60_000 } })],
    passed: ['GET-POLL'],
  },
  {
    name: 'a response that ends incomplete after the client has hung up',
    exchanges: [
      streamed(asked, [], (events) => events.slice(0, 2), hungUp()),
      look('in_progress'),
      look('incomplete'),
    ],
    passed: ['BG-DISCONNECT', 'GET-POLL'],
  },
  {
    name: 'a response that is cancelled when the client hangs up',
    exchanges: [
      streamed(asked, [], (events) => events.slice(0, 2), hungUp()),
      look('in_progress'),
      look('cancelled'),
    ],
    blamed: { 'BG-DISCONNECT': '/status' },
  },
  {
    name: 'only the last look tells how a response ended after the client has hung up',
    exchanges: [
      streamed(asked, [], (events) => events.slice(0, 2), hungUp()),
      look('cancelled'),
      look('completed'),
    ],
    blamed: { 'GET-POLL': '/status' },
    passed: ['BG-DISCONNECT'],
  },
  {
    name: 'a response that had failed before the client hung up',
    exchanges: [streamed(asked, [], (events) => events, { ...hungUp(), status: 'failed' })],
    notFor: ['BG-DISCONNECT'],
  },
  {
    name: 'a response that is cancelled twice',
    exchanges: [started, cancelled('cancelled'), cancelled('cancelled', { step: 'cancel-again' })],
    passed: ['CAN-RESULT', 'CAN-RUNNING', 'CAN-IDEMPOTENT'],
    notFor: ['CAN-ONLY-BG'],
  },
  {
    name: 'a second cancel is refused',
    exchanges: [
      started,
      cancelled('cancelled'),
      refusedLater('POST', `${path}/cancel`, 400, { step: 'cancel-again' }),
    ],
    blamed: { 'CAN-IDEMPOTENT': '/status' },
  },
  {
    name: 'where the first cancel came too late, a second one may be refused',
    exchanges: [
      started,
      cancelled('completed'),
      refusedLater('POST', `${path}/cancel`, 400, { step: 'cancel-again' }),
    ],
    passed: ['CAN-RESULT', 'CAN-RUNNING'],
    notFor: ['CAN-IDEMPOTENT'],
  },
  {
    name: 'a cancel that lets the response run on',
    exchanges: [started, cancelled('in_progress')],
    blamed: { 'CAN-RESULT': '/status' },
  },
  {
    name: 'a cancel that was refused because the response had ended',
    exchanges: [started, refusedCancel, look('completed')],
    notFor: ['CAN-RUNNING'],
  },
  {
    name: 'a cancel that was refused although the response went on',
    exchanges: [started, refusedCancel, look('in_progress')],
    blamed: { 'CAN-RUNNING': '/status' },
  },
  {
    name: 'a cancel that was refused, and nothing more is known',
    exchanges: [started, refusedCancel],
    blamed: { 'CAN-RUNNING': '/status' },
  },
  {
    name: 'a cancel that was refused, and then the server was down',
    exchanges: [started, refusedCancel, refusedLater('GET', path, 503, {})],
    blamed: { 'CAN-RUNNING': '/status' },
  },
  {
    name: 'background that is not to be stored is taken',
    exchanges: [created({ ...asked, store: false }, [], { status: 'queued', intent: withoutStore })],
    blamed: { 'REQ-BG-STORE': '/status' },
  },
  {
    name: 'background with something else that is wrong',
    exchanges: [
      refused({ ...asked, temperature: 9 }, 400, refusal(400), { intent: { validity: 'invalid' } }),
    ],
    notFor: ['REQ-BG-STORE'],
  },
);

/** The client that streamed the start of the response has hung up. */
function hungUp() {
  return { status: 'in_progress', intent: { step: 'hang-up' } } as const;
}
