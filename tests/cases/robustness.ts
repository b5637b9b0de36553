import type { JsonObject } from '../../schemas/json.js';
import type { Exchange, Intent } from '../../targets/exchange.js';
import { cases, idAt } from './case.js';
import { message } from './output.js';
import { answered, created, faulty, type Outcome, refused } from './traffic.js';

const asked = { model: 'm', input: 'Hi' };
const said = [message('Hello.')];
const refusal = { message: 'No.', type: 'invalid_request_error', param: null, code: null };
const original: Partial<Intent> = { notes: { original: true } };
const first = created(asked, said, { intent: original });

/** A later request with a response of its own. */
function again(intent: Partial<Intent>, { exchange, response }: Outcome = {}) {
  return created(asked, [message('Hello.', { id: 'msg_2' })], {
    intent,
    exchange,
    response: { id: 'resp_2', ...response },
  });
}

function twin(kind: string, changes: Partial<Intent> = {}): Partial<Intent> {
  return { twin: kind, twinOf: idAt(0), ...changes };
}

function shown(kind: string, before: JsonObject, now: JsonObject) {
  return [created(asked, said, { intent: original, response: before }), again(twin(kind), { response: now })];
}

function notServed(intent: Partial<Intent>, changes: JsonObject = {}, request: JsonObject = asked) {
  return refused(request, 400, { error: { ...refusal, ...changes } }, { intent });
}

function unanswered(intent: Partial<Intent>, changes: Partial<Exchange> = {}) {
  return created(asked, said, {
    intent,
    exchange: { answer: null, noAnswer: { reason: 'reset', detail: 'the connection was reset' }, ...changes },
  });
}

function later(step: string): Partial<Intent> {
  return twin('later', { step });
}

const cut = { status: null, retryAfter: null };
const counted = { object: 'response.input_tokens', input_tokens: 8 };
const after = ['ROB-AFTER-ERROR', 'ROB-AFTER-DISCONNECT', 'ROB-AFTER-HALF-CLOSE'];

export const robustnessCases = cases(
  {
    name: 'of two additions that mean nothing, one is not offered',
    exchanges: [
      first,
      notServed(
        twin('nulls', { notes: { added: ['truncation'] } }),
        { message: 'truncation is not supported.', param: 'truncation' },
        { ...asked, truncation: null },
      ),
      again(twin('nulls', { notes: { added: ['metadata'] } })),
    ],
    passed: ['ROB-NULLS'],
  },
  {
    name: 'the same answer to the same request in other words',
    exchanges: [first, again(twin('whitespace'))],
    passed: ['ROB-WHITESPACE'],
    notFor: ['ROB-KEY-ORDER', 'ROB-ESCAPES', 'ROB-NULLS', 'ROB-DEFAULTS'],
  },
  {
    name: 'refused with other white space',
    exchanges: [first, notServed(twin('whitespace'))],
    blamed: { 'ROB-WHITESPACE': '/status', 'REQ-VALID-ACCEPTED': '/status' },
  },
  {
    name: 'what is not offered may be refused, default or not',
    exchanges: [
      first,
      notServed(
        twin('defaults', { notes: { added: ['truncation'] } }),
        {
          message: 'truncation is not supported.',
          param: 'truncation',
        },
        { ...asked, truncation: 'disabled' },
      ),
    ],
    notFor: ['ROB-DEFAULTS'],
  },
  {
    name: 'a default is refused for the sake of something else',
    exchanges: [first, notServed(twin('defaults', { notes: { added: ['truncation'] } }))],
    blamed: { 'ROB-DEFAULTS': '/status', 'REQ-VALID-ACCEPTED': '/status' },
  },
  {
    name: 'an echo that comes only where the request is written out',
    exchanges: shown('whitespace', { background: undefined }, { background: false }),
    passed: ['ROB-WHITESPACE'],
  },
  {
    name: 'an echo that is lost with other white space',
    exchanges: shown('whitespace', { background: false }, { background: undefined }),
    blamed: { 'ROB-WHITESPACE': '/background' },
  },
  {
    name: 'an echo that is lost where null was sent',
    exchanges: shown('nulls', { max_output_tokens: null }, { max_output_tokens: undefined }),
    blamed: { 'ROB-NULLS': '/max_output_tokens' },
  },
  {
    name: 'a default that is shown only where it was sent',
    exchanges: shown('defaults', { background: null }, { background: false }),
    passed: ['ROB-DEFAULTS'],
  },
  {
    name: 'a default that is shown as null where it was sent',
    exchanges: shown('defaults', { background: false }, { background: null }),
    passed: ['ROB-DEFAULTS'],
  },
  {
    name: 'nothing was marked to be compared with',
    exchanges: [created(asked, said), notServed(twin('whitespace'))],
    blamed: { 'REQ-VALID-ACCEPTED': '/status' },
    notFor: ['ROB-WHITESPACE'],
  },
  {
    name: 'a request that need not be served, in other words',
    exchanges: [
      created(asked, said, { intent: { ...original, validity: 'unknown' } }),
      notServed(twin('whitespace', { validity: 'unknown' })),
    ],
    notFor: ['ROB-WHITESPACE'],
  },
  {
    name: 'counting tokens in other words is another matter',
    exchanges: [
      answered('POST', '/responses/input_tokens', asked, 200, counted, { intent: original }),
      answered(
        'POST',
        '/responses/input_tokens',
        asked,
        400,
        { error: refusal },
        { intent: twin('whitespace') },
      ),
    ],
    notFor: ['ROB-WHITESPACE'],
  },
  {
    name: 'served as before after a refused request',
    exchanges: [first, again(later('after-error'))],
    passed: ['ROB-AFTER-ERROR', 'ROB-KEEP-ALIVE'],
    notFor: ['ROB-AFTER-DISCONNECT', 'ROB-AFTER-HALF-CLOSE'],
  },
  {
    name: 'refused after a client has hung up',
    exchanges: [first, notServed(later('after-disconnect'))],
    blamed: { 'ROB-AFTER-DISCONNECT': '/status', 'REQ-VALID-ACCEPTED': '/status' },
    notFor: ['ROB-AFTER-ERROR', 'ROB-AFTER-HALF-CLOSE', 'ROB-KEEP-ALIVE'],
  },
  {
    name: 'not answered after a half-closed connection',
    exchanges: [first, unanswered(later('after-half-close'))],
    blamed: { 'ROB-AFTER-HALF-CLOSE': '/status' },
  },
  {
    name: 'busy after a refused request',
    exchanges: [
      first,
      refused(asked, 503, { error: { ...refusal, type: 'server_error' } }, { intent: later('after-error') }),
    ],
    notFor: after,
  },
  {
    name: 'not served before either',
    exchanges: [notServed(original), notServed(later('after-error'))],
    blamed: { 'REQ-VALID-ACCEPTED': '/status' },
    notFor: after,
  },
  {
    name: 'the connection is cut under the request that follows a refused one',
    exchanges: [first, again(later('after-error'), { exchange: { waitedOut: [cut] } })],
    blamed: { 'ROB-KEEP-ALIVE': '/status' },
    passed: ['ROB-AFTER-ERROR'],
  },
  {
    name: 'a server that is slow among others cuts no connection',
    exchanges: [
      first,
      again(later('after-error'), { exchange: { waitedOut: [{ ...cut, reason: 'first-byte-timeout' }] } }),
    ],
    passed: ['ROB-KEEP-ALIVE'],
  },
  {
    name: 'an invalid request whose connection is dropped each time',
    exchanges: [unanswered(faulty('/temperature', 'type'), { waitedOut: [cut] })],
    blamed: { 'ROB-INVALID-ANSWERED': '/status' },
  },
  {
    name: 'an invalid request that is answered too late',
    exchanges: [
      unanswered(faulty('/temperature', 'type'), {
        waitedOut: [cut],
        noAnswer: { reason: 'first-byte-timeout', detail: 'no byte in 60 s' },
      }),
    ],
    notFor: ['ROB-INVALID-ANSWERED'],
  },
);
