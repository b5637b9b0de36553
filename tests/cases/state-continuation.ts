import type { JsonObject } from '../../schemas/json.js';
import type { Intent } from '../../targets/exchange.js';
import { cases } from './case.js';
import { message } from './output.js';
import { streamed } from './streams.js';
import { created, refused } from './traffic.js';

const said = [message('Hello.')];
const first = { model: 'm', input: 'Say hello.' };
const next = { model: 'm', input: 'And again?', previous_response_id: 'resp_1' };
const tools = [{ type: 'function', name: 'find', parameters: null, strict: null }];

/** The next turn, answered. */
function turn(place: number, changes: JsonObject = {}) {
  const output = [message('Hello again.', { id: `msg_${place}` })];
  return created({ ...next, ...changes }, output, { response: { id: `resp_${place}` } });
}

/** The next turn, refused with an error that names this member. */
function refusedFor(param: string | null, request: JsonObject = next) {
  const error = { message: 'That does not work.', type: 'invalid_request_error', param, code: 'wrong' };
  return refused(request, 400, { error });
}

const unknownId: Partial<Intent> = {
  validity: 'invalid',
  violation: {
    in: 'body',
    pointer: '/previous_response_id',
    keyword: 'unknown-id',
    expectation: '',
    level: 'MUST',
  },
};

const failure = { error: { message: 'The server failed.', type: 'server_error', param: null, code: null } };
const errorEvent = {
  type: 'error',
  code: 'previous_response_not_found',
  message: 'There is no such response.',
  param: 'previous_response_id',
};

export const continuationCases = cases(
  {
    name: 'turns that continue from a JSON answer, with tools and without',
    exchanges: [created(first, said), turn(2), turn(3, { tools })],
    passed: ['REQ-PREV-KNOWN', 'REQ-PREV-TOOLS'],
    notFor: ['REQ-PREV-STREAMED', 'REQ-PREV-BG', 'REQ-PREV-DELETED'],
  },
  {
    name: 'turns that continue from a stream, with tools and without',
    exchanges: [streamed(first, said), turn(2), turn(3, { tools })],
    passed: ['REQ-PREV-STREAMED', 'REQ-PREV-TOOLS'],
    notFor: ['REQ-PREV-KNOWN', 'REQ-PREV-BG'],
  },
  {
    name: 'a turn refused for where it continues from',
    exchanges: [created(first, said), refusedFor('previous_response_id')],
    blamed: { 'REQ-PREV-KNOWN': '/status' },
  },
  {
    name: 'a turn refused for input that is taken together with the history',
    exchanges: [created(first, said), refusedFor('input')],
    blamed: { 'REQ-PREV-KNOWN': '/status' },
  },
  {
    name: 'a turn refused without naming a member',
    exchanges: [streamed(first, said), refusedFor(null)],
    blamed: { 'REQ-PREV-STREAMED': '/status' },
  },
  {
    name: 'turns refused for something else that they hold say nothing about the history',
    exchanges: [
      created(first, said),
      refusedFor('temperature'),
      refusedFor('tools[0].parameters.properties.input', { ...next, tools }),
    ],
    notFor: ['REQ-PREV-KNOWN', 'REQ-PREV-TOOLS'],
  },
  {
    name: 'a response that was not to be stored need not be continued from',
    exchanges: [
      created({ ...first, store: false }, said),
      refusedFor('previous_response_id'),
      refusedFor('previous_response_id', { ...next, tools }),
    ],
    notFor: ['REQ-PREV-KNOWN', 'REQ-PREV-TOOLS'],
  },
  {
    name: 'a stream that was not to be stored need not be continued from',
    exchanges: [
      streamed({ ...first, store: false }, said),
      refusedFor('previous_response_id'),
      refusedFor('previous_response_id', { ...next, tools }),
    ],
    notFor: ['REQ-PREV-STREAMED', 'REQ-PREV-TOOLS'],
  },
  {
    name: 'a background response, continued from with tools',
    exchanges: [
      created({ ...first, background: true }, [], { status: 'queued' }),
      refusedFor('previous_response_id', { ...next, tools }),
    ],
    blamed: { 'REQ-PREV-BG': '/status' },
    notFor: ['REQ-PREV-TOOLS', 'REQ-PREV-KNOWN'],
  },
  {
    name: 'an id that was never given out, refused',
    exchanges: [refused(next, 404, unknown(), { intent: unknownId })],
    passed: ['REQ-PREV-UNKNOWN'],
  },
  {
    name: 'an id that was never given out, refused in a stream that fails',
    exchanges: [streamed(next, [], (events) => events, { status: 'failed', intent: unknownId })],
    passed: ['REQ-PREV-UNKNOWN'],
  },
  {
    name: 'an id that was never given out, refused by an error event alone',
    exchanges: [streamed(next, [], (events) => [...events.slice(0, 2), errorEvent], { intent: unknownId })],
    blamed: { 'ERR-STREAM-FAILED': '/events/2' },
    passed: ['REQ-PREV-UNKNOWN'],
  },
  {
    name: 'an id that was never given out is answered as if it were known',
    exchanges: [streamed(next, said, (events) => events, { intent: unknownId })],
    blamed: { 'REQ-PREV-UNKNOWN': '/status' },
  },
  {
    name: 'the server fails over an id that was never given out',
    exchanges: [refused(next, 500, failure, { intent: unknownId })],
    blamed: { 'REQ-PREV-UNKNOWN': '/status', 'ERR-5XX-INVALID': '/status' },
  },
);

function unknown() {
  return {
    error: {
      message: 'There is no such response.',
      type: 'invalid_request_error',
      param: 'previous_response_id',
      code: 'previous_response_not_found',
    },
  };
}
