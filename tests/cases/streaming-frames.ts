import type { GeneratedEvent } from '../../generators/streams/event.js';
import type { WrittenEvent } from '../../generators/streams/writing.js';
import { cases } from './case.js';
import { message } from './output.js';
import { delta } from './streamed-samples.js';
import { eventsOf, framed, framesOf, streamed } from './streams.js';

const asked = { model: 'm', input: 'Hi.' };
const hello = [message('Hello there.')];
const sound = framesOf(streamed(asked, hello));
const vendor = { dialect: 'open-responses' } as const;

/** A stream with its frames changed. */
function written(change: (frame: WrittenEvent, index: number) => WrittenEvent) {
  return framed(streamed(asked, hello), sound.map(change));
}

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

export const streamLineCases = cases(
  {
    name: 'event lines that are missing, empty, or say something else, of several events',
    exchanges: [
      written((frame, index) => ({
        ...frame,
        event: [frame.event, null, '', 'message', 'message', frame.event][index % 6] ?? null,
      })),
    ],
    blamed: { 'STREAM-EVENT-EQ-TYPE': '/events/1' },
  },
  {
    name: 'id lines stand at two events of different types, one of them empty',
    exchanges: [
      written((frame, index) =>
        index === 2 ? { ...frame, id: '2' } : index === 4 ? { ...frame, id: '' } : frame,
      ),
    ],
    blamed: { 'STREAM-NO-SSE-ID': '/events/2' },
  },
  {
    name: 'the first event says no type, the second is no object, a third is cut',
    exchanges: [
      framed(streamed(asked, hello), [
        { event: null, data: '{"sequence_number":0}' },
        { event: 'message', data: JSON.stringify('x'.repeat(300)) },
        ...sound.slice(2, 4),
        { event: delta, data: '{"type":"response.output_text.del' },
        ...sound.slice(5),
      ]),
    ],
    blamed: {
      'STREAM-JSON-DATA': '/events/0/type',
      'STREAM-FIRST-CREATED': '/events/2',
      'STREAM-IN-PROGRESS': '/events/2',
      'STREAM-DELTA-CONCAT': '/events/7/text',
    },
  },
  {
    name: 'an event that cannot be read may have had the number that is missing',
    exchanges: [
      framed(streamed(asked, hello), [
        ...sound.slice(0, 2),
        { event: 'keepalive', data: 'still here' },
        ...framesOf(numberedSo((_, index) => index + 1)).slice(2),
      ]),
    ],
    blamed: { 'STREAM-JSON-DATA': '/events/2' },
  },
  {
    name: 'nothing of a stream can be read',
    exchanges: [framed(streamed(asked, hello), [{ event: null, data: 'Internal Server Error' }])],
    blamed: { 'STREAM-JSON-DATA': '/events/0', 'STREAM-ONE-TERMINAL': '/events/0' },
  },
  {
    name: 'an event of no type in a stream of Open Responses is no event of a vendor',
    exchanges: [
      framed(streamed(asked, hello, undefined, vendor), [
        ...framesOf(streamed(asked, hello, undefined, vendor)).slice(0, 2),
        { event: 'x', data: '{"sequence_number":2,"note":"?"}' },
        ...framesOf(numberedSo((_, index) => index + 1, [message('Hello there.')], vendor)).slice(2),
        { event: null, data: '[DONE]' },
      ]),
    ],
    blamed: { 'STREAM-JSON-DATA': '/events/2/type' },
  },
);
