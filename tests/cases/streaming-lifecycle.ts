import { cases } from './case.js';
import { message } from './output.js';
import {
  andThen,
  before,
  behind,
  edits,
  endingWith,
  having,
  leftOut,
  renaming,
  within,
} from './stream-edits.js';
import { eventsOf, readAgain, streamed } from './streams.js';
import { soundResponse } from './traffic.js';

const asked = { model: 'm', input: 'Hi.' };
const hello = [message('Hello there.')];
const shown = (status: string, changes = {}) => ({
  ...soundResponse({ ...asked, stream: true }, [], { status }),
  ...changes,
});
const failed = { type: 'response.failed', response: shown('failed') };
const queued = { type: 'response.queued', response: shown('queued') };
const itemEvents = [
  'response.output_item.added',
  'response.content_part.added',
  'response.output_text.delta',
  'response.output_text.done',
  'response.content_part.done',
  'response.output_item.done',
];
const other = { id: 'resp_2' };
const third = { id: 'resp_3' };
const fault = { type: 'server_error', code: 'server_error', message: 'The model failed.', param: null };

export const streamLifecycleCases = cases(
  {
    name: 'a keepalive event comes before the stream begins',
    exchanges: [streamed(asked, hello, before('response.created', { type: 'keepalive' }))],
    passed: ['STREAM-FIRST-CREATED'],
  },
  {
    name: 'a stream that waits in the queue says so as often as it likes',
    exchanges: [
      streamed(
        asked,
        hello,
        edits(
          within('response.created', 'response', { status: 'queued' }),
          behind('response.created', queued, queued),
        ),
      ),
    ],
    passed: ['STREAM-FIRST-CREATED', 'STREAM-STATUS-FLOW', 'STREAM-IN-PROGRESS'],
  },
  {
    name: 'a stream that begins with response.queued does not begin with response.created',
    exchanges: [
      streamed(asked, hello, edits(leftOut('response.created'), before('response.in_progress', queued))),
    ],
    blamed: { 'STREAM-FIRST-CREATED': '/events/0' },
  },
  {
    name: 'a stream that begins with an error need not have been created',
    exchanges: [
      streamed(asked, hello, () => [{ type: 'error', error: fault }, failed]),
      streamed(asked, hello, () => [
        { ...fault, type: 'error' },
        { ...failed, response: shown('failed', other) },
      ]),
    ],
    blamed: { 'ERR-STREAM-PRE': '/events/0' },
    notFor: ['STREAM-FIRST-CREATED'],
  },
  {
    name: 'two items are streamed before anybody is told that generation began, which is said once',
    exchanges: [
      streamed(asked, [...hello, message('And more.', { id: 'msg_2' })], leftOut('response.in_progress')),
    ],
    blamed: { 'STREAM-IN-PROGRESS': '/events/1' },
  },
  {
    name: 'the status goes back in an event that says queued and in one that comes after the end',
    exchanges: [
      streamed(
        asked,
        hello,
        edits(
          behind('response.in_progress', queued),
          andThen({ type: 'response.in_progress', response: shown('in_progress') }),
        ),
      ),
    ],
    blamed: { 'STREAM-STATUS-FLOW': '/events/2', 'STREAM-ONE-TERMINAL': '/events/12' },
  },
  {
    name: 'response.in_progress says queued, which is wrong and no step back',
    exchanges: [streamed(asked, hello, within('response.in_progress', 'response', { status: 'queued' }))],
    blamed: { 'STREAM-STATUS-FLOW': '/events/1/response/status' },
  },
  {
    name: 'a response that was cancelled ends as incomplete or failed',
    exchanges: [
      streamed(asked, hello, within('response.incomplete', 'response', { status: 'cancelled' }), {
        status: 'incomplete',
        response: { incomplete_details: null },
      }),
      streamed(asked, [], within('response.failed', 'response', { status: 'cancelled' }), {
        status: 'failed',
        response: { ...other, error: null },
      }),
    ],
    passed: ['STREAM-TERMINAL-STATUS'],
  },
  {
    name: 'a status that is none is no step of the response',
    exchanges: [streamed(asked, hello, within('response.in_progress', 'response', { status: 'busy' }))],
    blamed: { 'RES-STATUS-ENUM': '/events/1/response/status' },
    passed: ['STREAM-STATUS-FLOW'],
  },
  {
    name: 'the first event does not tell the id, the others do',
    exchanges: [streamed(asked, hello, within('response.created', 'response', { id: undefined }))],
    blamed: { 'RES-REQUIRED': '/events/0/response/id' },
    passed: ['STREAM-ID-CONST'],
  },
  {
    name: 'ids differ in two events',
    exchanges: [
      streamed(
        asked,
        hello,
        edits(
          within('response.in_progress', 'response', { id: 'resp_2' }),
          within('response.completed', 'response', { id: 'resp_3' }),
        ),
      ),
    ],
    blamed: { 'STREAM-ID-CONST': '/events/1/response/id' },
  },
  {
    name: 'response.created shows no output at all',
    exchanges: [streamed(asked, hello, within('response.created', 'response', { output: undefined }))],
    blamed: { 'RES-REQUIRED': '/events/0/response/output' },
    passed: ['STREAM-ANNOUNCED-EMPTY'],
  },
  {
    name: 'response.created comes again in the middle, before and after items',
    exchanges: [
      streamed(
        asked,
        hello,
        edits(
          behind('response.in_progress', { type: 'response.created', response: shown('in_progress') }),
          behind('response.output_item.done', { type: 'response.created', response: shown('in_progress') }),
        ),
      ),
    ],
    blamed: { 'STREAM-FIRST-CREATED': '/events/2' },
  },
  {
    name: 'everything comes after the terminal event',
    exchanges: [
      streamed(asked, hello, (events) => {
        const items = events.filter(({ type }) => itemEvents.includes(type));
        return [...events.filter((event) => !items.includes(event)), ...items];
      }),
    ],
    blamed: { 'STREAM-ONE-TERMINAL': '/events/3', 'STREAM-FINAL-EQ': '/events/2/response/output' },
  },
  {
    name: 'events that the contract does not have come after the end',
    exchanges: [streamed(asked, hello, andThen({ type: 'acme.trace' }, { type: 'keepalive' }))],
    blamed: { 'STREAM-ONE-TERMINAL': '/events/11' },
  },
  {
    name: 'a second terminal event does not change what the response was',
    exchanges: [
      streamed(asked, hello, (events) => [
        ...events,
        { type: 'response.completed', response: shown('completed', { output: [], id: 'resp_9' }) },
        failed,
      ]),
    ],
    blamed: { 'STREAM-ONE-TERMINAL': '/events/11', 'STREAM-ID-CONST': '/events/11/response/id' },
  },
  {
    name: 'the error event is not followed by response.failed, whatever else follows',
    exchanges: [
      streamed(asked, hello, edits(before('response.completed', { type: 'error', error: fault }))),
      streamed(
        asked,
        hello,
        edits(endingWith('response.output_text.delta'), andThen({ type: 'error', error: fault })),
        { response: other },
      ),
    ],
    blamed: { 'ERR-STREAM-FAILED': '/events/11' },
  },
  {
    name: 'a keepalive event, a second end and another keepalive event come after the end',
    exchanges: [streamed(asked, hello, andThen({ type: 'keepalive' }, failed, { type: 'keepalive' }))],
    blamed: { 'STREAM-ONE-TERMINAL': '/events/11' },
  },
  {
    name: 'two error events, the first in the middle of an item',
    exchanges: [
      streamed(
        asked,
        hello,
        edits(
          endingWith('response.output_text.delta'),
          andThen({ type: 'error', error: fault }, { type: 'error', error: fault }, failed),
        ),
      ),
    ],
    passed: ['ERR-STREAM-FAILED', 'STREAM-ERR-SHAPE'],
  },
  {
    name: 'a flat error event is wrong in Open Responses alone',
    exchanges: (['openai', 'azure-foundry', 'open-responses'] as const).map((dialect, place) =>
      streamed(asked, [], before('response.failed', { ...fault, type: 'error' }), {
        dialect,
        status: 'failed',
        response: { id: `resp_${place}` },
      }),
    ),
    blamed: { 'STREAM-ERR-SHAPE': '/events/2/error' },
  },
  {
    name: 'error events say nothing, or in members of another type',
    exchanges: [
      streamed(asked, [], before('response.failed', { type: 'error', error: { ...fault, message: '' } }), {
        status: 'failed',
      }),
      streamed(
        asked,
        [],
        before('response.failed', { type: 'error', error: { message: 7, code: 500, param: false } }),
        { status: 'failed', response: other },
      ),
      streamed(asked, [], before('response.failed', { type: 'error', message: 'No.', error: 'No.' }), {
        status: 'failed',
        response: third,
      }),
    ],
    blamed: { 'STREAM-ERR-SHAPE': '/events/2/error/message' },
  },
  {
    name: 'a stream that is read again from behind its first event announces nothing anew',
    exchanges: [
      readAgain(
        'resp_1',
        [
          ['stream', 'true'],
          ['starting_after', '0'],
        ],
        eventsOf(asked, hello).slice(1),
      ),
    ],
    notFor: ['STREAM-FIRST-CREATED', 'STREAM-IN-PROGRESS'],
    passed: ['GET-STARTING-AFTER'],
  },
  {
    name: 'the tail of a stream begins with an item',
    exchanges: [
      readAgain(
        'resp_1',
        [
          ['stream', 'true'],
          ['starting_after', '1'],
        ],
        eventsOf(asked, hello).slice(2),
      ),
    ],
    notFor: ['STREAM-FIRST-CREATED', 'STREAM-IN-PROGRESS'],
  },
  {
    name: 'a stream has its terminal event under the name of a lifecycle event',
    exchanges: [streamed(asked, hello, renaming('response.completed', 'response.in_progress'))],
    blamed: { 'STREAM-ONE-TERMINAL': '/events/10', 'STREAM-STATUS-FLOW': '/events/10/response/status' },
  },
  {
    name: 'response.queued comes while the response is in progress and after an error',
    exchanges: [
      streamed(asked, [], before('response.failed', queued, { type: 'error', error: fault }, queued), {
        status: 'failed',
      }),
    ],
    blamed: { 'STREAM-STATUS-FLOW': '/events/2' },
  },
  {
    name: 'an event of a lifecycle has no Response object',
    exchanges: [
      streamed(asked, hello, having('response.in_progress', { response: undefined })),
      streamed(asked, hello, having('response.completed', { response: null }), { response: other }),
    ],
    blamed: { 'STREAM-EVENT-SCHEMA': '/events/1/response' },
  },
);
