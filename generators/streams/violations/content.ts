import { isObject } from '../../../schemas/json.js';
import type { GeneratedEvent } from '../event.js';
import { textOf } from '../event.js';
import {
  at,
  changing,
  finishedTerminal,
  inserted,
  inside,
  insideArray,
  lacking,
  partDelta,
  partTextDone,
  type StreamViolation,
  valueDelta,
  valueDone,
} from './violation.js';

const itemDone = 'response.output_item.done';
const anyText =
  /^response\.(output_text|refusal|reasoning_text|reasoning|reasoning_summary_text|function_call_arguments|custom_tool_call_input)\.delta$/;

function finalItem(kind: string, change: Parameters<typeof insideArray>[2]): StreamViolation {
  return changing(kind, 'STREAM-FINAL-EQ', finishedTerminal, (event) =>
    inside(event, 'response', (inner) => insideArray(inner, 'output', change)),
  );
}

function doneCount(
  events: readonly GeneratedEvent[],
  event: GeneratedEvent | undefined,
  type: RegExp,
): number {
  return events.filter(
    (entry) =>
      type.test(entry.type) &&
      entry['output_index'] === event?.['output_index'] &&
      entry['content_index'] === event?.['content_index'] &&
      entry['summary_index'] === event?.['summary_index'],
  ).length;
}

/** What is said in deltas, at the end of each text, of each item, and of the response. */
export const contentViolations: readonly StreamViolation[] = [
  at('delta lost', 'STREAM-DELTA-CONCAT', anyText, (events, index) => {
    const event = events[index];
    // A call without any delta is another matter, and so is a text that never ends.
    const stem = new RegExp(`^${event?.type.replace(/\.delta$/, '').replaceAll('.', '\\.')}\\.`);
    if (doneCount(events, event, new RegExp(`${stem.source}done$`)) === 0) return null;
    if (valueDelta.test(event?.type ?? '') && doneCount(events, event, valueDelta) < 2) return null;
    return events.toSpliced(index, 1);
  }),
  at('delta twice', 'STREAM-DELTA-CONCAT', anyText, (events, index) => {
    const event = events[index];
    const stem = event?.type.replace(/\.delta$/, '').replaceAll('.', '\\.');
    if (event === undefined || doneCount(events, event, new RegExp(`^${stem}\\.done$`)) === 0) return null;
    return inserted(events, index, event);
  }),
  changing('text done is trimmed', 'STREAM-DELTA-CONCAT', partTextDone, (event) => {
    const member = 'refusal' in event ? 'refusal' : 'text';
    const text = textOf(event[member]);
    return text.trim() === text ? null : { ...event, [member]: text.trim() };
  }),
  changing('text done says more', 'STREAM-DELTA-CONCAT', partTextDone, (event) => {
    const member = 'refusal' in event ? 'refusal' : 'text';
    return { ...event, [member]: `${textOf(event[member])}!` };
  }),
  changing(
    'summary done is empty',
    'STREAM-DELTA-CONCAT',
    'response.reasoning_summary_text.done',
    (event) => ({
      ...event,
      text: '',
    }),
  ),
  at('arguments done are others', 'STREAM-DELTA-CONCAT', valueDone, (events, index) => {
    const event = events[index];
    if (event === undefined || doneCount(events, event, valueDelta) === 0) return null;
    const member = ['arguments', 'input', 'code'].find((name) => name in event) ?? 'arguments';
    return events.with(index, { ...event, [member]: `${textOf(event[member])} ` });
  }),
  changing('part done says something else', 'STREAM-DONE-EQ-PART', 'response.content_part.done', (event) =>
    inside(event, 'part', (inner) => ({
      ...inner,
      ['refusal' in inner ? 'refusal' : 'text']: 'something else',
    })),
  ),
  changing(
    'summary part done says something else',
    'STREAM-DONE-EQ-PART',
    'response.reasoning_summary_part.done',
    (event) => inside(event, 'part', (inner) => ({ ...inner, text: 'something else' })),
  ),
  changing('item done with another text', 'STREAM-DONE-EQ-PART', itemDone, (event) =>
    inside(event, 'item', (inner) =>
      insideArray(inner, 'content', (part) => ({
        ...part,
        ['refusal' in part ? 'refusal' : 'text']: 'something else',
      })),
    ),
  ),
  changing('item done without its content', 'STREAM-DONE-EQ-PART', itemDone, (event) =>
    inside(event, 'item', (inner) =>
      Array.isArray(inner['content']) && inner['content'].length > 0 ? { ...inner, content: [] } : null,
    ),
  ),
  changing('item done with other arguments', 'STREAM-DONE-EQ-PART', itemDone, (event) =>
    inside(event, 'item', (inner) =>
      typeof inner['arguments'] === 'string' ? { ...inner, arguments: '{"city":"Rome"}' } : null,
    ),
  ),
  changing('item done with other input', 'STREAM-DONE-EQ-PART', itemDone, (event) =>
    inside(event, 'item', (inner) =>
      typeof inner['input'] === 'string' ? { ...inner, input: 'else' } : null,
    ),
  ),
  {
    kind: 'summary ends up as content',
    rule: 'STREAM-DONE-EQ-PART',
    events: (events) => {
      const moved = events.map((event): GeneratedEvent => {
        const item = event.type === itemDone && isObject(event['item']) ? event['item'] : null;
        if (item === null || !Array.isArray(item['summary']) || item['summary'].length === 0) return event;
        const content = item['summary'].map((part) => ({
          type: 'reasoning_text',
          text: isObject(part) ? part['text'] : '',
        }));
        return { ...event, item: { ...item, summary: [], content } };
      });
      return moved.some((event, index) => event !== events[index]) ? moved : null;
    },
  },
  finalItem('final item with another text', (item) =>
    insideArray(item, 'content', (part) => ({
      ...part,
      ['refusal' in part ? 'refusal' : 'text']: 'something else',
    })),
  ),
  finalItem('final item with other arguments', (item) =>
    typeof item['arguments'] === 'string' ? { ...item, arguments: '{"city":"Rome"}' } : null,
  ),
  finalItem('final item with another call_id', (item) =>
    typeof item['call_id'] === 'string' ? { ...item, call_id: 'call_other' } : null,
  ),
  finalItem('final item with another id', (item) => ({ ...item, id: 'item_other' })),
  finalItem('final item with another status', (item) =>
    item['status'] === 'completed' ? { ...item, status: 'in_progress' } : null,
  ),
  changing('final output empty', 'STREAM-FINAL-EQ', finishedTerminal, (event) =>
    inside(event, 'response', (inner) => ({ ...inner, output: [] })),
  ),
  changing('final output missing', 'STREAM-FINAL-EQ', finishedTerminal, (event) =>
    inside(event, 'response', (inner) => lacking(inner, 'output')),
  ),
  changing('final output beside the response', 'STREAM-FINAL-EQ', finishedTerminal, (event) => {
    const output = isObject(event['response']) ? event['response']['output'] : undefined;
    const rest = inside(event, 'response', (inner) => lacking(inner, 'output'));
    return rest === null ? null : { ...rest, output };
  }),
  changing('final output lacks the last item', 'STREAM-FINAL-EQ', finishedTerminal, (event) =>
    inside(event, 'response', (inner) =>
      Array.isArray(inner['output']) ? { ...inner, output: inner['output'].slice(0, -1) } : null,
    ),
  ),
  changing('final output has an item more', 'STREAM-FINAL-EQ', finishedTerminal, (event) =>
    inside(event, 'response', (inner) =>
      Array.isArray(inner['output'])
        ? {
            ...inner,
            output: [...inner['output'], { id: 'more', type: 'compaction', encrypted_content: 'eA==' }],
          }
        : null,
    ),
  ),
  {
    kind: 'call without any delta',
    rule: 'STREAM-DELTA-SENT',
    events: (events) =>
      events.some(
        ({ type, ...event }) =>
          valueDone.test(type) &&
          !['', '{}'].includes(textOf(event['arguments'] ?? event['input'] ?? event['code'])),
      ) && events.some(({ type }) => valueDelta.test(type))
        ? events.filter(({ type }) => !valueDelta.test(type))
        : null,
  },
  {
    kind: 'text without any delta',
    rule: 'STREAM-DELTA-CONCAT',
    events: (events) =>
      events.some(
        ({ type, ...event }) => partTextDone.test(type) && textOf(event['text'] ?? event['refusal']) !== '',
      )
        ? events.filter(({ type }) => !partDelta.test(type))
        : null,
  },
  {
    kind: 'text events without logprobs',
    rule: 'STREAM-LOGPROBS',
    events: (events) =>
      events.some((event) => 'logprobs' in event)
        ? events.map((event): GeneratedEvent => ({ ...lacking(event, 'logprobs'), type: event.type }))
        : null,
  },
];
