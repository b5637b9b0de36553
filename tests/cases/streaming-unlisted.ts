import { cases } from './case.js';
import { message } from './output.js';
import { andThen, before, behind, edits, having, leftOut, renaming } from './stream-edits.js';
import { streamed } from './streams.js';
import { soundResponse } from './traffic.js';

const asked = { model: 'm', input: 'Hi.' };
const hello = [message('Hello there.')];
const other = { response: { id: 'resp_2' } };
const vendorEvents = (count: number) => Array.from({ length: count }, () => ({ type: 'acme.trace' }));

export const unlistedEventCases = cases(
  {
    name: 'deltas come under a name of their own, twice',
    exchanges: [streamed(asked, hello, renaming('response.output_text.delta', 'response.text.chunk'))],
    blamed: { 'STREAM-DELTA-CONCAT': '/events/7/text', 'STREAM-EXT-IGNORABLE': '/events/4/type' },
  },
  {
    name: 'a part is announced under a name of its own that gives the id of the item alone',
    exchanges: [
      streamed(
        asked,
        hello,
        edits(
          renaming('response.content_part.added', 'response.part_opened'),
          having('response.part_opened', { output_index: undefined }),
        ),
      ),
    ],
    blamed: { 'STREAM-PART-ORDER': '/events/4', 'STREAM-EXT-IGNORABLE': '/events/3/type' },
  },
  {
    name: 'a part of the second item is announced under a name of its own that gives the id of the item alone',
    exchanges: [
      streamed(asked, [...hello, message('More.', { id: 'msg_2' })], (events) =>
        events.map((event) =>
          event.type === 'response.content_part.added' && event['output_index'] === 1
            ? { ...event, type: 'response.part_opened', output_index: undefined }
            : event,
        ),
      ),
    ],
    blamed: { 'STREAM-PART-ORDER': '/events/12', 'STREAM-EXT-IGNORABLE': '/events/11/type' },
  },
  {
    name: 'an event of a vendor about another item is not what stands in for a part',
    exchanges: [
      streamed(
        asked,
        [...hello, message('More.', { id: 'msg_2' })],
        edits(
          (events) =>
            events.filter(
              (event) => event.type !== 'response.content_part.added' || event['output_index'] === 1,
            ),
          behind('response.content_part.added', { type: 'acme.part', output_index: 1 }),
          before(
            'response.output_item.added',
            { type: 'acme.item', item_id: 7 },
            { type: 'acme.part', output_index: -1 },
          ),
        ),
      ),
    ],
    blamed: { 'STREAM-PART-ORDER': '/events/5' },
  },
  {
    name: 'the end comes under names of its own, with and without the response',
    exchanges: [
      streamed(asked, hello, (events) => [
        ...events.slice(0, -1),
        { type: 'response.usage', output_index: 0 },
        { type: 'response.done', response: soundResponse(asked, hello) },
        { type: 'response.done', response: soundResponse(asked, hello) },
        { type: 'response.finished', response: soundResponse(asked, hello) },
      ]),
      streamed(asked, hello, edits(leftOut('response.completed'), andThen({ type: 'response.done' })), other),
    ],
    blamed: { 'STREAM-ONE-TERMINAL': '/events/13', 'STREAM-EXT-IGNORABLE': '/events/11/type' },
  },
  ...[98, 99, 100].map((count) => ({
    name: `an item is done under a name of its own behind ${count} events of a vendor`,
    exchanges: [
      streamed(
        asked,
        hello,
        edits(
          renaming('response.output_item.done', 'response.item_done'),
          behind('response.in_progress', ...vendorEvents(count)),
        ),
      ),
    ],
    blamed: {
      'STREAM-ITEM-CLOSE': `/events/${count + 10}`,
      ...(count < 100 ? { 'STREAM-EXT-IGNORABLE': `/events/${count + 9}/type` } : {}),
    },
  })),
);
