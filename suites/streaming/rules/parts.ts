import type { Rule } from '../../engine/rule.js';
import { grammarRule } from './violations.js';

/** Content parts, summary parts and streamed values: their order and place. */
export const partRules: readonly Rule[] = [
  grammarRule({
    id: 'STREAM-PART-ORDER',
    check: 'part-order',
    level: 'MUST',
    basis: 'prose',
    title:
      'A content part goes through content_part.added, deltas, the done event of its text, content_part.done',
    source: {
      dialect: 'open-responses',
      section: 'streaming content',
      note: 'streamable content is backed by a content part: added, deltas, done of its type, part done',
    },
    why: 'openai-python indexes into a content list that is still empty and throws IndexError; others never finish the part.',
    fix: 'Frame each text with content_part.added and content_part.done, and send its own done event before the latter.',
  }),
  grammarRule({
    id: 'STREAM-PART-INDEX',
    check: 'part-index',
    level: 'MUST',
    basis: 'inferred',
    title: 'content_index and summary_index count the parts of an item from 0',
    source: {
      dialect: 'all',
      section: 'stream events',
      note: 'content_index is the index of the part in the content of its item, likewise summary_index',
    },
    why: 'Clients write into content[content_index] of an array that is shorter.',
    fix: 'Count parts per item, starting anew with each item.',
  }),
  grammarRule({
    id: 'STREAM-PART-TYPE',
    check: 'part-type',
    level: 'MUST',
    basis: 'inferred',
    title: 'The events of a part are those of its type, and its type stays the same',
    source: {
      dialect: 'open-responses',
      section: 'streaming content',
      note: 'a part is followed by deltas and the done event of its own type',
    },
    why: 'Typed clients append text to a refusal, or fail on the missing member.',
    fix: 'Announce a part with the type that it will have; open another part where the type changes.',
  }),
  grammarRule({
    id: 'STREAM-SUMMARY-ORDER',
    check: 'summary-order',
    level: 'MUST',
    basis: 'inferred',
    needs: ['streaming', 'reasoning'],
    title: 'A reasoning summary goes through part added, text deltas, text done, part done',
    source: {
      dialect: 'all',
      section: 'reasoning summary events',
      note: 'the same frame as for content, with summary_index; kept in every recorded stream',
    },
    why: 'Clients that show thinking index into a summary list that is still empty.',
    fix: 'Frame each summary text with reasoning_summary_part.added and .done.',
  }),
  grammarRule({
    id: 'STREAM-ARGS-ORDER',
    check: 'arguments-order',
    level: 'MUST',
    basis: 'inferred',
    needs: ['streaming', 'tools'],
    title:
      'Arguments, input or code of a call are said once as a whole, after their deltas and before the item is done',
    source: {
      dialect: 'all',
      section: 'stream events',
      note: 'deltas, then one done event; kept in every recorded stream',
    },
    why: 'Clients parse the arguments when they are done: too early they fail, twice they call the tool twice.',
    fix: 'Send one done event with the whole value after the last delta, then response.output_item.done.',
  }),
  grammarRule({
    id: 'STREAM-ANNOT-INDEX',
    check: 'annotations',
    level: 'MUST',
    basis: 'schema',
    title: 'annotation_index counts up per part, and each annotation is at that place of the final part',
    source: {
      dialect: 'all',
      section: 'output_text.annotation.added',
      note: 'annotation_index is the index of the annotation within the part',
    },
    why: 'Citations are shown at the wrong place, or vanish when the item is done.',
    fix: 'Number annotations per part from 0 and keep them, in that order, in the annotations of the final part.',
  }),
  grammarRule({
    id: 'STREAM-ANNOT-SENT',
    check: 'annotations-sent',
    level: 'SHOULD',
    basis: 'observed',
    title: 'Annotations of the final part were streamed before',
    source: {
      dialect: 'openai',
      section: 'output_text.annotation.added',
      note: 'so in every recorded stream with citations',
    },
    why: 'Clients that render citations as they come show none.',
    fix: 'Send output_text.annotation.added for each annotation, before output_text.done.',
  }),
];
