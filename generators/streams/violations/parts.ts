import type { JsonObject } from '../../../schemas/json.js';
import type { GeneratedEvent } from '../event.js';
import {
  at,
  changing,
  inserted,
  inside,
  moved,
  partDelta,
  partTextDone,
  repeating,
  type StreamViolation,
  valueDelta,
  valueDone,
} from './violation.js';

type Events = readonly GeneratedEvent[];

// A stream that fails may break off anywhere: what is left out is only missed where the item is done.
function unlessBrokenOff(events: Events, index: number): Events | null {
  const own = events[index]?.['output_index'];
  const closed = events.some(
    ({ type, ...event }) => type === 'response.output_item.done' && event['output_index'] === own,
  );
  return closed ? events.toSpliced(index, 1) : null;
}

function next(events: Events, index: number, type: RegExp): number {
  const own = events[index];
  return events.findIndex(
    (event, at) =>
      at > index &&
      type.test(event.type) &&
      event['output_index'] === own?.['output_index'] &&
      event['content_index'] === own?.['content_index'],
  );
}

/** Parts, summaries and values: their order, their places, their types. */
export const partViolations: readonly StreamViolation[] = [
  at('part never announced', 'STREAM-PART-ORDER', 'response.content_part.added', (events, index) =>
    unlessBrokenOff(events, index),
  ),
  at('part never done', 'STREAM-PART-ORDER', 'response.content_part.done', unlessBrokenOff),
  at('text never done', 'STREAM-PART-ORDER', partTextDone, unlessBrokenOff),
  at('text done before its deltas', 'STREAM-PART-ORDER', partDelta, (events, index) => {
    const done = next(events, index, partTextDone);
    return done < 0 ? null : moved(events, done, index);
  }),
  at('part done before its text', 'STREAM-PART-ORDER', partTextDone, (events, index) => {
    const done = next(events, index, /content_part\.done$/);
    return done < 0 ? null : moved(events, done, index);
  }),
  at('delta before its part', 'STREAM-PART-ORDER', 'response.content_part.added', (events, index) => {
    const delta = next(events, index, partDelta);
    return delta < 0 ? null : moved(events, index, delta + 1);
  }),
  at(
    'part announced after its deltas',
    'STREAM-PART-ORDER',
    'response.content_part.added',
    (events, index) => {
      const done = next(events, index, partTextDone);
      return done < 0 || next(events, index, partDelta) < 0 ? null : moved(events, index, done);
    },
  ),
  repeating('part announced twice', 'STREAM-PART-ORDER', 'response.content_part.added'),
  repeating('part done twice', 'STREAM-PART-ORDER', 'response.content_part.done'),
  repeating('text done twice', 'STREAM-PART-ORDER', partTextDone),
  {
    kind: 'content_index begins at 1',
    rule: 'STREAM-PART-INDEX',
    events: (events) =>
      events.some(({ type }) => type === 'response.content_part.added')
        ? events.map((event) =>
            typeof event['content_index'] === 'number'
              ? { ...event, content_index: event['content_index'] + 1 }
              : event,
          )
        : null,
  },
  {
    kind: 'summary_index begins at 1',
    rule: 'STREAM-PART-INDEX',
    events: (events) =>
      events.some(({ type }) => type === 'response.reasoning_summary_part.added')
        ? events.map((event) =>
            typeof event['summary_index'] === 'number'
              ? { ...event, summary_index: event['summary_index'] + 1 }
              : event,
          )
        : null,
  },
  at('text in a refusal', 'STREAM-PART-TYPE', 'response.content_part.added', (events, index) => {
    const event = events[index];
    if (event === undefined || next(events, index, /output_text\.(delta|done)$/) < 0) return null;
    const part: JsonObject = { type: 'refusal', refusal: '' };
    return events.with(index, { ...event, part });
  }),
  changing('another part type when done', 'STREAM-PART-TYPE', 'response.content_part.done', (event) =>
    inside(event, 'part', (inner) =>
      inner['type'] === 'output_text' ? { type: 'refusal', refusal: inner['text'] } : null,
    ),
  ),
  changing('part announced with text', 'STREAM-ANNOUNCED-EMPTY', 'response.content_part.added', (event) =>
    inside(event, 'part', (inner) => ('text' in inner ? { ...inner, text: 'already here' } : null)),
  ),
  at(
    'summary part never announced',
    'STREAM-SUMMARY-ORDER',
    'response.reasoning_summary_part.added',
    unlessBrokenOff,
  ),
  at(
    'summary part never done',
    'STREAM-SUMMARY-ORDER',
    'response.reasoning_summary_part.done',
    unlessBrokenOff,
  ),
  at(
    'summary text never done',
    'STREAM-SUMMARY-ORDER',
    'response.reasoning_summary_text.done',
    unlessBrokenOff,
  ),
  repeating('summary text done twice', 'STREAM-SUMMARY-ORDER', 'response.reasoning_summary_text.done'),
  at('arguments never done', 'STREAM-ARGS-ORDER', valueDone, unlessBrokenOff),
  repeating('arguments done twice', 'STREAM-ARGS-ORDER', valueDone),
  at('arguments delta after they were done', 'STREAM-ARGS-ORDER', valueDelta, (events, index) => {
    const done = next(events, index, valueDone);
    return done < 0 ? null : moved(events, index, done + 1);
  }),
  changing('annotation_index leaves one out', 'STREAM-ANNOT-INDEX', /annotation\.added$/, (event) => ({
    ...event,
    annotation_index: Number(event['annotation_index']) + 1,
  })),
  at('annotation twice', 'STREAM-ANNOT-INDEX', /annotation\.added$/, (events, index) =>
    inserted(events, index, events[index] as GeneratedEvent),
  ),
  at('annotation that is not in the end', 'STREAM-ANNOT-INDEX', /annotation\.added$/, (events, index) => {
    const event = events[index];
    if (event === undefined || unlessBrokenOff(events, index) === null) return null;
    return events.with(index, {
      ...event,
      annotation: {
        type: 'url_citation',
        url: 'https://c.example',
        title: 'c',
        start_index: 0,
        end_index: 1,
      },
    });
  }),
  {
    kind: 'annotations never streamed',
    rule: 'STREAM-ANNOT-SENT',
    events: (events) => {
      const annotated = events.find(
        ({ type, ...event }) =>
          type.endsWith('annotation.added') &&
          events.some(
            (other) =>
              other.type === 'response.output_item.done' && other['output_index'] === event['output_index'],
          ),
      );
      return annotated === undefined ? null : events.filter(({ type }) => !type.endsWith('annotation.added'));
    },
  },
];
