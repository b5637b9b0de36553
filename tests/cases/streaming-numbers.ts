import type { GeneratedEvent } from '../../generators/streams/event.js';
import { cases } from './case.js';
import { message } from './output.js';
import { eventsOf, framed, framesOf, readAgain, streamed } from './streams.js';

const asked = { model: 'm', input: 'Hi.' };
const hello = [message('Hello there.')];
const again = [message('Hello there.', { id: 'msg_2' })];
const sound = framesOf(streamed(asked, hello));
const vendor = { dialect: 'open-responses' } as const;

/** A stream whose events have these numbers. */
function numberedSo(change: (event: GeneratedEvent, index: number) => unknown, output = hello, outcome = {}) {
  return framed(
    streamed(asked, output, undefined, outcome),
    eventsOf(asked, output, outcome).map((event, index) => ({
      event: event.type,
      data: JSON.stringify({ ...event, sequence_number: change(event, index) }),
    })),
  );
}

export const eventNumberCases = cases(
  {
    name: 'numbers are missing in several events, or are no integers',
    exchanges: [
      numberedSo((_, index) => [0, 1.5, undefined, '3', 4, null][index] ?? index),
      numberedSo((event, index) => (event.type === 'response.failed' ? undefined : index), [], {
        status: 'failed',
        response: { id: 'resp_2' },
      }),
    ],
    blamed: { 'STREAM-SEQ-PRESENT': '/events/1/sequence_number' },
  },
  {
    name: 'a number is missing, and what follows is no gap, but the gap behind it is one',
    exchanges: [numberedSo((_, index) => (index === 3 ? undefined : index < 6 ? index : index + 4))],
    blamed: {
      'STREAM-SEQ-PRESENT': '/events/3/sequence_number',
      'STREAM-SEQ-DENSE': '/events/6/sequence_number',
    },
  },
  {
    name: 'numbers go back and go on from there',
    exchanges: [numberedSo((_, index) => [0, 1, 2, 3, 1, 2, 3, 5, 6, 7, 9][index])],
    blamed: {
      'STREAM-SEQ-MONOTONE': '/events/4/sequence_number',
      'STREAM-SEQ-DENSE': '/events/10/sequence_number',
    },
  },
  {
    name: 'numbers begin late in two streams that begin with different events',
    exchanges: [
      numberedSo((_, index) => index + 3),
      framed(streamed(asked, hello), [
        { event: 'keepalive', data: '{"type":"keepalive","sequence_number":1}' },
        ...framesOf(numberedSo((_, index) => index + 2, again, { response: { id: 'resp_2' } })),
      ]),
    ],
    blamed: { 'STREAM-SEQ-DENSE': '/events/0/sequence_number' },
  },
  {
    name: 'numbers leave out some in front of two different events',
    exchanges: [numberedSo((_, index) => (index < 2 ? index : index < 5 ? index + 1 : index + 3))],
    blamed: { 'STREAM-SEQ-DENSE': '/events/2/sequence_number' },
  },
  {
    name: 'an error and a failure without numbers are told apart from other events without one',
    exchanges: [
      framed(
        streamed(asked, [], undefined, { status: 'failed' }),
        eventsOf(asked, [], { status: 'failed' })
          .toSpliced(2, 0, { type: 'error', error: { type: 'e', code: null, message: 'No.', param: null } })
          .map(({ sequence_number: _, ...event }) => ({
            event: String(event['type']),
            data: JSON.stringify(event),
          })),
      ),
    ],
    blamed: { 'STREAM-SEQ-PRESENT': '/events/0/sequence_number' },
  },
  {
    name: 'events of a vendor need no number but in Open Responses',
    exchanges: [
      framed(streamed(asked, hello), [
        ...sound.slice(0, 2),
        { event: 'acme:trace', data: '{"type":"acme:trace"}' },
        ...sound.slice(2),
      ]),
      framed(streamed(asked, hello, undefined, vendor), [
        ...framesOf(numberedSo((_, index) => index, again, { ...vendor, response: { id: 'resp_2' } })).slice(
          0,
          2,
        ),
        { event: 'acme:trace', data: '{"type":"acme:trace"}' },
        ...framesOf(numberedSo((_, index) => index, again, { ...vendor, response: { id: 'resp_2' } })).slice(
          2,
        ),
        { event: null, data: '[DONE]' },
      ]),
    ],
    blamed: { 'STREAM-SEQ-PRESENT': '/events/2/sequence_number' },
  },
  {
    name: 'a stream that is read again from the middle goes on with the numbers of the first',
    exchanges: [
      readAgain(
        'resp_1',
        [
          ['stream', 'true'],
          ['starting_after', '3'],
        ],
        eventsOf(asked, hello).slice(4),
      ),
    ],
    passed: ['STREAM-SEQ-DENSE', 'STREAM-SEQ-MONOTONE', 'STREAM-SEQ-PRESENT'],
  },
  {
    name: 'only the last event of a stream is read again',
    exchanges: [
      readAgain(
        'resp_1',
        [
          ['stream', 'true'],
          ['starting_after', '9'],
        ],
        eventsOf(asked, hello).slice(10),
      ),
    ],
    passed: ['STREAM-SEQ-PRESENT'],
    notFor: ['STREAM-SEQ-DENSE', 'STREAM-SEQ-MONOTONE'],
  },
);
