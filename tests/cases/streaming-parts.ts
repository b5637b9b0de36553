import { cases } from './case.js';
import { functionCall, message, part } from './output.js';
import {
  after,
  before,
  countingThoughts,
  edits,
  having,
  leftOut,
  only,
  within,
  without,
} from './stream-edits.js';
import {
  added,
  delta,
  done,
  partAdded,
  partDone,
  refusal,
  textDone,
  thinking,
  twoParts,
} from './streamed-samples.js';
import { streamed } from './streams.js';

const asked = { model: 'm', input: 'Hello' };
const withTool = { ...asked, tools: [{ type: 'function', name: 'look', parameters: null, strict: null }] };
const thoughtful = { ...asked, reasoning: { effort: 'low', summary: 'auto' } };
const place = { item_id: 'msg_1', output_index: 0, content_index: 0 };
const hello = message('Hello there, you two.');
const refused = message('', { content: [refusal] });

export const streamingPartCases = cases(
  {
    name: 'no event of a message says its part',
    exchanges: [
      streamed(
        asked,
        [hello],
        edits(...[partAdded, delta, textDone, partDone].map((type) => without(type, 'content_index'))),
      ),
    ],
    blamed: { 'STREAM-IDENTITY': '/events/3/content_index' },
  },
  {
    name: 'the events of the second part do not say their part',
    exchanges: [
      streamed(asked, [twoParts], (events) =>
        events.map((event) => {
          const { content_index: index, ...rest } = event;
          return index === 1 && event.type !== partAdded ? { ...rest, type: event.type } : event;
        }),
      ),
    ],
    blamed: { 'STREAM-IDENTITY': '/events/10/content_index' },
  },
  {
    name: 'a delta behind two parts that are done does not say its part',
    exchanges: [
      streamed(
        asked,
        [twoParts],
        before(
          done,
          {
            type: delta,
            item_id: 'msg_1',
            output_index: 0,
            delta: 'Hi',
            logprobs: [],
            obfuscation: 'abcdef',
          },
          { type: partDone, item_id: 'msg_1', output_index: 0, part: part('Hi') },
        ),
      ),
    ],
    blamed: { 'STREAM-IDENTITY': '/events/15/content_index' },
  },
  {
    name: 'a part is announced with the beginning of its text',
    exchanges: [
      streamed(
        asked,
        [message('Hello there.')],
        edits(
          within(partAdded, 'part', { text: 'Hell' }),
          only(0, delta, () => []),
        ),
      ),
    ],
    blamed: { 'STREAM-ANNOUNCED-EMPTY': '/events/3/part/text' },
  },
  {
    name: 'a part is announced with its text, which then comes in deltas',
    exchanges: [streamed(asked, [message('Hello.')], within(partAdded, 'part', { text: 'Hello.' }))],
    blamed: { 'STREAM-ANNOUNCED-EMPTY': '/events/3/part/text' },
  },
  {
    name: 'a refusal is announced with its text',
    exchanges: [streamed(asked, [refused], within(partAdded, 'part', { refusal: 'I can' }))],
    blamed: { 'STREAM-ANNOUNCED-EMPTY': '/events/3/part/text' },
  },
  {
    name: 'a part is announced without the part',
    exchanges: [streamed(asked, [hello], without(partAdded, 'part'))],
    blamed: { 'STREAM-EVENT-SCHEMA': '/events/3/part' },
  },
  {
    name: 'a part is announced without its type and text',
    exchanges: [streamed(asked, [hello], having(partAdded, { part: {} }))],
    blamed: { 'STREAM-EVENT-SCHEMA': '/events/3/part/type' },
  },
  {
    name: 'a part without a type is left open',
    exchanges: [
      streamed(asked, [message('')], edits(having(partAdded, { part: {} }), leftOut(textDone, partDone))),
    ],
    blamed: { 'STREAM-PART-ORDER': '/events/4', 'STREAM-EVENT-SCHEMA': '/events/3/part/type' },
  },
  {
    name: 'a part of a type that nobody knows is left open',
    exchanges: [
      streamed(
        asked,
        [message('')],
        edits(having(partAdded, { part: { type: 'acme:note' } }), leftOut(textDone, partDone)),
      ),
    ],
    blamed: { 'STREAM-PART-ORDER': '/events/4' },
  },
  {
    name: 'a part is done without the part',
    exchanges: [streamed(asked, [hello], without(partDone, 'part'))],
    blamed: { 'STREAM-EVENT-SCHEMA': '/events/11/part' },
  },
  {
    name: 'a part is done without its type and text',
    exchanges: [streamed(asked, [hello], having(partDone, { part: {} }))],
    blamed: { 'STREAM-EVENT-SCHEMA': '/events/11/part/type' },
  },
  {
    name: 'a part is done twice',
    exchanges: [
      streamed(asked, [hello], (events) =>
        events.flatMap((event) => (event.type === partDone ? [event, event] : [event])),
      ),
    ],
    blamed: { 'STREAM-PART-ORDER': '/events/12' },
  },
  {
    name: 'content and summary are done as parts of another type',
    exchanges: [
      streamed(
        thoughtful,
        [thinking],
        edits(
          countingThoughts,
          within(partDone, 'part', { type: 'output_text' }),
          within('response.reasoning_summary_part.done', 'part', { type: 'text' }),
        ),
      ),
    ],
    blamed: {
      'STREAM-PART-TYPE': '/events/9/part/type',
      'STREAM-EVENT-SCHEMA': '/events/9/part/annotations',
    },
  },
  {
    name: 'a content part in a call',
    exchanges: [
      streamed(
        withTool,
        [functionCall('look', '{"at":1}')],
        after(added, { type: partAdded, ...place, item_id: 'fc_1', part: part('') }),
      ),
    ],
    blamed: {
      'STREAM-ITEM-TYPE': '/events/3',
      'STREAM-PART-ORDER': '/events/7',
      'STREAM-DONE-EQ-PART': '/events/7/item/content',
    },
  },
  {
    name: 'a summary in a message',
    exchanges: [
      streamed(
        asked,
        [hello],
        after(added, {
          type: 'response.reasoning_summary_part.added',
          item_id: 'msg_1',
          output_index: 0,
          summary_index: 0,
          part: { type: 'summary_text', text: '' },
        }),
      ),
    ],
    blamed: {
      'STREAM-ITEM-TYPE': '/events/3',
      'STREAM-SUMMARY-ORDER': '/events/13',
      'STREAM-DONE-EQ-PART': '/events/13/item/summary',
    },
  },
  {
    name: 'text events in an item of the vendor',
    exchanges: [
      streamed(
        asked,
        [{ type: 'acme:card', id: 'msg_1', status: 'completed', content: [part('')] }],
        after(
          added,
          { type: partAdded, ...place, part: part('') },
          { type: textDone, ...place, text: '', logprobs: [] },
          { type: partDone, ...place, part: part('') },
        ),
        { dialect: 'open-responses' },
      ),
    ],
    blamed: { 'STREAM-ITEM-TYPE': '/events/4' },
  },
  {
    name: 'a content part in an item that did not tell its type',
    exchanges: [streamed(asked, [hello], within(added, 'item', { type: undefined }))],
    blamed: { 'STREAM-EVENT-SCHEMA': '/events/2/item/type' },
  },
  {
    name: 'parts are announced in another order than they are numbered',
    exchanges: [
      streamed(asked, [twoParts], (events) =>
        events.map((event) => {
          const index = event['content_index'];
          return typeof index === 'number' ? { ...event, content_index: 1 - index } : event;
        }),
      ),
    ],
    blamed: { 'STREAM-PART-INDEX': '/events/3/content_index' },
  },
);
