import { cases } from './case.js';
import { functionCall, message, reasoned } from './output.js';
import { andThen, before, behind, edits, endingWith, having, within } from './stream-edits.js';
import { delta } from './streamed-samples.js';
import { framed, framesOf, streamed } from './streams.js';
import { usageOf } from './traffic.js';

const asked = { model: 'm', input: 'Hi.' };
const hello = [message('Hello there.')];
const sound = framesOf(streamed(asked, hello));
const vendor = { dialect: 'open-responses' } as const;
const usage = usageOf(8, 9, 4);

export const streamExcerptCases = cases(
  {
    name: 'calls, refusals and code are shown with the start of what they carry',
    exchanges: [
      streamed(
        { ...asked, reasoning: { summary: 'auto' } },
        [
          reasoned('', { summary: [{ type: 'summary_text', text: 'Thinking.' }], content: [] }),
          functionCall('look', JSON.stringify({ city: 'x'.repeat(60) })),
          {
            type: 'custom_tool_call',
            id: 'ctc_1',
            call_id: 'call_2',
            name: 'note',
            input: 'A note.',
            status: 'completed',
          },
          {
            type: 'code_interpreter_call',
            id: 'ci_1',
            container_id: 'c',
            code: 'y'.repeat(48),
            outputs: null,
            status: 'completed',
          },
          message('', { content: [{ type: 'refusal', refusal: 'z'.repeat(49) }] }),
        ],
        edits(within('response.completed', 'response', { usage }), (events) =>
          events.flatMap((event) =>
            event.type.endsWith('.done') && !event.type.includes('output_item')
              ? [event, { ...event, output_index: undefined, item_id: 'nobody' }]
              : [event],
          ),
        ),
      ),
    ],
    blamed: {
      'STREAM-IDENTITY': '/events/8/output_index',
      'STREAM-PART-ORDER': '/events/75',
      'STREAM-SUMMARY-ORDER': '/events/8',
      'STREAM-ARGS-ORDER': '/events/32',
    },
  },
  {
    name: 'events that say no type or cannot be read stand next to one that is wrong',
    exchanges: [
      framed(streamed(asked, hello), [
        ...sound.slice(0, 4),
        { event: null, data: '{"sequence_number":4,"delta":7}' },
        { event: null, data: `{"text":"${'w'.repeat(60)}` },
        ...sound.slice(4, -1),
        { event: null, data: '[DONE]' },
      ]),
    ],
    blamed: {
      'STREAM-JSON-DATA': '/events/4/type',
      'STREAM-SEQ-MONOTONE': '/events/6/sequence_number',
      'STREAM-ONE-TERMINAL': '/events/12',
    },
  },
  {
    name: 'of a stream that is wrong in two hundred ways no more is said',
    exchanges: [199, 200].map((count) =>
      streamed(
        asked,
        hello,
        edits(
          endingWith('response.in_progress'),
          andThen(...Array.from({ length: count }, (_, index) => ({ type: `trace_${index}` }))),
        ),
        { ...vendor, response: { id: `resp_${count}` } },
      ),
    ),
    blamed: { 'STREAM-ONE-TERMINAL': '/events/201', 'STREAM-EXT-PREFIX': '/events/2/type' },
  },
  {
    name: 'a stream that is wrong in one way all the time is told its end as well',
    exchanges: [
      streamed(
        asked,
        hello,
        edits(
          endingWith('response.in_progress'),
          andThen(...Array.from({ length: 201 }, () => ({ type: 'trace' }))),
        ),
        vendor,
      ),
    ],
    blamed: { 'STREAM-ONE-TERMINAL': '/events/203', 'STREAM-EXT-PREFIX': '/events/2/type' },
  },
  {
    name: 'what is wrong in every item is one finding that is counted',
    exchanges: [
      streamed(
        asked,
        Array.from({ length: 12 }, (_, index) => message('Hi.', { id: `msg_${index}` })),
        within('response.output_item.done', 'item', { content: [] }),
      ),
    ],
    blamed: {
      'STREAM-DONE-EQ-PART': '/events/7/item/content',
      'STREAM-FINAL-EQ': '/events/74/response/output/0/content',
    },
  },
  {
    name: 'a delta has a member of another type, before and behind others of its kind',
    exchanges: [
      streamed(
        asked,
        hello,
        edits(
          having(delta, { delta: { text: 'Hello' } }),
          before('response.completed', { type: 'keepalive' }),
          behind('response.completed'),
        ),
      ),
    ],
    blamed: { 'STREAM-DELTA-CONCAT': '/events/7/text', 'STREAM-EVENT-SCHEMA': '/events/4/delta' },
  },
);
