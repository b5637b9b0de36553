import type { JsonObject } from '../../schemas/json.js';
import { cases, idAt } from './case.js';
import { functionCall, message } from './output.js';
import { edits, within } from './stream-edits.js';
import { eventsOf, readAgain, streamed } from './streams.js';
import { answeredSo, created, type Outcome } from './traffic.js';

const asked = { model: 'm', input: 'Hi.' };
const plainHello = message('Hello there.');
const streamedHello = message('Hello there.', { id: 'msg_2' });
const streamId = { id: 'resp_2' };
const twin: Outcome = { intent: { twin: 'stream', twinOf: idAt(0) }, response: streamId };
const rule = ['STREAM-EQ-NONSTREAM'];

/** The same request in the other mode; the Response object of the terminal event has these members. */
function inStream(
  changes: JsonObject = {},
  output: readonly JsonObject[] = [streamedHello],
  outcome: Outcome = twin,
) {
  return streamed(
    asked,
    output,
    edits(
      within('response.completed', 'response', changes),
      within('response.incomplete', 'response', changes),
    ),
    outcome,
  );
}

export const twinCases = cases(
  {
    name: 'an answer in both modes has the same shape',
    exchanges: [created(asked, [plainHello]), inStream()],
    passed: rule,
  },
  {
    name: 'the stream ends without usage, tools, metadata and status',
    exchanges: [
      created(asked, [plainHello]),
      inStream({ usage: null, tools: undefined, metadata: null, truncation: undefined, store: null }),
    ],
    blamed: {
      'RES-TOOLS-REQ': '/events/10/response/tools',
      'RES-USAGE-NULL': '/events/10/response/usage',
      'STREAM-EQ-NONSTREAM': '/response/metadata',
    },
  },
  {
    name: 'the JSON answer lacks what the stream ends with',
    exchanges: [
      created(asked, [plainHello], {
        response: { usage: null, temperature: undefined, parallel_tool_calls: null },
      }),
      inStream(),
    ],
    blamed: {
      'RES-REQUIRED': '/temperature',
      'RES-SCHEMA': '/parallel_tool_calls',
      'RES-USAGE-NULL': '/usage',
      'STREAM-EQ-NONSTREAM': '/response/parallel_tool_calls',
    },
  },
  {
    name: 'members are of other types in the stream, null in place of absent, or not of the contract',
    exchanges: [
      created(asked, [plainHello], { response: { acme: 1, top_p: null } }),
      inStream({ instructions: undefined, metadata: { a: 'b' }, top_p: undefined }),
    ],
    blamed: {
      'RES-REQUIRED': '/events/10/response/instructions',
      'RES-METADATA-ECHO': '/events/10/response/metadata',
    },
  },
  {
    name: 'the answer is cut in one mode alone: only there it says why',
    exchanges: [
      created(asked, [plainHello]),
      streamed(asked, [{ ...streamedHello, status: 'incomplete' }], undefined, {
        ...twin,
        status: 'incomplete',
      }),
    ],
    passed: rule,
  },
  {
    name: 'the answer is cut in the stream alone, which has an error and no usage',
    exchanges: [
      created(asked, [plainHello]),
      inStream(
        { usage: null, error: { code: 'server_error', message: 'No.' } },
        [{ ...streamedHello, status: 'incomplete' }],
        { ...twin, status: 'incomplete' },
      ),
    ],
    blamed: {
      'RES-ERROR-IFF-FAILED': '/events/10/response/error',
      'RES-USAGE-NULL': '/events/10/response/usage',
      'STREAM-EQ-NONSTREAM': '/response/usage',
    },
  },
  {
    name: 'a second JSON answer lacks usage: only streams are compared with the first',
    exchanges: [
      created(asked, [plainHello]),
      inStream(),
      created(asked, [message('Hi.', { id: 'msg_3' })], {
        intent: twin.intent ?? {},
        response: { id: 'resp_3', usage: null },
      }),
    ],
    passed: rule,
    blamed: { 'RES-USAGE-NULL': '/usage' },
  },
  {
    name: 'a stream that is read again is no twin',
    exchanges: [
      created(asked, [plainHello]),
      readAgain(
        'resp_2',
        [['stream', 'true']],
        within('response.completed', 'response', { usage: null })(
          eventsOf(asked, [streamedHello], { response: streamId }),
        ),
        { intent: twin.intent ?? {} },
      ),
    ],
    blamed: { 'RES-USAGE-NULL': '/events/10/response/usage' },
    notFor: rule,
  },
  {
    name: 'the answer is cut in both modes, and the stream does not say why',
    exchanges: [
      created(asked, [message('Hello', { status: 'incomplete' })], { status: 'incomplete' }),
      inStream({ incomplete_details: null }, [{ ...streamedHello, status: 'incomplete' }], {
        ...twin,
        status: 'incomplete',
      }),
    ],
    blamed: {
      'RES-INCOMPLETE-DETAILS': '/events/10/response/incomplete_details',
      'STREAM-EQ-NONSTREAM': '/response/incomplete_details',
    },
  },
  {
    name: 'the answer failed in the stream, or as JSON',
    exchanges: [
      created(asked, [plainHello]),
      streamed(asked, [], undefined, { ...twin, status: 'failed' }),
      created(asked, [], { status: 'failed', response: { id: 'resp_3' } }),
      streamed(asked, [message('Hi.', { id: 'msg_4' })], undefined, {
        intent: { twin: 'stream', twinOf: idAt(2) },
        response: { id: 'resp_4' },
      }),
    ],
    notFor: rule,
    blamed: {},
  },
  {
    name: 'the answer failed as JSON, and once more it did not: that one is compared',
    exchanges: [
      created(asked, [], { status: 'failed' }),
      inStream(),
      created(asked, [message('Hi.', { id: 'msg_3' })], {
        intent: twin.intent ?? {},
        response: { id: 'resp_3' },
      }),
    ],
    passed: rule,
    blamed: {},
  },
  {
    name: 'items of the stream lack members of the contract, and others that are nobody’s',
    exchanges: [
      created(asked, [
        { ...plainHello, phase: null },
        functionCall('look', '{}'),
        functionCall('look', '{}', { id: 'fc_2', call_id: 'call_2', acme: 1 }),
      ]),
      inStream({
        output: [
          { type: 'message', id: 'msg_2', content: [] },
          { type: 'function_call', id: 'fc_3', call_id: 'call_3' },
          functionCall('look', '{}', { id: 'fc_4', call_id: 'call_4' }),
        ],
      }),
    ],
    blamed: {
      'RES-ITEM-FIELDS': '/events/10/response/output/0/status',
      'RES-MESSAGE-ROLE': '/events/10/response/output/0/role',
      'RES-ITEM-SCHEMA': '/events/10/response/output/1/name',
      'RES-FN-ARGS-JSON': '/events/10/response/output/1/arguments',
      'STREAM-FINAL-EQ': '/events/10/response/output',
      'STREAM-EQ-NONSTREAM': '/response/output/message/role',
    },
  },
  {
    name: 'items of another type come in the stream, one of no type, and words',
    exchanges: [
      created(asked, [plainHello, functionCall('look', '{}')]),
      inStream({
        output: [functionCall('look', '{}', { id: 'fc_3', call_id: 'call_3' }), { id: 'x' }, 'words'],
      }),
    ],
    blamed: {
      'RES-ITEM-FIELDS': '/events/10/response/output/1/type',
      'RES-ITEM-SCHEMA': '/events/10/response/output/2',
      'STREAM-FINAL-EQ': '/events/10/response/output',
    },
  },
  {
    name: 'both answers are streams, or both are JSON',
    exchanges: [
      inStream({}, [plainHello], {}),
      inStream({ usage: null }),
      created(asked, [message('Hi.', { id: 'msg_3' })], { response: { id: 'resp_3' } }),
      created(asked, [message('Hi.', { id: 'msg_4' })], {
        intent: { twin: 'stream', twinOf: idAt(2) },
        response: { id: 'resp_4', usage: null },
      }),
    ],
    blamed: { 'RES-USAGE-NULL': '/events/10/response/usage' },
    notFor: rule,
  },
  {
    name: 'a twin that differs in another way, one that was refused, and one of another operation',
    exchanges: [
      created(asked, [plainHello]),
      inStream({ usage: null }, [streamedHello], {
        ...twin,
        intent: { twin: 'equivalent', twinOf: idAt(0) },
      }),
      answeredSo(
        inStream({ usage: null }, [message('Hi.', { id: 'msg_3' })], { ...twin, response: { id: 'resp_3' } }),
        { status: 500 },
      ),
      inStream({ usage: null }, [message('Hi.', { id: 'msg_4' })], {
        ...twin,
        response: { id: 'resp_4' },
        exchange: { operation: 'retrieve-response' },
      }),
      streamed(asked, [message('Hi.', { id: 'msg_5' })], (events) => events.slice(0, -1), {
        ...twin,
        response: { id: 'resp_5' },
      }),
    ],
    blamed: {
      'HTTP-RES-JSON': '/headers/content-type',
      'HTTP-ERR-JSON': '/headers/content-type',
      'ERR-ENVELOPE': '/body',
      'ERR-5XX-VALID': '/status',
      'RES-USAGE-NULL': '/events/10/response/usage',
      'STREAM-ONE-TERMINAL': '/events/7',
    },
    notFor: rule,
  },
);
