import { cases } from './case.js';
import { functionCall, message } from './output.js';
import { after, before, edits, endingWith, having, leftOut, only, within, without } from './stream-edits.js';
import { added, delta, done, partAdded } from './streamed-samples.js';
import { streamed } from './streams.js';

const asked = { model: 'm', input: 'Hello' };
const tool = { type: 'function', name: 'look', parameters: null, strict: null };
const withTool = { ...asked, tools: [tool] };
const twoMessages = [message('One.'), message('Two.', { id: 'msg_2' })];
const call = functionCall('look', '{"at":1}');

export const streamingItemCases = cases(
  {
    name: 'two messages, one after the other',
    exchanges: [streamed(asked, twoMessages)],
    passed: ['STREAM-ITEM-INDEX', 'STREAM-ITEM-ID', 'STREAM-ITEM-OPEN', 'STREAM-ITEM-CLOSE'],
  },
  {
    name: 'an item is added without its output_index',
    exchanges: [streamed(asked, twoMessages, only(1, added, without(added, 'output_index')))],
    blamed: { 'STREAM-IDENTITY': '/events/8/output_index' },
  },
  {
    name: 'an output_index is given twice, then one is left out',
    exchanges: [
      streamed(
        asked,
        [...twoMessages, message('Three.', { id: 'msg_3' })],
        before(
          'response.completed',
          {
            type: added,
            output_index: 1,
            item: { type: 'compaction', id: 'cmp_1', encrypted_content: 'eA==' },
          },
          {
            type: added,
            output_index: 7,
            item: { type: 'compaction', id: 'cmp_2', encrypted_content: 'eA==' },
          },
          {
            type: added,
            output_index: 8,
            item: { type: 'compaction', id: 'cmp_3', encrypted_content: 'eA==' },
          },
        ),
      ),
    ],
    blamed: {
      'STREAM-ITEM-CLOSE': '/events/24',
      'STREAM-ITEM-INDEX': '/events/21/output_index',
      'STREAM-FINAL-EQ': '/events/24/response/output',
    },
  },
  {
    name: 'an output_index is given twice in a stream that fails',
    exchanges: [
      streamed(
        asked,
        [message('One.')],
        edits(
          after(done, {
            type: added,
            output_index: 0,
            item: { type: 'compaction', id: 'cmp_1', encrypted_content: 'eA==' },
          }),
        ),
        { status: 'failed', response: { output: [] } },
      ),
    ],
    blamed: { 'STREAM-ITEM-INDEX': '/events/8/output_index' },
  },
  {
    name: 'an item is added after the first of its events',
    exchanges: [
      streamed(asked, [message('Hello there.')], (events) => {
        const item = events.find(({ type }) => type === added);
        return item === undefined ? events : after(delta, item)(events.filter((event) => event !== item));
      }),
    ],
    blamed: { 'STREAM-ITEM-OPEN': '/events/2' },
  },
  {
    name: 'an item is added after it was done',
    exchanges: [
      streamed(asked, [message('Hello.')], (events) => {
        const item = events.find(({ type }) => type === added);
        return item === undefined ? events : after(done, item)(events.filter((event) => event !== item));
      }),
    ],
    blamed: { 'STREAM-ITEM-OPEN': '/events/2', 'STREAM-ITEM-CLOSE': '/events/9' },
  },
  {
    name: 'an item is done that was never added',
    exchanges: [
      streamed(asked, [{ type: 'compaction', id: 'cmp_1', encrypted_content: 'eA==' }], leftOut(added)),
    ],
    blamed: { 'STREAM-ITEM-OPEN': '/events/2/output_index' },
  },
  {
    name: 'an item is done at the place of another one that nobody announced',
    exchanges: [streamed(asked, [message('Hello.')], having(done, { output_index: 3 }))],
    blamed: { 'STREAM-ITEM-ID': '/events/8/output_index' },
  },
  {
    name: 'an item is done without its output_index',
    exchanges: [streamed(asked, twoMessages, only(0, done, without(done, 'output_index')))],
    blamed: { 'STREAM-IDENTITY': '/events/7/output_index' },
  },
  {
    name: 'an item is done without output_index and id',
    exchanges: [
      streamed(
        asked,
        twoMessages,
        only(0, done, edits(without(done, 'output_index'), within(done, 'item', { id: undefined }))),
      ),
    ],
    blamed: {
      'STREAM-ITEM-CLOSE': '/events/14',
      'STREAM-IDENTITY': '/events/7/output_index',
      'STREAM-EVENT-SCHEMA': '/events/7/item/id',
    },
  },
  {
    name: 'an item is done twice',
    exchanges: [
      streamed(asked, [message('Hello.')], (events) =>
        events.flatMap((event) => (event.type === done ? [event, event] : [event])),
      ),
    ],
    blamed: { 'STREAM-ITEM-CLOSE': '/events/9' },
  },
  {
    name: 'an item is done without the item',
    exchanges: [streamed(asked, [message('Hello.')], without(done, 'item'))],
    blamed: { 'STREAM-EVENT-SCHEMA': '/events/8/item' },
  },
  {
    name: 'an item is added without the item',
    exchanges: [streamed(asked, [message('Hello.')], without(added, 'item'))],
    blamed: { 'STREAM-EVENT-SCHEMA': '/events/2/item' },
  },
  {
    name: 'an item is announced without its type',
    exchanges: [streamed(asked, [message('Hello.')], within(added, 'item', { type: undefined }))],
    blamed: { 'STREAM-EVENT-SCHEMA': '/events/2/item/type' },
  },
  {
    name: 'an item never tells its type',
    exchanges: [
      streamed(
        asked,
        [message('Hello.')],
        edits(within(added, 'item', { type: undefined }), within(done, 'item', { type: undefined })),
      ),
    ],
    blamed: {
      'STREAM-FINAL-EQ': '/events/9/response/output/0/type',
      'STREAM-EVENT-SCHEMA': '/events/2/item/type',
    },
  },
  {
    name: 'an item is announced as a message and done as a reasoning',
    exchanges: [
      streamed(asked, [message('Hello.')], within(done, 'item', { type: 'reasoning', summary: [] })),
    ],
    blamed: {
      'STREAM-ITEM-TYPE': '/events/8/item/type',
      'STREAM-FINAL-EQ': '/events/9/response/output/0/type',
      'STREAM-EVENT-SCHEMA': '/events/8/item/content/0/type',
    },
  },
  {
    name: 'two items share an id',
    exchanges: [streamed(asked, [message('One.'), message('Two.')])],
    blamed: {
      'RES-ITEM-ID-UNIQUE': '/events/14/response/output/1/id',
      'STREAM-ITEM-ID': '/events/8/item/id',
    },
  },
  {
    name: 'two items are announced with an empty id',
    exchanges: [streamed(asked, twoMessages, within(added, 'item', { id: '' }))],
  },
  {
    name: 'an item gets its id after it was announced',
    exchanges: [streamed(asked, twoMessages, within(added, 'item', { id: undefined }))],
    blamed: { 'STREAM-EVENT-SCHEMA': '/events/2/item/id' },
  },
  {
    name: 'an item is done under another id',
    exchanges: [streamed(asked, [message('Hello.')], within(done, 'item', { id: 'msg_other' }))],
    blamed: { 'STREAM-ITEM-ID': '/events/8/item/id', 'STREAM-FINAL-EQ': '/events/9/response/output/0/id' },
  },
  {
    name: 'a message is announced with its text',
    exchanges: [
      streamed(asked, [message('Hello.')], within(added, 'item', { content: message('Hello.')['content'] })),
    ],
    blamed: { 'STREAM-ANNOUNCED-EMPTY': '/events/2/item/content' },
  },
  {
    name: 'a message is announced as completed',
    exchanges: [streamed(asked, [message('Hello.')], within(added, 'item', { status: 'completed' }))],
    blamed: { 'STREAM-ANNOUNCED-EMPTY': '/events/2/item/status' },
  },
  {
    name: 'a message is announced without a list of parts',
    exchanges: [streamed(asked, [message('Hello.')], within(added, 'item', { content: null }))],
    blamed: { 'STREAM-EVENT-SCHEMA': '/events/2/item/content' },
  },
  {
    name: 'a call is announced with its arguments',
    exchanges: [streamed(withTool, [call], within(added, 'item', { arguments: '{"at":1}' }))],
    blamed: { 'STREAM-ANNOUNCED-EMPTY': '/events/2/item/arguments' },
  },
  {
    name: 'a call is announced without the name of its function',
    exchanges: [streamed(withTool, [call], within(added, 'item', { name: undefined }))],
    blamed: { 'STREAM-FN-NAME': '/events/2/item/name' },
  },
  {
    name: 'a call is announced with an empty name',
    exchanges: [streamed(withTool, [call], within(added, 'item', { name: '' }))],
    blamed: { 'STREAM-FN-NAME': '/events/2/item/name' },
  },
  {
    name: 'a call is done under another name and call_id',
    exchanges: [streamed(withTool, [call], within(done, 'item', { name: 'other', call_id: 'call_2' }))],
    blamed: {
      'STREAM-ITEM-CONST': '/events/6/item/call_id',
      'STREAM-FINAL-EQ': '/events/7/response/output/0/call_id',
    },
  },
  {
    name: 'a call is done without its call_id',
    exchanges: [streamed(withTool, [call], within(done, 'item', { call_id: undefined }))],
    blamed: {
      'STREAM-FINAL-EQ': '/events/7/response/output/0/call_id',
      'STREAM-EVENT-SCHEMA': '/events/6/item/call_id',
    },
  },
  {
    name: 'a call gets its call_id when it is done',
    exchanges: [streamed(withTool, [call], within(added, 'item', { call_id: '' }))],
  },
  {
    name: 'a search for tools is done under another call_id',
    exchanges: [
      streamed(
        asked,
        [
          {
            type: 'tool_search_call',
            id: 'tsc_1',
            call_id: 'call_1',
            execution: 'client',
            arguments: {},
            status: 'completed',
          },
        ],
        within(added, 'item', { call_id: 'call_0' }),
      ),
    ],
  },
  {
    name: 'an item of a type that objects have a member for',
    exchanges: [streamed(asked, [{ type: 'constructor', id: 'x_1', status: 'completed' }])],
  },
  {
    name: 'a stream breaks off behind the first part of its item',
    exchanges: [streamed(asked, [message('Hello.')], endingWith(partAdded))],
    blamed: { 'STREAM-ONE-TERMINAL': '/events/3' },
  },
);
