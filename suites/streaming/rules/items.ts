import type { Rule } from '../../engine/rule.js';
import { grammarRule } from './violations.js';

/** Output items: announced, identified, closed. */
export const itemRules: readonly Rule[] = [
  grammarRule({
    id: 'STREAM-ITEM-OPEN',
    check: 'item-open',
    level: 'MUST',
    basis: 'prose',
    title: 'response.output_item.added comes before any other event about that item',
    source: {
      dialect: 'open-responses',
      section: 'streaming items',
      note: 'the first event of an item is response.output_item.added',
    },
    why: 'SDKs look the item up by its output_index and throw, or drop the text (Vercel AI SDK).',
    fix: 'Send response.output_item.added as soon as the item begins, before its first part or delta.',
  }),
  grammarRule({
    id: 'STREAM-ITEM-CLOSE',
    check: 'item-close',
    level: 'MUST',
    basis: 'prose',
    title: 'response.output_item.done comes once per item, and nothing for the item after it',
    source: {
      dialect: 'open-responses',
      section: 'streaming items',
      note: 'an item closes with response.output_item.done and the full item',
    },
    why: 'Agents act on a tool call when its item is done: without it they wait for ever, twice they call twice.',
    fix: 'Send response.output_item.done once, after the last event of the item and before the terminal event.',
  }),
  grammarRule({
    id: 'STREAM-ITEM-INDEX',
    check: 'item-index',
    level: 'MUST',
    basis: 'inferred',
    title: 'output_index counts items from 0 in order of addition, and is the place in the final output',
    source: {
      dialect: 'all',
      section: 'streaming items',
      note: 'output_index is the index of the item in the output array',
    },
    why: 'SDKs write into output[output_index]: a gap or a repeated index loses an item.',
    fix: 'Give each new item the next index, and build the final output in that order.',
  }),
  grammarRule({
    id: 'STREAM-ITEM-ID',
    check: 'item-id',
    level: 'MUST',
    basis: 'inferred',
    title:
      'item_id is the id of the item at output_index in every event, and stays the same until it is done',
    source: {
      dialect: 'all',
      section: 'streaming items',
      note: 'item_id and output_index name the same item; its id is announced by response.output_item.added',
    },
    why: 'Clients that find items by id drop deltas that name an id nobody announced.',
    fix: 'Make the item id once, when the item is added, and use it in each of its events.',
  }),
  grammarRule({
    id: 'STREAM-ITEM-TYPE',
    check: 'item-type',
    level: 'MUST',
    basis: 'schema',
    title: 'The events of an item are those of its type, and its type stays the same',
    source: {
      dialect: 'all',
      section: 'stream events',
      note: 'each family of events belongs to one kind of item',
    },
    why: 'Typed clients cast the item to the wrong class and fail on its members.',
    fix: 'Announce an item as what it will be, and send the events of that type only.',
  }),
  grammarRule({
    id: 'STREAM-IDENTITY',
    check: 'identity',
    level: 'MUST',
    basis: 'schema',
    title: 'Every event says what it is about: item_id, output_index, content_index, summary_index',
    source: {
      dialect: 'all',
      section: 'stream events',
      note: 'the schema of each event type requires its item_id and indexes',
    },
    why: 'ChatKit and the Agents SDK fail validation; other clients put text into the wrong place.',
    fix: 'Fill in all places that the event type has, also where there is only one item or part (index 0).',
  }),
  grammarRule({
    id: 'STREAM-FN-NAME',
    check: 'function-name',
    level: 'MUST',
    basis: 'prose',
    needs: ['streaming', 'tools'],
    title: 'A function_call is announced with the name of the function',
    source: {
      dialect: 'open-responses',
      section: 'streaming items',
      note: 'response.output_item.added has as much detail as is known; for a function call its name',
    },
    why: 'Clients choose the handler and show the tool when the item is added.',
    fix: 'Send response.output_item.added once the name is known, with name and call_id filled in.',
  }),
];
