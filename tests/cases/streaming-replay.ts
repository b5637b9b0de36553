import type { GeneratedEvent } from '../../generators/streams/event.js';
import type { Exchange } from '../../targets/exchange.js';
import { cases } from './case.js';
import { message } from './output.js';
import { having } from './stream-edits.js';
import { delta } from './streamed-samples.js';
import { eventsOf, framed, readAgain, streamed } from './streams.js';
import { answeredSo, type Outcome, soundResponse } from './traffic.js';

const asked = { model: 'm', input: 'Hi.', background: true };
const hello = [message('Hello there.')];
const inBackground = { response: { background: true } };
const from = (cursor: string | number) =>
  [
    ['stream', 'true'],
    ['starting_after', `${cursor}`],
  ] as const;
const whole = [['stream', 'true']] as const;
const numbers = eventsOf(asked, hello, inBackground);
const rule = ['STREAM-REPLAY-EQ'];

/** The first reading of a response that is made in the background. */
function first(outcome: Outcome = {}): Exchange {
  return streamed(asked, hello, undefined, { ...outcome, ...inBackground });
}

/** The events with these of a number changed. */
function changedAt(number: number, changes: object, events: readonly GeneratedEvent[] = numbers) {
  return events.map((event) => (event['sequence_number'] === number ? { ...event, ...changes } : event));
}

/** What was read before the connection broke. */
function broken(exchange: Exchange, events: readonly GeneratedEvent[]): Exchange {
  const read = framed(
    exchange,
    events.map((event) => ({ event: event.type, data: JSON.stringify(event) })),
  );
  return answeredSo(read, { ending: 'disconnected-by-us' });
}

export const replayCases = cases(
  {
    name: 'a stream is read again as a whole and from behind two of its events',
    exchanges: [
      first(),
      readAgain('resp_1', whole, numbers),
      readAgain('resp_1', from(3), numbers.slice(4)),
      readAgain('resp_1', from(10), numbers.slice(11)),
      readAgain('resp_1', from(9), numbers.slice(10)),
    ],
    blamed: {},
  },
  {
    name: 'padding, the Response object, and events of the connection are others in each reading',
    exchanges: [
      first(),
      readAgain('resp_1', whole, [
        ...having(delta, { obfuscation: 'other' })(numbers).slice(0, 10),
        { type: 'keepalive', sequence_number: 9.5 },
        { type: 'acme.trace', sequence_number: 2 },
        ...numbers.slice(10),
      ]),
    ],
    blamed: {
      'STREAM-SEQ-PRESENT': '/events/10/sequence_number',
      'STREAM-SEQ-MONOTONE': '/events/11/sequence_number',
    },
  },
  {
    name: 'an event is missing from the second reading',
    exchanges: [first(), readAgain('resp_1', from(1), numbers.slice(2).toSpliced(3, 1))],
    blamed: {
      'STREAM-SEQ-DENSE': '/events/3/sequence_number',
      'STREAM-DELTA-CONCAT': '/events/4/text',
      'STREAM-REPLAY-EQ': '/events',
    },
  },
  {
    name: 'the very first event is missing from the second reading',
    exchanges: [first(), readAgain('resp_1', whole, numbers.slice(1))],
    blamed: {
      'STREAM-SEQ-DENSE': '/events/0/sequence_number',
      'STREAM-FIRST-CREATED': '/events/0',
      'STREAM-REPLAY-EQ': '/events',
    },
  },
  {
    name: 'two events of the second reading are others: the first of them is named',
    exchanges: [first(), readAgain('resp_1', from(3), having(delta, { delta: 'Other' })(numbers.slice(4)))],
    blamed: { 'STREAM-REPLAY-EQ': '/events/0' },
  },
  {
    name: 'the first reading broke off, and what it had is not what all later readers get',
    exchanges: [
      broken(first(), changedAt(4, { delta: 'Other' }).slice(0, 6)),
      readAgain('resp_1', from(5), numbers.slice(6)),
      readAgain('resp_1', whole, numbers),
    ],
    blamed: { 'STREAM-REPLAY-EQ': '/events/4' },
  },
  {
    name: 'both readings broke off: the first of them is the measure',
    exchanges: [
      broken(first(), numbers.slice(0, 6)),
      broken(readAgain('resp_1', from(2), numbers), changedAt(4, { delta: 'Other' }).slice(3, 8)),
    ],
    blamed: { 'STREAM-REPLAY-EQ': '/events/1' },
  },
  {
    name: 'both readings broke off, each where it liked',
    exchanges: [
      broken(first(), numbers.slice(0, 6)),
      broken(readAgain('resp_1', from(2), numbers), numbers.slice(3, 9)),
    ],
    passed: rule,
  },
  {
    name: 'a reading has its end and broke off all the same, with an event missing',
    exchanges: [
      first(),
      answeredSo(readAgain('resp_1', from(1), numbers.slice(2).toSpliced(3, 1)), {
        ending: 'disconnected-by-us',
      }),
    ],
    blamed: { 'STREAM-SEQ-DENSE': '/events/3/sequence_number', 'STREAM-DELTA-CONCAT': '/events/4/text' },
  },
  {
    name: 'the first reading broke off, the tail says something else than the whole: that is the measure',
    exchanges: [
      broken(first(), numbers.slice(0, 4)),
      readAgain('resp_1', from(5), changedAt(7, { text: 'Other' }).slice(6)),
      readAgain('resp_1', whole, numbers),
    ],
    blamed: { 'STREAM-DONE-EQ-PART': '/events/2/part/text', 'STREAM-REPLAY-EQ': '/events/1' },
  },
  {
    name: 'the first reading lacks an event that a later one has',
    exchanges: [
      framed(
        first(),
        numbers.toSpliced(5, 1).map((event) => ({ event: event.type, data: JSON.stringify(event) })),
      ),
      readAgain('resp_1', from(3), numbers.slice(4)),
    ],
    blamed: {
      'STREAM-SEQ-DENSE': '/events/5/sequence_number',
      'STREAM-DELTA-CONCAT': '/events/6/text',
      'STREAM-REPLAY-EQ': '/events',
    },
  },
  {
    name: 'the first reading just ended, for the response was cancelled, and was read again to its end',
    exchanges: [
      streamed(asked, hello, (events) => events.slice(0, 6), inBackground),
      readAgain('resp_1', whole, numbers),
    ],
    passed: rule,
  },
  {
    name: 'an event without a number is not compared',
    exchanges: [
      broken(first(), changedAt(4, { sequence_number: undefined }).slice(0, 6)),
      broken(
        readAgain('resp_1', whole, numbers),
        changedAt(4, { sequence_number: undefined, delta: 'Other' }).slice(0, 6),
      ),
    ],
    blamed: { 'STREAM-SEQ-PRESENT': '/events/4/sequence_number' },
    passed: rule,
  },
  {
    name: 'what comes with a status of failure is no reading',
    exchanges: [answeredSo(first(), { status: 500 }), readAgain('resp_1', whole, numbers)],
    blamed: { 'HTTP-ERR-JSON': '/headers/content-type', 'ERR-ENVELOPE': '/body', 'ERR-5XX-VALID': '/status' },
    notFor: rule,
  },
  {
    name: 'only tails were read',
    exchanges: [
      readAgain('resp_1', from(3), numbers.slice(4)),
      readAgain('resp_1', from(4), having(delta, { delta: 'Other' })(numbers.slice(5))),
    ],
    blamed: {},
    notFor: rule,
  },
  {
    name: 'a reading has no events with numbers',
    exchanges: [first(), readAgain('resp_1', from(10), [{ type: 'keepalive', sequence_number: 11 }])],
    blamed: {},
    notFor: rule,
  },
  {
    name: 'a stream in the foreground has one reader',
    exchanges: [
      streamed({ model: 'm', input: 'Hi.' }, hello),
      readAgain('resp_1', whole, having(delta, { delta: 'Other' })(numbers)),
    ],
    blamed: { 'STREAM-DELTA-CONCAT': '/events/7/text' },
    notFor: rule,
  },
  {
    name: 'readings of two responses are not compared',
    exchanges: [first(), readAgain('resp_2', whole, changedAt(4, { delta: 'Helo' }))],
    blamed: { 'STREAM-DELTA-CONCAT': '/events/7/text' },
    notFor: rule,
  },
  {
    name: 'the id of a response stands in the path with escapes',
    exchanges: [
      streamed(asked, hello, undefined, { response: { background: true, id: 'resp 1' } }),
      readAgain(
        'resp%201',
        whole,
        eventsOf(asked, hello, { response: { background: true, id: 'resp 1' } }).toSpliced(5, 1),
      ),
    ],
    blamed: {
      'STREAM-SEQ-DENSE': '/events/5/sequence_number',
      'STREAM-DELTA-CONCAT': '/events/6/text',
      'STREAM-REPLAY-EQ': '/events',
    },
  },
  {
    name: 'nobody can tell whose stream it was: no event has a response, or none has an id',
    exchanges: [
      streamed(asked, hello, (events) => events.slice(4, 5)),
      streamed(asked, hello, (events) => [
        {
          type: 'response.created',
          response: soundResponse(asked, [], {
            status: 'in_progress',
            response: { id: '', background: true },
          }),
        },
        ...events.slice(4, 6),
      ]),
      streamed(asked, hello, (events) => [
        {
          type: 'response.created',
          response: soundResponse(asked, [], {
            status: 'in_progress',
            response: { id: '', background: true },
          }),
        },
        ...events.slice(5, 7),
      ]),
    ],
    blamed: {
      'RES-ID-UNIQUE': '/id',
      'STREAM-FIRST-CREATED': '/events/0',
      'STREAM-IN-PROGRESS': '/events/0',
      'STREAM-ITEM-OPEN': '/events/0',
      'STREAM-PART-ORDER': '/events/0',
    },
    notFor: rule,
  },
  ...['x3', '3x', ''].map((cursor) => ({
    name: `a reading behind "${cursor}" is one from the beginning`,
    exchanges: [first(), readAgain('resp_1', from(cursor), numbers.toSpliced(1, 1))],
    notFor: ['GET-STARTING-AFTER'],
    blamed: {
      'STREAM-REPLAY-EQ': '/events',
      'STREAM-SEQ-DENSE': '/events/1/sequence_number',
      'STREAM-IN-PROGRESS': '/events/1',
    },
  })),
  ...[
    { output_index: 1 },
    { content_index: 1 },
    { item_id: 'msg_2' },
    { summary_index: 0 },
    { text: 'Hello there!' },
    { refusal: 'No.' },
    { arguments: '{}' },
    { delta: 'Hallo' },
  ].map((changes) => ({
    name: `the two readings of an event differ in ${Object.keys(changes).join()}`,
    exchanges: [
      broken(first(), numbers),
      broken(readAgain('resp_1', from(3), numbers), changedAt(4, changes).slice(4, 5)),
    ],
    blamed: { 'STREAM-REPLAY-EQ': '/events/0' },
  })),
);
