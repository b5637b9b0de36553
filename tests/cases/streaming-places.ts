import type { GeneratedEvent } from '../../generators/streams/event.js';
import { cases } from './case.js';
import { message } from './output.js';
import { andThen, behind, edits, having, within } from './stream-edits.js';
import { added, addedAt, delta, deltaAt, nowhere, one, two } from './streamed-samples.js';
import { streamed } from './streams.js';

const asked = { model: 'm', input: 'Hi.' };
const empty = [{ type: 'output_text', text: '', annotations: [], logprobs: [] }];
const shellCall = {
  type: 'shell_call',
  id: 'sh_1',
  call_id: 'call_1',
  status: 'completed',
  action: { commands: ['ls'], timeout_ms: null, max_output_length: null },
  environment: null,
};
const command = { output_index: 0, command_index: 0, item_id: 'sh_9' };
const commandEvents: readonly GeneratedEvent[] = [
  { type: 'response.shell_call_command.added', ...command, command: '' },
  { type: 'response.shell_call_command.delta', ...command, delta: 'ls', obfuscation: 'x' },
  { type: 'response.shell_call_command.done', ...command, command: 'ls' },
];
const shellOutput = {
  type: 'shell_call_output',
  id: 'sho_1',
  call_id: 'call_1',
  status: 'completed',
  max_output_length: null,
  output: [{ stdout: 'a', stderr: '', outcome: { type: 'exit', exit_code: 0 } }],
};
const outputPlace = { item_id: 'sho_1', output_index: 0, command_index: 0 };

export const streamPlaceCases = cases(
  {
    name: 'a delta names no place at all, in a stream with one open item',
    exchanges: [streamed(asked, [one], having(delta, { ...nowhere, content_index: undefined }))],
    blamed: { 'STREAM-IDENTITY': '/events/4/item_id' },
  },
  {
    name: 'a delta names no place at all, in a stream with two open items',
    exchanges: [
      streamed(asked, [one, two], (events) => [
        ...events.slice(0, 4),
        ...events.slice(8, 10),
        ...having(delta, nowhere)(events.slice(4, 5)),
        ...events.slice(5, 8),
        ...events.slice(10),
      ]),
    ],
    blamed: { 'STREAM-IDENTITY': '/events/6/item_id', 'STREAM-DELTA-CONCAT': '/events/7/text' },
  },
  {
    name: 'places of other types: ids that are empty or numbers, indexes below 0 and between two numbers',
    exchanges: [
      streamed(
        asked,
        [message('One and two.')],
        edits(
          having(delta, { item_id: '', output_index: -1, content_index: 0.5 }),
          having('response.output_text.done', { item_id: 7, output_index: null }),
          having('response.content_part.done', { item_id: null, output_index: '0' }),
        ),
      ),
    ],
    blamed: { 'STREAM-IDENTITY': '/events/4/item_id' },
  },
  {
    name: 'a delta names the place of its item, and an id that is empty',
    exchanges: [streamed(asked, [one], having(delta, { item_id: '' }))],
    blamed: { 'STREAM-IDENTITY': '/events/4/item_id' },
  },
  {
    name: 'a delta tells its item by the id alone, next to another open item',
    exchanges: [
      streamed(asked, [one, two], (events) => [
        ...events.slice(0, 4),
        ...events.slice(8, 10),
        ...having(delta, { output_index: undefined })(events.slice(4, 5)),
        ...events.slice(5, 8),
        ...events.slice(10),
      ]),
    ],
    blamed: { 'STREAM-IDENTITY': '/events/6/output_index' },
  },
  {
    name: 'an item is announced without an id, its events agree on one, then on another',
    exchanges: [
      streamed(
        asked,
        [message('One and two.')],
        edits(
          within(added, 'item', { id: undefined }),
          having('response.content_part.done', { item_id: 'msg_9' }),
          having('response.output_text.done', { item_id: 'msg_9' }),
        ),
      ),
    ],
    blamed: { 'STREAM-ITEM-ID': '/events/7/item_id', 'STREAM-EVENT-SCHEMA': '/events/2/item/id' },
  },
  {
    name: 'the id of an item that has none yet is learned from its first event, and names it from then on',
    exchanges: [
      streamed(
        asked,
        [one],
        edits(within(added, 'item', { id: undefined }), having(delta, { output_index: undefined })),
      ),
    ],
    blamed: { 'STREAM-IDENTITY': '/events/4/output_index', 'STREAM-EVENT-SCHEMA': '/events/2/item/id' },
  },
  {
    name: 'an item that nobody announced is counted all the same',
    exchanges: [
      streamed(
        asked,
        [one],
        behind('response.output_item.done', deltaAt(2, 'msg_3'), addedAt(3, message('', { id: 'msg_4' }))),
      ),
    ],
    blamed: {
      'STREAM-ITEM-OPEN': '/events/8',
      'STREAM-ITEM-CLOSE': '/events/10',
      'STREAM-PART-ORDER': '/events/8',
      'STREAM-FINAL-EQ': '/events/10/response/output',
    },
  },
  {
    name: 'an item is announced at place 3, an event is about place 1, and the next is announced at place 4',
    exchanges: [
      streamed(
        asked,
        [one],
        behind(
          'response.output_item.done',
          addedAt(3, message('', { id: 'msg_4' })),
          deltaAt(1, 'msg_2'),
          addedAt(4, message('', { id: 'msg_5' })),
        ),
      ),
    ],
    blamed: {
      'STREAM-ITEM-OPEN': '/events/9',
      'STREAM-ITEM-CLOSE': '/events/11',
      'STREAM-ITEM-INDEX': '/events/8/output_index',
      'STREAM-PART-ORDER': '/events/9',
      'STREAM-FINAL-EQ': '/events/11/response/output',
    },
  },
  {
    name: 'more of an item comes after it was done, and after the end of the stream',
    exchanges: [
      streamed(
        asked,
        [one],
        edits(
          behind('response.output_item.done', deltaAt(0, 'msg_1')),
          andThen(deltaAt(0, 'msg_1'), {
            type: 'response.content_part.added',
            item_id: 'msg_1',
            output_index: 0,
            content_index: 1,
            part: { type: 'output_text', text: '', annotations: [] },
          }),
        ),
      ),
    ],
    blamed: { 'STREAM-ONE-TERMINAL': '/events/10', 'STREAM-ITEM-CLOSE': '/events/8' },
  },
  {
    name: 'an event names the place of no item and the id of one that is done, another the place of one and the id of another',
    exchanges: [
      streamed(
        asked,
        [one, two],
        behind('response.output_item.added', deltaAt(5, 'msg_1'), deltaAt(1, 'msg_1', { content_index: 0 })),
      ),
    ],
    blamed: {
      'STREAM-ITEM-CLOSE': '/events/9',
      'STREAM-ITEM-ID': '/events/9/output_index',
      'STREAM-PART-ORDER': '/events/10',
      'STREAM-DELTA-CONCAT': '/events/13/text',
    },
  },
  {
    name: 'a command is streamed before it is announced',
    exchanges: [streamed(asked, [shellCall], behind(added, ...commandEvents.slice(1)))],
    blamed: { 'STREAM-ARGS-ORDER': '/events/3' },
  },
  {
    name: 'parts of several kinds are done before anything was said of them',
    exchanges: [
      streamed(
        asked,
        [message('', { content: [{ type: 'refusal', refusal: '' }] }), { ...two, content: empty }],
        (events) => events.filter(({ type }) => !/(refusal|output_text)\.(delta|done)$/.test(type)),
      ),
    ],
    blamed: { 'STREAM-PART-ORDER': '/events/4' },
  },
  {
    name: 'commands of a shell call have a place but no item_id: one that is there is nobody’s business',
    exchanges: [streamed(asked, [shellCall], behind(added, ...commandEvents))],
    blamed: {},
  },
  {
    name: 'what a command prints is streamed for the item of its output',
    exchanges: [
      streamed(
        asked,
        [shellOutput],
        behind(
          added,
          {
            type: 'response.shell_call_output_content.delta',
            ...outputPlace,
            delta: { stdout: 'a', stderr: '' },
          },
          {
            type: 'response.shell_call_output_content.done',
            ...outputPlace,
            output: [{ stdout: 'a', stderr: '', outcome: { type: 'exit', exit_code: 0 } }],
          },
        ),
      ),
    ],
    blamed: { 'TOOL-OUTPUT-LINK': '/events/6/response/output/0/call_id' },
  },
  {
    name: 'what a command prints says neither of what command nor of what item',
    exchanges: [
      streamed(
        asked,
        [shellOutput],
        behind(added, {
          type: 'response.shell_call_output_content.delta',
          ...nowhere,
          delta: { stdout: 'a', stderr: '' },
        }),
      ),
    ],
    blamed: {
      'TOOL-OUTPUT-LINK': '/events/5/response/output/0/call_id',
      'STREAM-IDENTITY': '/events/3/item_id',
    },
  },
);
