import type { JsonObject } from '../../schemas/json.js';
import { cases } from './case.js';
import { message, part } from './output.js';
import { edits, having, only, within, without } from './stream-edits.js';
import { done } from './streamed-samples.js';
import { streamed } from './streams.js';

const asked = { model: 'm', input: 'Hello' };
const completed = 'response.completed';
const card: JsonObject = { type: 'acme:card', id: 'card_1', status: 'completed' };
const cited = [citation('a'), citation('b')];
const table = { content: ['one', { cell: 2 }, [3]] };

export const streamingFinalCases = cases(
  {
    name: 'two citations were streamed that are not in the end',
    exchanges: [
      streamed(
        asked,
        [message('', { content: [{ ...part('Hello.'), annotations: cited }] })],
        edits(
          within('response.content_part.done', 'part', { annotations: [] }),
          within(done, 'item', { content: [part('Hello.')] }),
        ),
      ),
    ],
    blamed: {
      'STREAM-ANNOT-INDEX': '/events/10/item/content/0/annotations/0',
      'STREAM-FINAL-EQ': '/events/11/response/output/0/content/0/annotations',
    },
  },
  {
    name: 'one of two citations was streamed',
    exchanges: [
      streamed(
        asked,
        [message('', { content: [{ ...part('Hello.'), annotations: cited }] })],
        only(1, 'response.output_text.annotation.added', () => []),
      ),
    ],
    blamed: { 'STREAM-ANNOT-SENT': '/events/9/item/content/0/annotations/1' },
  },
  {
    name: 'citations are streamed in another order than they have in the end',
    exchanges: [
      streamed(
        asked,
        [message('', { content: [{ ...part('Hello.'), annotations: cited }] })],
        having('response.output_text.annotation.added', ({ annotation_index: index }) => ({
          annotation: citation(index === 0 ? 'b' : 'a'),
        })),
      ),
    ],
    blamed: { 'STREAM-ANNOT-INDEX': '/events/10/item/content/0/annotations/0' },
  },
  {
    name: 'an event of a citation does not have it',
    exchanges: [
      streamed(
        asked,
        [message('', { content: [{ ...part('Hello.'), annotations: [citation('a')] }] })],
        without('response.output_text.annotation.added', 'annotation'),
      ),
    ],
    blamed: {
      'STREAM-ANNOT-INDEX': '/events/9/item/content/0/annotations/0',
      'STREAM-EVENT-SCHEMA': '/events/6/annotation',
    },
  },
  {
    name: 'the annotations of the final part are no list',
    exchanges: [
      streamed(
        asked,
        [message('Hello.')],
        within(done, 'item', { content: [{ ...part('Hello.'), annotations: null }] }),
      ),
    ],
    blamed: { 'STREAM-EVENT-SCHEMA': '/events/8/item/content/0/annotations' },
  },

  {
    name: 'members that are no content are in one of two showings only',
    exchanges: [
      cardDone(
        { first: 'one', second: null, third: 'three', fingerprint: 'x', encrypted_content: 'eA==' },
        { second: 'two', third: null, fourth: 'four', fingerprint: 'y', encrypted_content: 'eQ==' },
      ),
    ],
    passed: ['STREAM-FINAL-EQ'],
  },
  {
    name: 'content that is empty is left out of one of two showings',
    exchanges: [
      cardDone(
        { content: [], name: '', action: {}, result: null, tools: undefined, operation: '' },
        { content: undefined, name: null, action: undefined, result: '', tools: [], operation: {} },
      ),
    ],
    passed: ['STREAM-FINAL-EQ'],
  },
  ...['content', 'action', 'name', 'result'].flatMap((member) => {
    const value = { content: ['one'], action: { type: 'show' }, name: 'card', result: 0 }[member];
    return [
      {
        name: `the ${member} of an item is missing in the end`,
        exchanges: [cardDone({ [member]: value }, {})],
        blamed: { 'STREAM-FINAL-EQ': `/events/4/response/output/0/${member}` },
      },
      {
        name: `the ${member} of an item is null in the end`,
        exchanges: [cardDone({ [member]: value }, { [member]: null })],
        blamed: { 'STREAM-FINAL-EQ': `/events/4/response/output/0/${member}` },
      },
      {
        name: `the ${member} of an item is there in the end only`,
        exchanges: [cardDone({}, { [member]: value })],
        blamed: { 'STREAM-FINAL-EQ': `/events/4/response/output/0/${member}` },
      },
      {
        name: `the ${member} of an item was null before the end`,
        exchanges: [cardDone({ [member]: null }, { [member]: value })],
        blamed: { 'STREAM-FINAL-EQ': `/events/4/response/output/0/${member}` },
      },
    ];
  }),
  {
    name: 'lists of another item are the same in the end',
    exchanges: [cardDone(table, table)],
    passed: ['STREAM-FINAL-EQ'],
  },
  {
    name: 'a list has an entry more in the end',
    exchanges: [cardDone(table, { content: [...table.content, 4] })],
    blamed: { 'STREAM-FINAL-EQ': '/events/4/response/output/0/content' },
  },
  {
    name: 'a list has an entry less in the end',
    exchanges: [cardDone(table, { content: table.content.slice(0, 2) })],
    blamed: { 'STREAM-FINAL-EQ': '/events/4/response/output/0/content' },
  },
  {
    name: 'an entry of a list is another one in the end',
    exchanges: [cardDone(table, { content: ['one', { cell: 2 }, [4]] })],
    blamed: { 'STREAM-FINAL-EQ': '/events/4/response/output/0/content/2/0' },
  },
  {
    name: 'an object is a text in the end',
    exchanges: [cardDone(table, { content: ['one', 'two', [3]] })],
    blamed: { 'STREAM-FINAL-EQ': '/events/4/response/output/0/content/1' },
  },
  {
    name: 'a text is an object in the end',
    exchanges: [cardDone(table, { content: [{ cell: 1 }, { cell: 2 }, [3]] })],
    blamed: { 'STREAM-FINAL-EQ': '/events/4/response/output/0/content/0' },
  },
  {
    name: 'a list is an object in the end',
    exchanges: [cardDone(table, { content: ['one', { cell: 2 }, { 0: 3 }] })],
    blamed: { 'STREAM-FINAL-EQ': '/events/4/response/output/0/content/2' },
  },
  {
    name: 'a member under a name that pointers escape is another one in the end',
    exchanges: [cardDone({ 'a/b': 1 }, { 'a/b': 2 })],
    blamed: { 'STREAM-FINAL-EQ': '/events/4/response/output/0/a~1b' },
  },
  {
    name: 'members come in another order in the end',
    exchanges: [cardDone({ name: 'card', content: ['one'] }, { content: ['one'], name: 'card' })],
    passed: ['STREAM-FINAL-EQ'],
  },
);

/** A stream of an item of the vendor's own that is done with these members and has those in the terminal event. */
function cardDone(before: JsonObject, end: JsonObject) {
  return streamed(
    asked,
    [card],
    edits(within(done, 'item', before), within(completed, 'response', { output: [{ ...card, ...end }] })),
    { dialect: 'open-responses' },
  );
}

function citation(title: string): JsonObject {
  return { type: 'url_citation', url: `https://${title}.example`, title, start_index: 0, end_index: 3 };
}
