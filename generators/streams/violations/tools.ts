import { isObject } from '../../../schemas/json.js';
import type { GeneratedEvent } from '../event.js';
import {
  at,
  changing,
  finishedTerminal,
  inserted,
  lacking,
  moved,
  partDelta,
  repeating,
  type StreamViolation,
} from './violation.js';

const tools =
  'web_search_call|file_search_call|code_interpreter_call|image_generation_call|mcp_call|mcp_list_tools';
const started = new RegExp(`^response\\.(${tools})\\.in_progress$`);
const finished = new RegExp(`^response\\.(${tools})\\.completed$`);
const working = /\.(searching|interpreting|generating)$/;

type Events = readonly GeneratedEvent[];

function sameItem(events: Events, index: number, type: RegExp): number {
  const own = events[index]?.['output_index'];
  return events.findIndex((event) => type.test(event.type) && event['output_index'] === own);
}

function reachesItsEnd(events: Events): boolean {
  return events.some(({ type }) => finishedTerminal.test(type));
}

/** What tools tell about their work. */
const progressViolations: readonly StreamViolation[] = [
  at('tool completed before it began', 'STREAM-TOOL-PROGRESS', started, (events, index) => {
    const end = sameItem(events, index, finished);
    return end < 0 ? null : moved(events, end, index);
  }),
  repeating('tool completed twice', 'STREAM-TOOL-PROGRESS', finished),
  at('tool works before it began', 'STREAM-TOOL-PROGRESS', working, (events, index) => {
    const begin = sameItem(events, index, started);
    return begin < 0 ? null : moved(events, index, begin);
  }),
  at('tool never completed', 'STREAM-TOOL-FINISHED', finished, (events, index) => {
    // Azure is recorded to leave out these two.
    const tolerated = /web_search|image_generation/.test(events[index]?.type ?? '');
    return reachesItsEnd(events) && !tolerated ? events.toSpliced(index, 1) : null;
  }),
  changing('partial image with the next index', 'STREAM-PARTIAL-IMAGES', /partial_image$/, (event) => ({
    ...event,
    partial_image_index: Number(event['partial_image_index']) + 1,
  })),
];

/** Events under names that the contract, or the dialect, does not have. */
const nameViolations: readonly StreamViolation[] = [
  {
    kind: 'reasoning under the other name',
    rule: 'STREAM-REASONING-NAME',
    events: (events) => {
      const renamed = events.map((event): GeneratedEvent => ({ ...event, type: otherName(event.type) }));
      return renamed.some(({ type }, index) => type !== events[index]?.type) ? renamed : null;
    },
  },
  at(
    'part announced under a name of its own',
    'STREAM-EXT-IGNORABLE',
    'response.content_part.added',
    (events, index) => {
      const event = events[index];
      const used = events.some((entry, place) => place > index && entry['item_id'] === event?.['item_id']);
      if (event === undefined || !used) return null;
      return events.with(index, { ...event, type: 'response.text_part.added' });
    },
  ),
  at(
    'item done under a name of its own',
    'STREAM-EXT-IGNORABLE',
    'response.output_item.done',
    (events, index) => {
      const event = events[index];
      if (event === undefined || !reachesItsEnd(events)) return null;
      return events.with(index, { ...event, type: 'response.item.completed' });
    },
  ),
  at('terminal event under a name of its own', 'STREAM-EXT-IGNORABLE', finishedTerminal, (events, index) => {
    const event = events[index];
    return event === undefined ? null : events.with(index, { ...event, type: 'response.done' });
  }),
  {
    kind: 'event without a slug',
    rule: 'STREAM-EXT-PREFIX',
    events: (events, _, { dialect }) =>
      dialect === 'open-responses' ? inserted(events, 1, { type: 'response.my_trace' }) : null,
  },
];

function otherName(type: string): string {
  if (type.startsWith('response.reasoning_text.')) return type.replace('reasoning_text', 'reasoning');
  return /^response\.reasoning\.(delta|done)$/.test(type)
    ? type.replace('reasoning.', 'reasoning_text.')
    : type;
}

/** Events that do not fit their schema. */
const schemaViolations: readonly StreamViolation[] = [
  changing('delta that is no text', 'STREAM-EVENT-SCHEMA', partDelta, (event) => ({ ...event, delta: 7 })),
  changing('delta missing', 'STREAM-EVENT-SCHEMA', /\.delta$/, (event) => lacking(event, 'delta')),
  changing('part missing', 'STREAM-EVENT-SCHEMA', /content_part\./, (event) => lacking(event, 'part')),
  changing('item missing', 'STREAM-EVENT-SCHEMA', /output_item\./, (event) => lacking(event, 'item')),
  changing(
    'response missing',
    'STREAM-EVENT-SCHEMA',
    /^response\.(created|in_progress|completed)$/,
    (event) => lacking(event, 'response'),
  ),
  changing('text missing when done', 'STREAM-EVENT-SCHEMA', 'response.output_text.done', (event) =>
    lacking(event, 'text'),
  ),
  changing(
    'item status that does not exist',
    'STREAM-EVENT-SCHEMA',
    ({ type, item }) => type === 'response.output_item.done' && isObject(item) && item['type'] === 'message',
    (event) => (isObject(event['item']) ? { ...event, item: { ...event['item'], status: 'stop' } } : null),
  ),
];

/** Members that the request asks for, or not. */
const askedViolations: readonly StreamViolation[] = [
  {
    kind: 'summary that nobody asked for',
    rule: 'STREAM-SUMMARY-ASKED',
    events: (events) =>
      events.some(({ type }) => type.startsWith('response.reasoning_summary_text')) ? events : null,
    request: (request) => lacking(request, 'reasoning'),
  },
  {
    kind: 'deltas without padding',
    rule: 'STREAM-OBFUSC-DEFAULT',
    events: (events) =>
      events.some((event) => event.type === 'response.output_text.delta' && 'obfuscation' in event)
        ? events.map((event): GeneratedEvent => ({ ...lacking(event, 'obfuscation'), type: event.type }))
        : null,
  },
  {
    kind: 'padding that was turned off',
    rule: 'STREAM-OBFUSC-OFF',
    events: (events) => (events.some((event) => 'obfuscation' in event) ? events : null),
    request: (request) => ({ ...request, stream_options: { include_obfuscation: false } }),
  },
];

/** Tools, names, schemas, and what was asked for. */
export const toolViolations: readonly StreamViolation[] = [
  ...progressViolations,
  ...nameViolations,
  ...schemaViolations,
  ...askedViolations,
];
