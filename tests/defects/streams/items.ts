import { alteringEvents, breaking } from '../breaking.js';
import { without } from '../building.js';
import type { Defect } from '../defect.js';

const area = 'streaming';

/** Servers that announce, name, place or close items and parts wrongly. */
export const itemDefects: readonly Defect[] = [
  {
    name: 'item-never-done',
    area,
    symptom: 'the first output item is never done',
    caughtBy: ['STREAM-ITEM-CLOSE'],
    change: breaking('item never done'),
  },
  {
    name: 'item-done-twice',
    area,
    symptom: 'the first output item is done twice',
    caughtBy: ['STREAM-ITEM-CLOSE'],
    change: breaking('item done twice'),
  },
  {
    name: 'output-index-from-one',
    area,
    symptom: 'output_index counts from 1',
    caughtBy: ['STREAM-ITEM-INDEX'],
    change: breaking('output_index begins at 1'),
  },
  {
    name: 'output-index-always-zero',
    area,
    symptom: 'every item has output_index 0',
    caughtBy: ['STREAM-ITEM-INDEX'],
    collateral: 16,
    change: breaking('output_index always 0'),
  },
  {
    name: 'delta-uses-response-level-id',
    area,
    symptom: 'text deltas carry an id that was never announced',
    seenIn: 'BerriAI/litellm#27671',
    caughtBy: ['STREAM-ITEM-ID'],
    change: alteringEvents(/^response\.output_text\.delta$/, (event) => ({
      ...event,
      item_id: 'chatcmpl-4711',
    })),
  },
  {
    name: 'item-id-changes',
    area,
    symptom: 'an item is done under another id than it was announced',
    caughtBy: ['STREAM-ITEM-ID'],
    collateral: 16,
    change: breaking('another item id when done'),
  },
  {
    name: 'item-type-changes',
    area,
    symptom: 'an item is done as another type than it was announced',
    caughtBy: ['STREAM-ITEM-TYPE'],
    collateral: 16,
    change: breaking('another item type when done'),
  },
  {
    name: 'call-id-changes',
    area,
    symptom: 'a call is done with another call_id than it was announced with',
    caughtBy: ['STREAM-ITEM-CONST'],
    collateral: 16,
    change: breaking('another call_id when done'),
  },
  {
    name: 'content-index-missing',
    area,
    symptom: 'content_part and output_text events have no content_index',
    seenIn: 'teabranch/open-responses-server#44',
    caughtBy: ['STREAM-IDENTITY'],
    change: alteringEvents(/^response\.(content_part|output_text)\./, (event) =>
      without(event, 'content_index'),
    ),
  },
  {
    name: 'item-id-missing',
    area,
    symptom: 'deltas have no item_id',
    caughtBy: ['STREAM-IDENTITY'],
    change: alteringEvents(/\.delta$/, (event) => without(event, 'item_id')),
  },
  {
    name: 'function-announced-without-name',
    area,
    symptom: 'a function_call is announced without its name',
    caughtBy: ['STREAM-FN-NAME'],
    change: breaking('function without a name'),
  },
  {
    name: 'hm-added-item-already-complete',
    area,
    symptom: 'output_item.added has the whole item',
    seenIn: 'museum',
    caughtBy: ['STREAM-ANNOUNCED-EMPTY'],
    level: 'SHOULD',
    change: {
      events: (events) =>
        events.map((event) => {
          if (event.type !== 'response.output_item.added') return event;
          const done = events.find(
            ({ type, output_index }) =>
              type === 'response.output_item.done' && output_index === event['output_index'],
          );
          return { ...event, item: done?.['item'] ?? event['item'] };
        }),
    },
  },
  {
    name: 'part-never-announced',
    area,
    symptom: 'deltas come without content_part.added',
    caughtBy: ['STREAM-PART-ORDER'],
    change: breaking('part never announced'),
  },
  {
    name: 'content-index-from-one',
    area,
    symptom: 'content_index counts from 1',
    seenIn: 'bedrock, recorded by ruby_llm',
    caughtBy: ['STREAM-PART-INDEX'],
    change: breaking('content_index begins at 1'),
  },
  {
    name: 'part-type-changes',
    area,
    symptom: 'a text part is announced as a refusal',
    caughtBy: ['STREAM-PART-TYPE'],
    change: breaking('text in a refusal'),
  },
  {
    name: 'summary-part-never-done',
    area,
    symptom: 'reasoning_summary_part.done never comes',
    caughtBy: ['STREAM-SUMMARY-ORDER'],
    change: breaking('summary part never done'),
  },
  {
    name: 'arguments-done-twice',
    area,
    symptom: 'function_call_arguments.done comes twice',
    caughtBy: ['STREAM-ARGS-ORDER'],
    change: breaking('arguments done twice'),
  },
  {
    name: 'annotation-index-from-one',
    area,
    symptom: 'annotation_index counts from 1',
    caughtBy: ['STREAM-ANNOT-INDEX'],
    change: breaking('annotation_index leaves one out'),
  },
  {
    name: 'annotations-only-at-the-end',
    area,
    symptom: 'citations are in the final part only, no annotation.added is sent',
    caughtBy: ['STREAM-ANNOT-SENT'],
    level: 'SHOULD',
    change: alteringEvents(/annotation\.added$/, () => null),
  },
  {
    name: 'nonstandard-event-name',
    area,
    symptom: 'reasoning parts are announced by response.reasoning_text.added',
    seenIn: 'NVIDIA-NeMo/Switchyard#639',
    caughtBy: ['STREAM-EXT-IGNORABLE', 'STREAM-PART-ORDER'],
    change: {
      events: (events) => {
        const reasoning = new Set(
          events.flatMap(({ type, item_id }) => (type === 'response.reasoning_text.delta' ? [item_id] : [])),
        );
        return events.map((event) =>
          event.type === 'response.content_part.added' && reasoning.has(event['item_id'])
            ? { ...event, type: 'response.reasoning_text.added' }
            : event,
        );
      },
    },
  },
  {
    name: 'unprefixed-event',
    area,
    dialect: 'open-responses',
    symptom: 'an event of its own has no slug',
    caughtBy: ['STREAM-EXT-PREFIX'],
    level: 'SHOULD',
    change: breaking('event without a slug'),
  },
  {
    name: 'tool-works-before-it-began',
    area,
    symptom: 'searching (or generating, interpreting) comes before in_progress',
    caughtBy: ['STREAM-TOOL-PROGRESS'],
    change: breaking('tool works before it began'),
  },
  {
    name: 'tool-never-completed',
    area,
    symptom: 'hosted tools never report completed',
    caughtBy: ['STREAM-TOOL-FINISHED'],
    change: alteringEvents(/_call\.completed$/, () => null),
  },
  {
    name: 'partial-images-from-one',
    area,
    symptom: 'partial_image_index counts from 1',
    caughtBy: ['STREAM-PARTIAL-IMAGES'],
    change: alteringEvents(/partial_image$/, (event) => ({
      ...event,
      partial_image_index: Number(event['partial_image_index']) + 1,
    })),
  },
];
