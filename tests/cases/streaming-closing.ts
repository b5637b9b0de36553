import type { JsonObject } from '../../schemas/json.js';
import { cases } from './case.js';
import { functionCall, message, part } from './output.js';
import { after, countingThoughts, edits, leftOut, within, without } from './stream-edits.js';
import { added, done, refusal } from './streamed-samples.js';
import { streamed } from './streams.js';

const asked = { model: 'm', input: 'Hello' };
const withTool = { ...asked, tools: [{ type: 'function', name: 'look', parameters: null, strict: null }] };
const thoughtful = { ...asked, reasoning: { effort: 'low', summary: 'auto' } };
const call = functionCall('look', '{"at":1}');
const argumentsDelta = 'response.function_call_arguments.delta';
const argumentsDone = 'response.function_call_arguments.done';
const thinking: JsonObject = {
  type: 'reasoning',
  id: 'rs_1',
  status: 'completed',
  summary: [
    { type: 'summary_text', text: 'First this.' },
    { type: 'summary_text', text: 'Then that.' },
  ],
  content: [{ type: 'reasoning_text', text: 'This and that.' }],
};
const customCall: JsonObject = {
  type: 'custom_tool_call',
  id: 'ctc_1',
  call_id: 'call_1',
  name: 'note',
  input: 'Buy milk.',
};
const patch: JsonObject = {
  type: 'apply_patch_call',
  id: 'apc_1',
  call_id: 'call_1',
  status: 'completed',
  operation: { type: 'create_file', path: 'a.txt', diff: '+one\n' },
};

export const streamingClosingCases = cases(
  {
    name: 'a chart of a vendor comes with its message and is not streamed',
    exchanges: [
      streamed(
        asked,
        [message('', { content: [part('Hello.'), { type: 'acme:chart', points: [1, 2] }] })],
        (events) => events.filter((event) => event['content_index'] !== 1),
        { dialect: 'open-responses' },
      ),
    ],
    passed: ['STREAM-PART-ORDER'],
  },
  {
    name: 'of an item nothing comes but its end',
    exchanges: [
      streamed(asked, [message('Hello.')], (events) =>
        events.filter(({ type }) => type === done || !/output_item|content_part|output_text/.test(type)),
      ),
    ],
    blamed: { 'STREAM-ITEM-OPEN': '/events/2/output_index', 'STREAM-PART-ORDER': '/events/2/item/content/0' },
  },
  {
    name: 'a message of two parts, a refusal among them',
    exchanges: [streamed(asked, [message('', { content: [part('Hello.'), refusal] })])],
    passed: ['STREAM-PART-ORDER', 'STREAM-PART-INDEX', 'STREAM-PART-TYPE', 'STREAM-DONE-EQ-PART'],
  },
  {
    name: 'a message is done with a part that was never streamed',
    exchanges: [
      streamed(asked, [message('', { content: [part('Hello.'), refusal] })], (events) =>
        events.filter(({ type, content_index: index }) => type === done || index !== 1),
      ),
    ],
    blamed: { 'STREAM-PART-ORDER': '/events/8/item/content/1' },
  },
  {
    name: 'a summary is done that was never streamed',
    exchanges: [
      streamed(
        thoughtful,
        [thinking],
        edits(countingThoughts, (events) => events.filter(({ summary_index: index }) => index !== 1)),
      ),
    ],
    blamed: { 'STREAM-SUMMARY-ORDER': '/events/16/item/summary/1' },
  },
  {
    name: 'a part is done without its text having been said',
    exchanges: [
      streamed(
        asked,
        [message('Hello.')],
        leftOut('response.output_text.delta', 'response.output_text.done'),
      ),
    ],
    blamed: { 'STREAM-PART-ORDER': '/events/4' },
  },
  {
    name: 'a part that nothing was said of is missing in the end',
    exchanges: [
      streamed(
        asked,
        [message('')],
        edits(leftOut('response.output_text.done'), within(done, 'item', { content: [] })),
      ),
    ],
    blamed: {
      'STREAM-PART-ORDER': '/events/4',
      'STREAM-DONE-EQ-PART': '/events/5/item/content',
      'STREAM-FINAL-EQ': '/events/6/response/output/0/content',
    },
  },
  {
    name: 'a text that never was done is another one in the end',
    exchanges: [
      streamed(
        asked,
        [message('Hello.')],
        edits(
          leftOut('response.output_text.done', 'response.content_part.done'),
          within(done, 'item', { content: [part('Goodbye.')] }),
        ),
      ),
    ],
    blamed: {
      'STREAM-PART-ORDER': '/events/6',
      'STREAM-DONE-EQ-PART': '/events/6/item/content/0/text',
      'STREAM-FINAL-EQ': '/events/7/response/output/0/content/0/text',
    },
  },
  {
    name: 'an item is done with a part that has no text',
    exchanges: [
      streamed(
        asked,
        [message('Hello.')],
        within(done, 'item', { content: [{ type: 'output_text', annotations: [], logprobs: [] }] }),
      ),
    ],
    blamed: {
      'STREAM-FINAL-EQ': '/events/9/response/output/0/content/0/text',
      'STREAM-EVENT-SCHEMA': '/events/8/item/content/0/text',
    },
  },
  {
    name: 'the parts of an item that is done are no list',
    exchanges: [streamed(asked, [message('Hello.')], within(done, 'item', { content: 'Hello.' }))],
    blamed: {
      'STREAM-DONE-EQ-PART': '/events/8/item/content',
      'STREAM-FINAL-EQ': '/events/9/response/output/0/content',
      'STREAM-EVENT-SCHEMA': '/events/8/item/content',
    },
  },
  {
    name: 'the second part has another text when its item is done',
    exchanges: [
      streamed(
        asked,
        [message('', { content: [part('Hello.'), refusal] })],
        within(done, 'item', { content: [part('Hello.'), { type: 'refusal', refusal: 'No.' }] }),
      ),
    ],
    blamed: {
      'STREAM-DONE-EQ-PART': '/events/16/item/content/1/text',
      'STREAM-FINAL-EQ': '/events/17/response/output/0/content/1/refusal',
    },
  },
  {
    name: 'the second summary has another text when its item is done',
    exchanges: [
      streamed(
        thoughtful,
        [thinking],
        edits(
          countingThoughts,
          within(done, 'item', {
            summary: [
              { type: 'summary_text', text: 'First this.' },
              { type: 'summary_text', text: 'Then something else.' },
            ],
          }),
        ),
      ),
    ],
    blamed: {
      'STREAM-DONE-EQ-PART': '/events/22/item/summary/1/text',
      'STREAM-FINAL-EQ': '/events/23/response/output/0/summary/1/text',
    },
  },
  {
    name: 'parts of a kind that is not streamed come with their item',
    exchanges: [
      streamed(
        asked,
        [
          {
            type: 'acme:card',
            id: 'card_1',
            status: 'completed',
            content: [part('Shown.')],
            summary: [{ type: 'summary_text', text: 'Short.' }],
          },
        ],
        undefined,
        { dialect: 'open-responses' },
      ),
    ],
  },
  {
    name: 'a call without input streams none',
    exchanges: [
      streamed(asked, [{ ...customCall, input: '' }], leftOut('response.custom_tool_call_input.done')),
    ],
  },
  {
    name: 'a call is done with arguments that were never streamed',
    exchanges: [streamed(withTool, [call], leftOut(argumentsDelta, argumentsDone))],
    blamed: { 'STREAM-DELTA-SENT': '/events/3/item/arguments' },
  },
  {
    name: 'a call is done without the arguments that were streamed',
    exchanges: [streamed(withTool, [call], within(done, 'item', { arguments: undefined }))],
    blamed: {
      'STREAM-DONE-EQ-PART': '/events/6/item/arguments',
      'STREAM-FINAL-EQ': '/events/7/response/output/0/arguments',
      'STREAM-EVENT-SCHEMA': '/events/6/item/arguments',
    },
  },
  {
    name: 'a call is done with arguments that are no text',
    exchanges: [streamed(withTool, [call], within(done, 'item', { arguments: { at: 1 } }))],
    blamed: {
      'STREAM-DONE-EQ-PART': '/events/6/item/arguments',
      'STREAM-FINAL-EQ': '/events/7/response/output/0/arguments',
      'STREAM-EVENT-SCHEMA': '/events/6/item/arguments',
    },
  },
  {
    name: 'the done event of arguments has none',
    exchanges: [
      streamed(withTool, [call], edits(leftOut(argumentsDelta), without(argumentsDone, 'arguments'))),
    ],
    blamed: { 'STREAM-EVENT-SCHEMA': '/events/3/arguments' },
  },
  {
    name: 'arguments come as a whole',
    exchanges: [streamed(withTool, [call], leftOut(argumentsDelta))],
    blamed: { 'STREAM-DELTA-SENT': '/events/3' },
  },
  {
    name: 'arguments are left open',
    exchanges: [streamed(withTool, [call], leftOut(argumentsDone))],
    blamed: { 'STREAM-ARGS-ORDER': '/events/5' },
  },
  {
    name: 'the input of a custom tool is another one in the end',
    exchanges: [streamed(asked, [customCall], within(done, 'item', { input: 'Buy bread.' }))],
    blamed: {
      'STREAM-DONE-EQ-PART': '/events/7/item/input',
      'STREAM-FINAL-EQ': '/events/8/response/output/0/input',
    },
  },
  {
    name: 'a patch is streamed',
    exchanges: [streamed(asked, [patch], after(added, ...patchEvents('+one\n')))],
    passed: ['STREAM-ARGS-ORDER', 'STREAM-DONE-EQ-PART'],
  },
  {
    name: 'a patch is done without the diff that was streamed',
    exchanges: [
      streamed(
        asked,
        [patch],
        edits(
          after(added, ...patchEvents('+one\n')),
          within(done, 'item', { operation: { type: 'create_file', path: 'a.txt' } }),
        ),
      ),
    ],
    blamed: {
      'STREAM-DONE-EQ-PART': '/events/5/item/operation/diff',
      'STREAM-EVENT-SCHEMA': '/events/5/item/operation/diff',
    },
  },
);

function patchEvents(diff: string) {
  const place = { item_id: 'apc_1', output_index: 0 };
  return [
    { type: 'response.apply_patch_call_operation_diff.delta', ...place, delta: diff },
    { type: 'response.apply_patch_call_operation_diff.done', ...place, diff },
  ];
}
