import { isObject } from '../../../schemas/json.js';
import type { GeneratedEvent } from '../event.js';
import {
  at,
  changing,
  finishedTerminal,
  inside,
  lacking,
  moved,
  partDelta,
  repeating,
  type StreamViolation,
} from './violation.js';

const added = 'response.output_item.added';
const done = 'response.output_item.done';

function itemIs(event: GeneratedEvent, ...types: readonly string[]): boolean {
  return isObject(event['item']) && types.includes(String(event['item']['type']));
}

function ended(events: readonly GeneratedEvent[]): boolean {
  return events.some(({ type }) => finishedTerminal.test(type));
}

/** Items: announced, placed, named and closed. */
export const itemViolations: readonly StreamViolation[] = [
  at('item never announced', 'STREAM-ITEM-OPEN', added, (events, index) => events.toSpliced(index, 1)),
  at('item announced late', 'STREAM-ITEM-OPEN', added, (events, index) => {
    const own = events.findIndex(
      (event, at) => at > index && event['output_index'] === events[index]?.['output_index'],
    );
    return own < 0 || events[own]?.type === done ? null : moved(events, index, own + 1);
  }),
  at('item never done', 'STREAM-ITEM-CLOSE', done, (events, index) =>
    ended(events) ? events.toSpliced(index, 1) : null,
  ),
  repeating('item done twice', 'STREAM-ITEM-CLOSE', done),
  at('a delta after its item was done', 'STREAM-ITEM-CLOSE', partDelta, (events, index) => {
    const end = events.findIndex(
      (event) => event.type === done && event['output_index'] === events[index]?.['output_index'],
    );
    return end < 0 ? null : moved(events, index, end + 1);
  }),
  {
    kind: 'output_index begins at 1',
    rule: 'STREAM-ITEM-INDEX',
    events: (events) =>
      events.some(({ type }) => type === added)
        ? events.map((event) =>
            typeof event['output_index'] === 'number'
              ? { ...event, output_index: event['output_index'] + 1 }
              : event,
          )
        : null,
  },
  {
    kind: 'output_index always 0',
    rule: 'STREAM-ITEM-INDEX',
    events: (events) =>
      events.filter(({ type }) => type === added).length > 1
        ? events.map((event) => ('output_index' in event ? { ...event, output_index: 0 } : event))
        : null,
  },
  changing('final output in another order', 'STREAM-ITEM-INDEX', finishedTerminal, (event) =>
    inside(event, 'response', (inner) =>
      Array.isArray(inner['output']) && inner['output'].length > 1
        ? { ...inner, output: inner['output'].toReversed() }
        : null,
    ),
  ),
  changing('delta with an id nobody announced', 'STREAM-ITEM-ID', /\.delta$/, (event) => ({
    ...event,
    item_id: 'chatcmpl-1',
  })),
  changing(
    'done with an id nobody announced',
    'STREAM-ITEM-ID',
    /_text\.done$|_arguments\.done$/,
    (event) => ({
      ...event,
      item_id: 'chatcmpl-1',
    }),
  ),
  changing('another item id when done', 'STREAM-ITEM-ID', done, (event) =>
    inside(event, 'item', (inner) => ({ ...inner, id: 'item_other' })),
  ),
  at('delta with the id of another item', 'STREAM-ITEM-ID', /\.delta$/, (events, index) => {
    const event = events[index];
    const stranger = events.find(
      (entry) =>
        entry.type === added && entry['output_index'] !== event?.['output_index'] && isObject(entry['item']),
    );
    if (event === undefined || stranger === undefined || !isObject(stranger['item'])) return null;
    return events.with(index, { ...event, item_id: stranger['item']['id'] });
  }),
  at('delta with an output_index nobody announced', 'STREAM-ITEM-ID', /\.delta$/, (events, index) => {
    const event = events[index];
    return event === undefined || !('item_id' in event)
      ? null
      : events.with(index, { ...event, output_index: 77 });
  }),
  at('two items with one id', 'STREAM-ITEM-ID', added, (events, index) => {
    const first = events.find(({ type }) => type === added);
    const event = events[index];
    if (event === undefined || first === undefined || first === event) return null;
    const id = isObject(first['item']) ? first['item']['id'] : undefined;
    const renamed = inside(event, 'item', (inner) => ({ ...inner, id }));
    return renamed === null ? null : events.with(index, { ...renamed, type: added });
  }),
  changing(
    'another item type when done',
    'STREAM-ITEM-TYPE',
    (event) => event.type === done && itemIs(event, 'message', 'reasoning', 'function_call'),
    (event) =>
      inside(event, 'item', (inner) => ({
        ...inner,
        type: inner['type'] === 'compaction' ? 'program' : 'compaction',
      })),
  ),
  changing('arguments streamed for a message', 'STREAM-ITEM-TYPE', 'response.output_text.delta', (event) => ({
    ...lacking(event, 'content_index'),
    type: 'response.function_call_arguments.delta',
  })),
  changing(
    'another call_id when done',
    'STREAM-ITEM-CONST',
    (event) => event.type === done && itemIs(event, 'function_call', 'custom_tool_call'),
    (event) => inside(event, 'item', (inner) => ({ ...inner, call_id: 'call_other' })),
  ),
  changing(
    'arguments done under another name',
    'STREAM-FN-NAME',
    'response.function_call_arguments.done',
    (event) => ({
      ...event,
      name: 'other_function',
    }),
  ),
  changing('item_id missing', 'STREAM-IDENTITY', /\.delta$/, (event) => lacking(event, 'item_id')),
  changing('output_index missing', 'STREAM-IDENTITY', /\.delta$|\.done$/, (event) =>
    lacking(event, 'output_index'),
  ),
  changing('output_index missing in added', 'STREAM-IDENTITY', added, (event) =>
    lacking(event, 'output_index'),
  ),
  changing('output_index as a string', 'STREAM-IDENTITY', /\.delta$/, (event) => ({
    ...event,
    output_index: String(event['output_index']),
  })),
  changing('content_index missing', 'STREAM-IDENTITY', partDelta, (event) => lacking(event, 'content_index')),
  changing('content_index null', 'STREAM-IDENTITY', /content_part\./, (event) => ({
    ...event,
    content_index: null,
  })),
  changing('summary_index missing', 'STREAM-IDENTITY', /reasoning_summary_/, (event) =>
    lacking(event, 'summary_index'),
  ),
  changing('annotation_index missing', 'STREAM-IDENTITY', /annotation\.added$/, (event) =>
    lacking(event, 'annotation_index'),
  ),
  changing(
    'function without a name',
    'STREAM-FN-NAME',
    (event) => event.type === added && itemIs(event, 'function_call'),
    (event) => inside(event, 'item', (inner) => lacking(inner, 'name')),
  ),
  changing(
    'item announced completed',
    'STREAM-ANNOUNCED-EMPTY',
    (event) => event.type === added && itemIs(event, 'message', 'reasoning', 'function_call'),
    (event) => inside(event, 'item', (inner) => ({ ...inner, status: 'completed' })),
  ),
  changing(
    'call announced with its arguments',
    'STREAM-ANNOUNCED-EMPTY',
    (event) => event.type === added && itemIs(event, 'function_call'),
    (event) => inside(event, 'item', (inner) => ({ ...inner, arguments: '{"city":"Paris"}' })),
  ),
];
