import { cases } from './case.js';
import { functionCall, message } from './output.js';
import { before, edits, having, within } from './stream-edits.js';
import { added, addedAt, delta, deltaAt, nowhere, one, two } from './streamed-samples.js';
import { eventsOf, readAgain, streamed } from './streams.js';
import { soundResponse } from './traffic.js';

const asked = { model: 'm', input: 'Hi.' };
const tail = (number: number) =>
  [
    ['stream', 'true'],
    ['starting_after', `${number}`],
  ] as const;
const waiting = soundResponse(asked, [], { status: 'queued' });

export const resumedStreamCases = cases(
  {
    name: 'a stream is created with a query that only a stream which is read again understands',
    exchanges: [
      streamed(asked, [one], undefined, {
        exchange: {
          request: { ...streamed(asked, []).request, query: [['starting_after', '3']] },
        },
      }),
    ],
    passed: ['STREAM-FIRST-CREATED', 'STREAM-IN-PROGRESS'],
    notFor: ['GET-STARTING-AFTER'],
  },
  {
    name: 'a stream that waited in the queue is read again from behind its first event',
    exchanges: [
      readAgain('resp_1', tail(0), [
        { type: 'response.queued', sequence_number: 1, response: waiting },
        ...eventsOf(asked, [one])
          .slice(1)
          .map((event) => ({ ...event, sequence_number: Number(event['sequence_number']) + 1 })),
      ]),
    ],
    passed: ['STREAM-STATUS-FLOW', 'STREAM-SEQ-DENSE'],
    notFor: ['STREAM-FIRST-CREATED'],
  },
  {
    name: 'a stream is read again from its beginning',
    exchanges: [readAgain('resp_1', [['stream', 'true']], eventsOf(asked, [one, two]))],
    passed: ['STREAM-FIRST-CREATED', 'STREAM-ITEM-OPEN', 'STREAM-SEQ-DENSE'],
  },
  {
    name: 'a stream that is resumed within an item goes on under another id of that item',
    exchanges: [
      readAgain(
        'resp_1',
        tail(3),
        edits((events) =>
          events.map((event, index) => (index === 2 ? { ...event, item_id: 'msg_9' } : event)),
        )(eventsOf(asked, [message('One and two.')]).slice(4)),
      ),
    ],
    blamed: { 'STREAM-ITEM-ID': '/events/2/item_id' },
  },
  {
    name: 'a stream that is resumed within an item says nothing of whose the delta is',
    exchanges: [
      readAgain(
        'resp_1',
        tail(3),
        having(delta, { output_index: undefined })(eventsOf(asked, [message('One and two.')]).slice(4)),
      ),
    ],
    blamed: { 'STREAM-IDENTITY': '/events/0/output_index' },
  },
  {
    name: 'one call in two items that are open at once, the first of them resumed',
    exchanges: [
      readAgain('resp_1', tail(3), [
        ...eventsOf(asked, [functionCall('look', '{"a":1}')])
          .slice(3)
          .toSpliced(
            1,
            0,
            { ...addedAt(1, two), sequence_number: 3.5 },
            { ...deltaAt(1, 'msg_2', nowhere), sequence_number: undefined },
          ),
      ]),
    ],
    blamed: {
      'STREAM-SEQ-PRESENT': '/events/1/sequence_number',
      'STREAM-ITEM-CLOSE': '/events/6',
      'STREAM-IDENTITY': '/events/2/item_id',
      'GET-STARTING-AFTER': '/events/0/sequence_number',
    },
  },
  {
    name: 'an event stands before any item, and names none',
    exchanges: [streamed(asked, [one], before(added, deltaAt(0, 'msg_1', nowhere)))],
    blamed: { 'STREAM-IDENTITY': '/events/2/item_id' },
  },
  {
    name: 'a stream that is resumed in the middle of the first item shows both in the end',
    exchanges: [readAgain('resp_1', tail(4), eventsOf(asked, [one, two]).slice(5))],
    passed: ['STREAM-FINAL-EQ'],
    notFor: ['STREAM-FIRST-CREATED'],
  },
  {
    name: 'a stream that is resumed behind the first item shows it in the end all the same',
    exchanges: [
      readAgain(
        'resp_1',
        [
          ['stream', 'true'],
          ['starting_after', '7'],
        ],
        eventsOf(asked, [one, two]).slice(8),
      ),
    ],
    passed: ['STREAM-FINAL-EQ', 'STREAM-ITEM-INDEX'],
  },
  {
    name: 'a stream that is resumed in the middle shows another second item in the end',
    exchanges: [
      readAgain(
        'resp_1',
        tail(4),
        within('response.completed', 'response', { output: [one, { ...two, id: 'msg_3' }] })(
          eventsOf(asked, [one, two]),
        ).slice(5),
      ),
    ],
    blamed: { 'STREAM-FINAL-EQ': '/events/9/response/output/1/id' },
  },
  {
    name: 'a stream that is resumed in the middle does not show the second item in the end',
    exchanges: [
      readAgain(
        'resp_1',
        tail(4),
        within('response.completed', 'response', { output: [one] })(eventsOf(asked, [one, two])).slice(5),
      ),
    ],
    blamed: { 'STREAM-FINAL-EQ': '/events/9/response/output/1' },
  },
  {
    name: 'a stream that is resumed at the end of an item has no more than that',
    exchanges: [
      readAgain(
        'resp_1',
        [
          ['stream', 'true'],
          ['starting_after', '6'],
        ],
        eventsOf(asked, [one]).slice(7, 8),
      ),
    ],
    passed: ['STREAM-ITEM-CLOSE'],
  },
);
