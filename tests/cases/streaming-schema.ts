import { cases } from './case.js';
import { functionCall, message } from './output.js';
import { andThen, before, behind, edits, having, within } from './stream-edits.js';
import { added, delta, done } from './streamed-samples.js';
import { streamed } from './streams.js';

const asked = { model: 'm', input: 'Hi.' };
const hello = [message('Hello there.')];
const call = [functionCall('look', '{}')];
const part = (changes: object) => ({
  type: 'output_text',
  text: 'Hello there.',
  annotations: [],
  ...changes,
});
const other = { response: { id: 'resp_2' } };

export const eventSchemaCases = cases(
  {
    name: 'what has a rule of its own is no matter of the schema: numbers, places, the Response object, logprobs, the name',
    exchanges: [
      streamed(
        asked,
        hello,
        edits(
          within('response.in_progress', 'response', { metadata: 7 }),
          having(delta, { logprobs: undefined }),
          having('response.output_text.done', { logprobs: 'none' }),
          having('response.content_part.done', { output_index: 'first' }),
          having('response.content_part.added', { content_index: -1 }),
        ),
      ),
    ],
    blamed: {
      'RES-SCHEMA': '/events/1/response/metadata',
      'STREAM-IDENTITY': '/events/3/content_index',
      'STREAM-LOGPROBS': '/events/4/logprobs',
    },
  },
  {
    name: 'a call is announced and done without its name',
    exchanges: [
      streamed(asked, call, within(added, 'item', { name: undefined })),
      streamed(
        asked,
        [functionCall('look', '{}', { id: 'fc_2', call_id: 'call_2' })],
        within(done, 'item', { name: undefined }),
        other,
      ),
    ],
    blamed: {
      'STREAM-FN-NAME': '/events/2/item/name',
      'STREAM-FINAL-EQ': '/events/6/response/output/0/name',
      'STREAM-EVENT-SCHEMA': '/events/5/item/name',
    },
  },
  {
    name: 'a call is announced without its arguments, and a call_id that is null',
    exchanges: [streamed(asked, call, within(added, 'item', { arguments: undefined, call_id: null }))],
    blamed: { 'STREAM-EVENT-SCHEMA': '/events/2/item/arguments' },
  },
  {
    name: 'logprobs inside a part are missing, which is common, or no array, which is wrong',
    exchanges: [
      streamed(asked, hello, having('response.content_part.done', { part: part({}) })),
      streamed(
        asked,
        [message('Hello there.', { id: 'msg_2' })],
        having('response.content_part.done', { part: part({ logprobs: 'none' }) }),
        other,
      ),
    ],
    blamed: { 'STREAM-EVENT-SCHEMA': '/events/8/part/logprobs' },
  },
  {
    name: 'members of an event are null, an object, a list, a number, or not there',
    exchanges: [
      streamed(
        asked,
        hello,
        edits(
          (events) =>
            events.map((event, index) =>
              event.type === delta ? { ...event, delta: [null, { a: 1 }, ['a']][index - 4] } : event,
            ),
          having('response.output_text.done', { text: 12 }),
          having('response.content_part.done', { part: undefined }),
          having('response.content_part.added', { part: null }),
          having(done, { item: 'done' }),
        ),
      ),
    ],
    blamed: { 'STREAM-EVENT-SCHEMA': '/events/3/part' },
  },
  {
    name: 'logprobs of a delta are a list of numbers',
    exchanges: [streamed(asked, hello, having(delta, { logprobs: [7] }))],
    blamed: { 'STREAM-EVENT-SCHEMA': '/events/4/logprobs/0' },
  },
  {
    name: 'events that only OpenAI has stand in a stream of Open Responses',
    exchanges: [
      streamed(
        asked,
        hello,
        behind('response.in_progress', { type: 'response.audio.done' }, { type: 'keepalive' }),
        { dialect: 'open-responses' },
      ),
    ],
    blamed: {},
  },
  {
    name: 'a stream of Open Responses consists of an event of a vendor',
    exchanges: [streamed(asked, hello, () => [{ type: 'acme:trace' }], { dialect: 'open-responses' })],
    blamed: { 'STREAM-ONE-TERMINAL': '/events/1' },
  },
  {
    name: 'an error event has no schema to fit, for services send it in two forms',
    exchanges: [
      streamed(
        asked,
        [],
        before('response.failed', {
          type: 'error',
          error: { type: 'server_error', code: null, message: 'No.', param: null },
          more: true,
        }),
        { status: 'failed' },
      ),
    ],
    passed: ['STREAM-EVENT-SCHEMA', 'STREAM-ERR-SHAPE'],
  },
  {
    name: 'notes between events fit their schema, or not',
    exchanges: [
      streamed(
        asked,
        hello,
        behind(
          'response.in_progress',
          { type: 'keepalive' },
          { type: 'response.audio.delta', delta: 7 },
          { type: 'response.audio.done' },
        ),
      ),
    ],
    blamed: { 'STREAM-EVENT-SCHEMA': '/events/3/delta' },
  },
);

export const eventPrefixCases = cases(
  {
    name: 'events of vendors are named slug:name in Open Responses',
    exchanges: [
      streamed(
        asked,
        hello,
        behind('response.in_progress', { type: 'acme:trace' }, { type: 'Acme-2.x_y:a' }, { type: 'a:b:c' }),
        { dialect: 'open-responses' },
      ),
    ],
    passed: ['STREAM-EXT-PREFIX', 'STREAM-EXT-IGNORABLE'],
  },
  ...['trace', ':trace', 'acme:', '!acme:trace', 'acme:the trace', 'acme inc:trace'].map((type) => ({
    name: `an event of the name "${type}" has no slug`,
    exchanges: [
      streamed(asked, hello, behind('response.in_progress', { type }), {
        dialect: 'open-responses' as const,
      }),
    ],
    blamed: { 'STREAM-EXT-PREFIX': '/events/2/type' },
  })),
  {
    name: 'events of vendors have any name outside of Open Responses',
    exchanges: [streamed(asked, hello, behind('response.in_progress', { type: 'trace' }))],
    notFor: ['STREAM-EXT-PREFIX'],
  },
  {
    name: 'events of vendors come behind the end of a stream of Open Responses, before and after [DONE]',
    exchanges: [
      streamed(asked, hello, andThen({ type: 'acme:trace' }, { type: 'acme:other' }), {
        dialect: 'open-responses',
      }),
    ],
    blamed: { 'STREAM-ONE-TERMINAL': '/events/11' },
  },
);
