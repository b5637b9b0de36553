import type { JsonObject } from '../../schemas/json.js';
import { cases, idAt } from './case.js';
import { message } from './output.js';
import { streamed } from './streams.js';
import { answered, created, faulty, refused, soundResponse } from './traffic.js';

const asked = { model: 'm', input: 'Hi' };
const error = { message: 'Something broke.', type: 'server_error', param: null, code: null };
const fault = {
  message: 'temperature is to be a number.',
  type: 'invalid_request_error',
  param: 'temperature',
  code: null,
};
const invalid = faulty('/temperature', 'type');

function failing(changes: JsonObject) {
  return refused(asked, 500, { error: { ...error, ...changes } }, { intent: { validity: 'unknown' } });
}

/** A request that is refused, and the same request with `stream: true`. */
function twice(status: number, changes: JsonObject) {
  return [
    refused(asked, 400, { error: fault }, { intent: invalid }),
    refused(
      { ...asked, stream: true },
      status,
      { error: { ...fault, ...changes } },
      {
        intent: { ...invalid, twin: 'stream', twinOf: idAt(0) },
      },
    ),
  ];
}

/** A request that is refused in a stream. */
const inStream = streamed(
  asked,
  [],
  () => [
    {
      type: 'error',
      code: null,
      message: fault.message,
      param: 'temperature',
    },
  ],
  { intent: { ...invalid, twin: 'stream', twinOf: idAt(0) } },
);

const unknownId = faulty('response_id', 'unknown-id', { in: 'path' });

export const errorsFailuresCases = cases(
  {
    name: 'a failure in words of its own',
    exchanges: [failing({})],
    passed: ['ERR-NO-INTERNALS', 'ERR-NO-UPSTREAM-BODY'],
  },
  {
    name: 'a response that failed with a stack trace for its error',
    exchanges: [
      created(asked, [], {
        status: 'failed',
        response: {
          error: {
            code: 'server_error',
            message: 'Traceback (most recent call last):\n  File "/app/serve.py", line 12, in answer',
          },
        },
      }),
    ],
    blamed: { 'ERR-NO-INTERNALS': '/body' },
  },
  {
    name: 'a message that is the web page of a proxy',
    exchanges: [failing({ message: '<html lang="en"><head>' })],
    blamed: { 'ERR-NO-UPSTREAM-BODY': '/error/message' },
  },
  {
    name: 'a message that is the error of another server, written with spaces',
    exchanges: [failing({ message: '{ "error" : "overloaded" }' })],
    blamed: { 'ERR-NO-UPSTREAM-BODY': '/error/message' },
  },
  {
    name: 'a trace beside the message',
    exchanges: [failing({ trace: 'In handle:\nFile "/srv/app.py", line 3' })],
    blamed: { 'ERR-NO-INTERNALS': '/body' },
  },
  {
    name: 'a failed response whose error is the body of another server',
    exchanges: [
      answered(
        'GET',
        '/responses/resp_1',
        undefined,
        200,
        soundResponse(asked, [], {
          status: 'failed',
          response: { error: { code: 'server_error', message: '{"error": "overloaded"}' } },
        }),
      ),
    ],
    blamed: { 'ERR-NO-UPSTREAM-BODY': '/error/message' },
  },
  {
    name: 'a stream that ends with the error of another server',
    exchanges: [
      streamed(asked, [], (events) => [
        ...events.slice(0, 2),
        { type: 'error', code: 'server_error', message: '{"error": "overloaded"}', param: null },
      ]),
    ],
    blamed: { 'ERR-NO-UPSTREAM-BODY': '/events/2/message', 'ERR-STREAM-FAILED': '/events/2' },
  },
  {
    name: 'a stream that ends with an error with a page in it',
    exchanges: [
      streamed(
        asked,
        [],
        (events) => [
          ...events.slice(0, 2),
          {
            type: 'error',
            error: { type: 'server_error', code: null, message: '<html>', param: null },
          },
        ],
        { dialect: 'open-responses' },
      ),
    ],
    blamed: { 'ERR-NO-UPSTREAM-BODY': '/events/2/error/message', 'ERR-STREAM-FAILED': '/events/3' },
  },
  {
    name: 'a valid request that makes the server fail',
    exchanges: [refused(asked, 500, { error })],
    blamed: { 'ERR-5XX-VALID': '/status' },
  },
  {
    name: 'a model that is there to fail',
    exchanges: [refused(asked, 500, { error })],
    target: { model: 'another' },
    notFor: ['ERR-5XX-VALID'],
  },
  {
    name: 'refused alike with and without a stream',
    exchanges: twice(400, {}),
    passed: ['ERR-STREAM-SAME', 'ERR-STREAM-PRE'],
  },
  {
    name: 'refused with another type where it is streamed',
    exchanges: twice(400, { type: 'invalid_request' }),
    blamed: { 'ERR-STREAM-SAME': '/error' },
  },
  {
    name: 'refused with further members where it is streamed',
    exchanges: twice(400, { event_id: 'event_1' }),
    blamed: { 'ERR-STREAM-SAME': '/error' },
  },
  {
    name: 'refused with another status where it is streamed',
    exchanges: twice(413, {}),
    blamed: { 'ERR-STREAM-SAME': '/status' },
  },
  {
    name: 'throttled where it is streamed',
    exchanges: twice(503, { type: 'server_error' }),
    notFor: ['ERR-STREAM-SAME', 'ERR-STREAM-PRE'],
  },
  {
    name: 'a refusal as the first event of a stream',
    exchanges: [refused(asked, 400, { error: fault }, { intent: invalid }), inStream],
    blamed: { 'ERR-STREAM-PRE': '/events/0', 'ERR-STREAM-FAILED': '/events/0' },
    notFor: ['ERR-STREAM-SAME'],
  },
  {
    name: 'a stream with the status of a refusal',
    exchanges: [
      refused(asked, 400, { error: fault }, { intent: invalid }),
      {
        ...inStream,
        answer: inStream.answer && { ...inStream.answer, status: 400 },
      },
    ],
    blamed: {
      'ERR-STREAM-PRE': '/events/0',
      'ERR-ENVELOPE': '/body',
      'HTTP-ERR-JSON': '/headers/content-type',
    },
    notFor: ['ERR-STREAM-SAME'],
  },
  {
    name: 'what is retrieved as a stream is another matter',
    exchanges: [
      answered('GET', '/responses/resp_0', undefined, 404, { error: fault }, { intent: unknownId }),
      answered(
        'GET',
        '/responses/resp_0?stream=true',
        undefined,
        400,
        { error: fault },
        {
          intent: {
            ...faulty('stream', 'needs-background', { in: 'query' }),
            twin: 'stream',
            twinOf: idAt(0),
          },
        },
      ),
    ],
    notFor: ['ERR-STREAM-SAME'],
  },
  {
    name: 'a valid request that is served',
    exchanges: [created(asked, [message('Hello.')])],
    passed: ['ERR-5XX-VALID'],
    notFor: ['ERR-NO-INTERNALS', 'ERR-NO-UPSTREAM-BODY', 'ERR-STREAM-SAME', 'ERR-STREAM-PRE'],
  },
);
