import type { Exchange } from '../../targets/exchange.js';
import { cases } from './case.js';
import { message } from './output.js';
import { answered, created, refused } from './traffic.js';

const asked = { model: 'm', input: 'Hi' };
const served = created(asked, [message('Hello.')]);
const busy = {
  error: {
    message: 'Too many requests.',
    type: 'rate_limit_error',
    param: null,
    code: 'rate_limit_exceeded',
  },
};

function throttled(...delays: readonly string[]) {
  return refused(asked, 429, busy, {
    intent: { validity: 'unknown' },
    answerHeaders: delays.map((delay) => ['retry-after', delay] as const),
  });
}

/** An answer that came in another way than usual. */
function arrived(changes: Partial<NonNullable<Exchange['answer']>>, exchange = served): Exchange {
  return { ...exchange, answer: exchange.answer && { ...exchange.answer, ...changes } };
}

function probed(method: string, status: number) {
  return answered(method, '/responses', undefined, status, undefined, {
    intent: { validity: 'unknown', step: method.toLowerCase() },
  });
}

const quiet = ['HTTP-METHODS'];

export const httpCases = cases(
  {
    name: 'a delay in whole seconds, with white space around it',
    exchanges: [throttled(' 5 ')],
    passed: ['RATE-RETRY-AFTER'],
  },
  {
    name: 'a 429 without a delay',
    exchanges: [throttled()],
    blamed: { 'RATE-RETRY-AFTER': '/headers/retry-after' },
  },
  {
    name: 'a delay as a date',
    exchanges: [throttled('Sat, 21 Nov 2026 00:00:10 GMT')],
    blamed: { 'RATE-RETRY-AFTER': '/headers/retry-after' },
  },
  {
    name: 'a media type with white space behind it',
    exchanges: [arrived({ headers: [['content-type', 'application/json ; charset=utf-8']] })],
    passed: ['HTTP-RES-JSON'],
  },
  {
    name: 'JSON that is declared as nothing',
    exchanges: [arrived({ headers: [] })],
    blamed: { 'HTTP-RES-JSON': '/headers/content-type' },
  },
  {
    name: 'JSON that is declared as text',
    exchanges: [arrived({ headers: [['content-type', 'text/plain; charset=utf-8']] })],
    blamed: { 'HTTP-RES-JSON': '/headers/content-type' },
  },
  {
    name: 'an empty body',
    exchanges: [arrived({ text: '', json: undefined, bytes: 0 })],
    blamed: { 'HTTP-BODY-JSON': '/body' },
    notFor: ['HTTP-RES-JSON'],
  },
  {
    name: 'half a body',
    exchanges: [arrived({ text: '{"id":', json: undefined, jsonProblem: 'it ends too soon', bytes: 6 })],
    blamed: { 'HTTP-BODY-JSON': '/body' },
  },
  {
    name: 'an answer whose connection was reset',
    exchanges: [arrived({ text: '{"id":', json: undefined, ending: 'reset', bytes: 6 })],
    blamed: { 'HTTP-ANSWER-COMPLETE': '/body' },
    notFor: ['HTTP-BODY-JSON'],
  },
  {
    name: 'an answer whose end is known in detail',
    exchanges: [
      arrived({
        text: '{"id":',
        json: undefined,
        ending: 'undecodable',
        endingDetail: 'no gzip',
        bytes: 6,
      }),
    ],
    blamed: { 'HTTP-ANSWER-COMPLETE': '/body' },
  },
  {
    name: 'no answer has neither a body nor an end',
    exchanges: [
      {
        ...served,
        answer: null,
        noAnswer: { reason: 'first-byte-timeout', detail: 'no byte in 60 s' },
      },
    ],
    notFor: ['HTTP-RES-JSON', 'HTTP-ERR-JSON', 'HTTP-BODY-JSON', 'HTTP-ANSWER-COMPLETE'],
  },
  {
    name: 'HEAD and OPTIONS are refused',
    exchanges: [probed('HEAD', 405), probed('OPTIONS', 501)],
    passed: quiet,
  },
  {
    name: 'OPTIONS makes the server fail',
    exchanges: [probed('OPTIONS', 500)],
    blamed: { 'HTTP-METHODS': '/status' },
  },
  {
    name: 'HEAD is cut off',
    exchanges: [
      {
        ...probed('HEAD', 200),
        answer: null,
        noAnswer: { reason: 'reset', detail: 'the connection was reset' },
      },
    ],
    blamed: { 'HTTP-METHODS': '/status' },
  },
  {
    name: 'another request without an operation is no probe',
    exchanges: [{ ...probed('OPTIONS', 500), intent: { ...served.intent, validity: 'unknown', step: null } }],
    notFor: quiet,
  },
);
