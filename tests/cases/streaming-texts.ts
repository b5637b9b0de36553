import { cases } from './case.js';
import { message, part } from './output.js';
import {
  after,
  before,
  countingThoughts,
  type Edit,
  edits,
  endingWith,
  having,
  leftOut,
  only,
  without,
} from './stream-edits.js';
import { delta, done, partAdded, partDone, textDone, thinking } from './streamed-samples.js';
import { streamed } from './streams.js';

const asked = { model: 'm', input: 'Hello' };
const thoughtful = { ...asked, reasoning: { effort: 'low', summary: 'auto' } };
const place = { item_id: 'msg_1', output_index: 0, content_index: 0 };
const hello = message('Hello there, you two.');
const more = (text: string) => ({ type: delta, ...place, delta: text, logprobs: [], obfuscation: 'abcd' });

export const streamingTextCases = cases(
  {
    name: 'a text of thousands of deltas',
    exchanges: [streamed(asked, [message('a'.repeat(2100))], inPieces('a', 2100))],
    passed: ['STREAM-DELTA-CONCAT', 'STREAM-DONE-EQ-PART'],
  },
  {
    name: 'a text of thousands of deltas that ends otherwise',
    exchanges: [streamed(asked, [message(`${'b'.repeat(2100)}!`)], inPieces('b', 2100))],
    blamed: { 'STREAM-DELTA-CONCAT': '/events/2104/text' },
  },
  {
    name: 'a long text that is done otherwise in its middle',
    exchanges: [
      streamed(
        asked,
        [message(`${'Hello '.repeat(9)}there, and goodbye to all of you, the whole lot of you.`)],
        having(textDone, {
          text: `${'Hello '.repeat(9)}world, and goodbye to all of you, the whole lot of you.`,
        }),
      ),
    ],
    blamed: { 'STREAM-DELTA-CONCAT': '/events/32/text', 'STREAM-DONE-EQ-PART': '/events/33/part/text' },
  },
  {
    name: 'the second delta is no text',
    exchanges: [streamed(asked, [hello], only(1, delta, having(delta, { delta: 7 })))],
    blamed: { 'STREAM-DELTA-CONCAT': '/events/10/text', 'STREAM-EVENT-SCHEMA': '/events/5/delta' },
  },
  {
    name: 'the second delta has no logprobs',
    exchanges: [streamed(asked, [hello], only(1, delta, without(delta, 'logprobs')))],
    blamed: { 'STREAM-LOGPROBS': '/events/5/logprobs' },
  },
  {
    name: 'the second delta has logprobs that are none',
    exchanges: [streamed(asked, [hello], only(1, delta, having(delta, { logprobs: [{ token: 7 }] })))],
    blamed: { 'STREAM-EVENT-SCHEMA': '/events/5/logprobs/0/logprob' },
  },
  {
    name: 'the second delta is padded with a number',
    exchanges: [streamed(asked, [hello], only(1, delta, having(delta, { obfuscation: 7 })))],
    blamed: { 'STREAM-EVENT-SCHEMA': '/events/5/obfuscation' },
  },
  {
    name: 'the second delta names another item',
    exchanges: [streamed(asked, [hello], only(1, delta, having(delta, { item_id: 'msg_2' })))],
    blamed: { 'STREAM-ITEM-ID': '/events/5/item_id' },
  },
  {
    name: 'the third delta is about another output_index',
    exchanges: [streamed(asked, [hello], only(2, delta, having(delta, { output_index: 1 })))],
    blamed: { 'STREAM-ITEM-ID': '/events/6/output_index' },
  },
  {
    name: 'the second delta does not say its part',
    exchanges: [streamed(asked, [hello], only(1, delta, without(delta, 'content_index')))],
    blamed: { 'STREAM-IDENTITY': '/events/5/content_index' },
  },
  {
    name: 'a delta comes when its text is done',
    exchanges: [streamed(asked, [hello], after(textDone, more('Hi')))],
    blamed: { 'STREAM-PART-ORDER': '/events/11' },
  },
  {
    name: 'a delta comes when its part is done',
    exchanges: [streamed(asked, [hello], after(partDone, more('Hi')))],
    blamed: { 'STREAM-PART-ORDER': '/events/12' },
  },
  {
    name: 'a delta comes when its item is done, whose text never was',
    exchanges: [streamed(asked, [hello], edits(leftOut(textDone, partDone), after(done, more('Hi'))))],
    blamed: { 'STREAM-ITEM-CLOSE': '/events/11', 'STREAM-PART-ORDER': '/events/10' },
  },
  {
    name: 'a delta comes after the response has failed',
    exchanges: [
      streamed(
        asked,
        [hello],
        edits(leftOut(textDone, partDone, done), (events) => [...events, more('Hi')]),
        { status: 'failed', response: { output: [] } },
      ),
    ],
    blamed: { 'STREAM-ONE-TERMINAL': '/events/11' },
  },
  {
    name: 'an error comes in the middle of a text that then goes on and breaks off',
    exchanges: [
      streamed(
        asked,
        [hello],
        edits(endingWith(textDone), leftOut(textDone), (events) =>
          events.toSpliced(-1, 0, { type: 'error', code: null, message: 'Trouble.', param: null }),
        ),
      ),
    ],
    blamed: { 'ERR-STREAM-FAILED': '/events/10' },
  },
  {
    name: 'a text is done that never got a part',
    exchanges: [streamed(asked, [hello], leftOut(partAdded, partDone))],
    blamed: { 'STREAM-PART-ORDER': '/events/3' },
  },
  {
    name: 'the done event of a text has none',
    exchanges: [streamed(asked, [hello], without(textDone, 'text'))],
    blamed: { 'STREAM-EVENT-SCHEMA': '/events/10/text' },
  },
  {
    name: 'a text ends as a refusal',
    exchanges: [
      streamed(
        asked,
        [hello],
        edits(
          leftOut(textDone),
          before(partDone, { type: 'response.refusal.done', ...place, refusal: 'No.' }),
        ),
      ),
    ],
    blamed: {
      'STREAM-PART-TYPE': '/events/10',
      'STREAM-DELTA-CONCAT': '/events/10/refusal',
      'STREAM-DONE-EQ-PART': '/events/11/part/text',
    },
  },
  {
    name: 'the deltas of a text are those of a refusal',
    exchanges: [
      streamed(asked, [hello], (events) =>
        events.map((event) => (event.type === delta ? { ...event, type: 'response.refusal.delta' } : event)),
      ),
    ],
    blamed: { 'STREAM-PART-TYPE': '/events/4' },
  },
  {
    name: 'reasoning is told without a summary, which nobody asked for',
    exchanges: [streamed(asked, [{ ...thinking, summary: [] }], countingThoughts)],
    passed: ['STREAM-SUMMARY-ASKED', 'STREAM-REASONING-NAME'],
  },
  {
    name: 'reasoning changes its name between two deltas',
    exchanges: [
      streamed(
        thoughtful,
        [thinking],
        edits(countingThoughts, (events) => {
          const last = events.findLastIndex(({ type }) => type === 'response.reasoning_text.delta');
          return events.map((event, index) =>
            index === last ? { ...event, type: 'response.reasoning.delta' } : event,
          );
        }),
      ),
    ],
    blamed: { 'STREAM-REASONING-NAME': '/events/7/type' },
  },
  {
    name: 'reasoning of Open Responses comes in a part of another type',
    exchanges: [
      streamed(
        thoughtful,
        [{ ...thinking, content: [part('This and that.')] }],
        edits(
          countingThoughts,
          (events) =>
            events.map((event) =>
              event.type === delta ? { ...event, type: 'response.reasoning.delta' } : event,
            ),
          (events) =>
            events.map((event) =>
              event.type === textDone ? { ...event, type: 'response.reasoning.done' } : event,
            ),
        ),
        { dialect: 'open-responses' },
      ),
    ],
  },
);

/** The text of the only message comes in deltas of its own. */
function inPieces(text: string, count: number): Edit {
  return edits(leftOut(delta), before(textDone, ...Array.from({ length: count }, () => more(text))));
}
