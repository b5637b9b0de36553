import type { JsonObject } from '../../schemas/json.js';
import type { Exchange, Framing } from '../../targets/exchange.js';
import { cases } from './case.js';
import { functionCall, message } from './output.js';
import { eventsOf, readAgain, streamed } from './streams.js';
import { answered, answeredSo, created, soundResponse } from './traffic.js';

const asked = { model: 'm', input: 'Hi.' };
const inStream = { ...asked, stream: true };
const hello = [message('Hello there.')];
const wanted = [['stream', 'true']] as const;

/** A stream whose framing was so. */
function framing(changes: Partial<Framing>, exchange: Exchange = streamed(asked, hello)): Exchange {
  const stream = exchange.answer?.stream ?? null;
  if (stream === null) return exchange;
  return answeredSo(exchange, { stream: { ...stream, framing: { ...stream.framing, ...changes } } });
}

/** A stream whose bytes came between these milliseconds. */
function timed(firstAt: number, lastAt: number, exchange?: Exchange): Exchange {
  return framing({ chunks: { count: 8, firstAt, lastAt } }, exchange);
}

/** A stream of which its own times say that generation took so many seconds. */
function tookSeconds(seconds: number, response: JsonObject = {}, request: JsonObject = asked): Exchange {
  return streamed(request, hello, (events) =>
    events.map((event) =>
      event.type === 'response.completed'
        ? {
            ...event,
            response: {
              ...soundResponse({ ...request, stream: true }, hello),
              completed_at: 1_790_000_000 + seconds,
              ...response,
            },
          }
        : event,
    ),
  );
}

function typed(...headers: readonly string[]): Exchange {
  return answeredSo(streamed(asked, hello), {
    headers: headers.map((value) => ['content-type', value] as const),
  });
}

export const contentTypeCases = cases(
  {
    name: 'the content type of a stream is written in capitals, with a blank before its parameter',
    exchanges: [typed('Text/Event-Stream ; charset=UTF-8')],
    passed: ['HTTP-SSE-CTYPE'],
  },
  {
    name: 'a stream has no content type',
    exchanges: [typed()],
    blamed: { 'HTTP-SSE-CTYPE': '/headers/content-type' },
  },
  {
    name: 'a stream has the content type of JSON',
    exchanges: [typed('application/json')],
    blamed: { 'HTTP-SSE-CTYPE': '/headers/content-type' },
  },
  {
    name: 'a stream was asked for, and JSON came, and once a text that is none',
    exchanges: [
      answered('POST', '/responses', inStream, 200, soundResponse(inStream, hello)),
      answered('POST', '/responses', inStream, 200, undefined, {
        answerHeaders: [['content-type', 'text/html']],
      }),
    ],
    blamed: { 'HTTP-SSE-CTYPE': '/headers/content-type' },
  },
  {
    name: 'a request that is refused, or asks for no stream, need not be answered with one',
    exchanges: [
      created(asked, hello),
      answered('POST', '/responses', inStream, 429, {
        error: { type: 'rate_limit_error', code: 'rate_limit_exceeded', message: 'Slow down.', param: null },
      }),
    ],
    blamed: { 'RATE-RETRY-AFTER': '/headers/retry-after' },
    notFor: ['HTTP-SSE-CTYPE'],
  },
);

export const streamByteCases = cases(
  {
    name: 'a stream ends inside an event, because the server went away',
    exchanges: [answeredSo(framing({ unterminated: 'data: {"type":"response.comp' }), { ending: 'reset' })],
    blamed: { 'HTTP-ANSWER-COMPLETE': '/body', 'STREAM-WHOLE-EVENTS': '/body' },
  },
  {
    name: 'a stream that is read again ends inside an event',
    exchanges: [framing({ unterminated: 'data: {' }, readAgain('resp_1', wanted, eventsOf(asked, hello)))],
    blamed: { 'STREAM-WHOLE-EVENTS': '/body' },
  },
  {
    name: 'a stream ends inside an event, because the client hung up',
    exchanges: [answeredSo(framing({ unterminated: 'data: {' }), { ending: 'disconnected-by-us' })],
    notFor: ['STREAM-WHOLE-EVENTS'],
  },
  {
    name: 'a byte of a stream is no UTF-8, the very first',
    exchanges: [framing({ invalidUtf8At: 0 })],
    blamed: { 'STREAM-UTF8': '/body' },
  },
  {
    name: 'a refusal is sent as a stream, broken in every way',
    exchanges: [
      answeredSo(framing({ invalidUtf8At: 3, unterminated: 'data: {' }, timed(5000, 5001)), { status: 500 }),
    ],
    blamed: { 'HTTP-ERR-JSON': '/headers/content-type', 'ERR-ENVELOPE': '/body', 'ERR-5XX-VALID': '/status' },
    notFor: ['STREAM-WHOLE-EVENTS', 'STREAM-UTF8', 'STREAM-FLUSHED', 'STREAM-ONE-TERMINAL', 'HTTP-SSE-CTYPE'],
  },
  {
    name: 'an answer of another kind is no stream of a response',
    exchanges: [
      framing(
        { invalidUtf8At: 3, unterminated: 'data: {' },
        streamed(asked, hello, undefined, { exchange: { operation: 'compact-response' } }),
      ),
    ],
    blamed: { 'HTTP-RES-JSON': '/headers/content-type', 'CMP-SHAPE': '' },
    notFor: ['STREAM-WHOLE-EVENTS', 'STREAM-UTF8', 'STREAM-ONE-TERMINAL'],
  },
  {
    name: 'an answer without a stream has no bytes of one',
    exchanges: [created(asked, hello)],
    notFor: ['STREAM-WHOLE-EVENTS', 'STREAM-UTF8', 'STREAM-FLUSHED'],
  },
);

const rhythm = ['STREAM-FLUSHED'];

export const streamRhythmCases = cases(
  { name: 'a stream comes as it is made', exchanges: [timed(100, 4000)], passed: rhythm },
  { name: 'a stream comes at once and soon', exchanges: [timed(1999, 1999)], passed: rhythm },
  {
    name: 'a stream comes at once after two seconds',
    exchanges: [timed(2000, 2000)],
    blamed: { 'STREAM-FLUSHED': '/body' },
  },
  {
    name: 'a stream comes within a fiftieth of the time that it took',
    exchanges: [timed(5000, 5100)],
    blamed: { 'STREAM-FLUSHED': '/body' },
  },
  {
    name: 'a stream takes longer than a fiftieth of the time before',
    exchanges: [timed(5000, 5101)],
    passed: rhythm,
  },
  {
    name: 'a stream says itself that it took three seconds, and comes at once',
    exchanges: [timed(10, 70, tookSeconds(3))],
    blamed: { 'STREAM-FLUSHED': '/body' },
  },
  {
    name: 'a stream says itself that it took one second',
    exchanges: [timed(10, 11, tookSeconds(1))],
    passed: rhythm,
  },
  {
    name: 'a stream does not say when it was completed, and comes at once',
    exchanges: [timed(10, 11, tookSeconds(9, { completed_at: null }))],
    blamed: {},
  },
  {
    name: 'a stream does not say when it was made, and comes at once',
    exchanges: [timed(10, 11, tookSeconds(9, { created_at: null }))],
    blamed: { 'RES-CREATED-INT': '/events/10/response/created_at' },
  },
  {
    name: 'a response in the background may be read as late as one likes',
    exchanges: [
      timed(9000, 9001, tookSeconds(1, { background: true }, { ...asked, background: true })),
      timed(9000, 9001, readAgain('resp_2', wanted, eventsOf(asked, hello, { response: { id: 'resp_2' } }))),
    ],
    blamed: {},
    notFor: rhythm,
  },
  {
    name: 'eight events have a rhythm',
    exchanges: [timed(9000, 9001, streamed(asked, [message('')]))],
    blamed: { 'STREAM-FLUSHED': '/body' },
  },
  {
    name: 'seven events have no rhythm, nor has a stream without an end or of which no times are known',
    exchanges: [
      timed(9000, 9001, streamed(asked, [functionCall('look', '{}')])),
      timed(
        9000,
        9001,
        streamed(asked, hello, (events) => events.slice(0, -1), { response: { id: 'resp_2' } }),
      ),
      framing(
        { chunks: null },
        streamed(asked, [message('Hello there.', { id: 'msg_3' })], undefined, {
          response: { id: 'resp_3' },
        }),
      ),
    ],
    blamed: { 'STREAM-ONE-TERMINAL': '/events/9' },
    notFor: rhythm,
  },
  {
    name: 'the terminal event of a late stream has no response',
    exchanges: [
      timed(
        9000,
        9001,
        streamed(asked, hello, (events) => [...events.slice(0, -1), { type: 'response.completed' }]),
      ),
    ],
    blamed: { 'STREAM-FLUSHED': '/body', 'STREAM-EVENT-SCHEMA': '/events/10/response' },
  },
);
