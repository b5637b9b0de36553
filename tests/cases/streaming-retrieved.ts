import { cases } from './case.js';
import { message } from './output.js';
import { eventsOf, readAgain } from './streams.js';
import { answered, answeredSo, soundResponse } from './traffic.js';

const asked = { model: 'm', input: 'Hi.', background: true };
const hello = [message('Hello there.')];
const inBackground = { response: { background: true } };
const whole = [['stream', 'true']] as const;
const from = (cursor: number) => [...whole, ['starting_after', `${cursor}`]] as const;
const numbers = eventsOf(asked, hello, inBackground);

export const cursorCases = cases(
  {
    name: 'events up to the cursor are sent again, others have no number or one that is none',
    exchanges: [
      readAgain('resp_1', from(4), [
        ...numbers.slice(3, 6),
        { type: 'keepalive' },
        { type: 'keepalive', sequence_number: '2' },
        ...numbers.slice(6),
      ]),
    ],
    blamed: {
      'STREAM-SEQ-PRESENT': '/events/3/sequence_number',
      'GET-STARTING-AFTER': '/events/0/sequence_number',
    },
  },
  {
    name: 'a cursor in a request that is refused, or is none for a stream',
    exchanges: [
      answeredSo(readAgain('resp_1', from(4), numbers), { status: 400 }),
      answered(
        'GET',
        '/responses/resp_1?starting_after=4',
        undefined,
        200,
        soundResponse(asked, hello, inBackground),
      ),
    ],
    blamed: { 'HTTP-ERR-JSON': '/headers/content-type', 'ERR-ENVELOPE': '/body' },
    notFor: ['GET-STARTING-AFTER'],
  },
);

const foreground = { intent: { step: 'stream-of-foreground' } };
const said = (status: number) => ({
  error: { type: 'invalid_request_error', code: null, message: `It is ${status}.`, param: 'stream' },
});

export const foregroundStreamCases = cases(
  {
    name: 'the stream of a response in the foreground is not there any more, which is said with 400',
    exchanges: [answered('GET', '/responses/resp_1?stream=true', undefined, 400, said(400), foreground)],
    passed: ['GET-STREAM-BG'],
  },
  {
    name: 'a server keeps all streams',
    exchanges: [readAgain('resp_1', whole, eventsOf({ model: 'm' }, hello), foreground)],
    passed: ['GET-STREAM-BG'],
  },
  {
    name: 'the stream of a response in the foreground is refused otherwise, or answered as a whole',
    exchanges: [
      answered('GET', '/responses/resp_1?stream=true', undefined, 404, said(404), foreground),
      answered(
        'GET',
        '/responses/resp_1?stream=true',
        undefined,
        200,
        soundResponse({ model: 'm' }, hello),
        foreground,
      ),
      answeredSo(readAgain('resp_1', whole, eventsOf({ model: 'm' }, hello), foreground), { status: 409 }),
    ],
    blamed: { 'HTTP-ERR-JSON': '/headers/content-type', 'ERR-ENVELOPE': '/body', 'GET-STREAM-BG': '/status' },
  },
  {
    name: 'the server is busy when the stream of a response in the foreground is asked for',
    exchanges: [answered('GET', '/responses/resp_1?stream=true', undefined, 503, said(503), foreground)],
    blamed: { 'ERR-STATUS-MAP': '/status' },
    notFor: ['GET-STREAM-BG'],
  },
  {
    name: 'nobody knows whether the response was made in the foreground, or asks for its stream',
    exchanges: [
      answered('GET', '/responses/resp_1?stream=true', undefined, 404, said(404)),
      answered('GET', '/responses/resp_1', undefined, 404, said(404), foreground),
    ],
    blamed: {},
    notFor: ['GET-STREAM-BG'],
  },
);
