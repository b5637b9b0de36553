import { cases } from './case.js';
import { functionCall, message } from './output.js';
import { before, behind, edits, having, leftOut, within } from './stream-edits.js';
import { one, two } from './streamed-samples.js';
import { streamed } from './streams.js';

const asked = { model: 'm', input: 'Hi.' };
const nameless = { id: undefined };
const other = { response: { id: 'resp_2' } };
const parts = (last: string) =>
  Array.from({ length: 12 }, (_, index) => ({
    type: 'output_text',
    text: index < 11 ? `${index}` : last,
    annotations: [],
    logprobs: [],
  }));

export const streamedOutputCases = cases(
  {
    name: 'the second item is announced before the first, the final output has them in order',
    exchanges: [
      streamed(asked, [one, two], (events) => [
        ...events.slice(0, 2),
        ...events.filter((event) => event['output_index'] === 1),
        ...events.filter((event) => event['output_index'] === 0),
        ...events.slice(-1),
      ]),
    ],
    blamed: { 'STREAM-ITEM-INDEX': '/events/2/output_index' },
  },
  {
    name: 'the final output is no array',
    exchanges: [
      streamed(asked, [one], within('response.completed', 'response', { output: { one } })),
      streamed(asked, [one], within('response.incomplete', 'response', { output: 'One.' }), {
        ...other,
        status: 'incomplete',
      }),
    ],
    blamed: { 'RES-SCHEMA': '/events/8/response/output', 'STREAM-FINAL-EQ': '/events/8/response/output' },
  },
  {
    name: 'nobody says what the item is, and the final output is missing',
    exchanges: [
      streamed(
        asked,
        [one],
        edits(
          within('response.output_item.added', 'item', { type: undefined }),
          within('response.output_item.done', 'item', { type: undefined }),
          within('response.completed', 'response', { output: undefined }),
        ),
      ),
    ],
    blamed: {
      'RES-REQUIRED': '/events/8/response/output',
      'STREAM-FINAL-EQ': '/events/8/response/output',
      'STREAM-EVENT-SCHEMA': '/events/2/item/type',
    },
  },
  {
    name: 'the final output has an item more, of no type',
    exchanges: [
      streamed(
        asked,
        [one],
        edits(
          within('response.output_item.added', 'item', { type: undefined }),
          within('response.output_item.done', 'item', { type: undefined }),
          within('response.completed', 'response', { output: [one, { id: 'x' }] }),
        ),
      ),
    ],
    blamed: {
      'RES-ITEM-FIELDS': '/events/8/response/output/1/type',
      'STREAM-FINAL-EQ': '/events/8/response/output',
      'STREAM-EVENT-SCHEMA': '/events/2/item/type',
    },
  },
  {
    name: 'the final output has an item more, in a whole and in a cut response',
    exchanges: [
      streamed(asked, [one], within('response.completed', 'response', { output: [one, two] })),
      streamed(
        asked,
        [message('One.', { id: 'msg_3', status: 'incomplete' })],
        within('response.incomplete', 'response', { output: [] }),
        { ...other, status: 'incomplete' },
      ),
    ],
    blamed: { 'STREAM-FINAL-EQ': '/events/8/response/output' },
  },
  {
    name: 'a response is complete without any item',
    exchanges: [streamed(asked, [])],
    blamed: { 'RES-OUTPUT-LOST': '/events/2/response/output' },
    passed: ['STREAM-ITEM-INDEX', 'STREAM-FINAL-EQ'],
    notFor: ['STREAM-ITEM-CLOSE'],
  },
  {
    name: 'the final output lacks the first of two items',
    exchanges: [streamed(asked, [one, two], within('response.completed', 'response', { output: [two] }))],
    blamed: { 'STREAM-FINAL-EQ': '/events/14/response/output' },
  },
  {
    name: 'an item without an id, and behind it one that moved to the front',
    exchanges: [
      streamed(
        asked,
        [message('One.', nameless), two],
        within('response.completed', 'response', { output: [two, message('One.', nameless)] }),
      ),
    ],
    blamed: {
      'RES-ITEM-FIELDS': '/events/14/response/output/1/id',
      'STREAM-ITEM-INDEX': '/events/14/response/output/0',
      'STREAM-IDENTITY': '/events/3/item_id',
      'STREAM-EVENT-SCHEMA': '/events/2/item/id',
    },
  },
  {
    name: 'an item is streamed without an id, and another has none in the end',
    exchanges: [
      streamed(
        asked,
        [message('One.', nameless), two],
        within('response.completed', 'response', { output: [one, message('Two.', nameless)] }),
      ),
    ],
    blamed: {
      'RES-ITEM-FIELDS': '/events/14/response/output/1/id',
      'STREAM-IDENTITY': '/events/3/item_id',
      'STREAM-FINAL-EQ': '/events/14/response/output/0/id',
      'STREAM-EVENT-SCHEMA': '/events/2/item/id',
    },
  },
  {
    name: 'the final output has words in place of the item',
    exchanges: [streamed(asked, [one], within('response.completed', 'response', { output: ['One.'] }))],
    blamed: {
      'RES-ITEM-SCHEMA': '/events/8/response/output/0',
      'STREAM-FINAL-EQ': '/events/8/response/output/0',
    },
  },
  {
    name: 'the final output has a name that the finished call has not, and lacks one that it has',
    exchanges: [
      streamed(
        asked,
        [functionCall('look', '{}'), functionCall('see', '{}', { id: 'fc_2', call_id: 'call_2' })],
        edits(
          (events) =>
            events.map((event) => {
              if (event.type === 'response.output_item.done' && event['output_index'] === 0)
                return { ...event, item: functionCall('look', '{}', { name: undefined }) };
              return event;
            }),
          within('response.completed', 'response', {
            output: [
              functionCall('look', '{}'),
              functionCall('see', '{}', { id: 'fc_2', call_id: 'call_2', name: undefined }),
            ],
          }),
        ),
      ),
    ],
    blamed: {
      'RES-ITEM-SCHEMA': '/events/10/response/output/1/name',
      'STREAM-FINAL-EQ': '/events/10/response/output/0/name',
      'STREAM-EVENT-SCHEMA': '/events/5/item/name',
    },
  },
  {
    name: 'texts differ in the second and in the twelfth part, in a whole and in a cut response',
    exchanges: [
      streamed(
        asked,
        [message('', { content: parts('11') }), { ...two, content: parts('11').slice(0, 2) }],
        within('response.completed', 'response', {
          output: [
            message('', { content: parts('other') }),
            { ...two, content: [...parts('11').slice(0, 1), ...parts('other').slice(-1)] },
          ],
        }),
      ),
      streamed(
        asked,
        [message('One.', { id: 'msg_3', status: 'incomplete' })],
        within('response.incomplete', 'response', {
          output: [message('Two.', { id: 'msg_3', status: 'incomplete' })],
        }),
        { ...other, status: 'incomplete' },
      ),
    ],
    blamed: { 'STREAM-FINAL-EQ': '/events/62/response/output/0/content/11/text' },
  },
  {
    name: 'an item is done without the item: nothing is there to compare the final one with',
    exchanges: [streamed(asked, [one], edits(having('response.output_item.done', { item: undefined })))],
    blamed: { 'STREAM-EVENT-SCHEMA': '/events/7/item' },
  },
  {
    name: 'two items are still open when the response is complete, and one when it is cut',
    exchanges: [
      streamed(asked, [one, two], leftOut('response.output_item.done')),
      streamed(
        asked,
        [message('One.', { id: 'msg_3', status: 'incomplete' })],
        leftOut('response.output_item.done'),
        {
          ...other,
          status: 'incomplete',
        },
      ),
    ],
    blamed: { 'STREAM-ITEM-CLOSE': '/events/12' },
  },
  {
    name: 'an item is still open when the response has failed, as it may be',
    exchanges: [
      streamed(
        asked,
        [one],
        edits(leftOut('response.output_item.done'), within('response.failed', 'response', { output: [] })),
        { status: 'failed' },
      ),
    ],
    passed: ['STREAM-ITEM-CLOSE'],
    notFor: ['STREAM-FINAL-EQ'],
  },
  {
    name: 'an item comes twice in the output under one place',
    exchanges: [
      streamed(
        asked,
        [one],
        edits(
          behind('response.output_item.done', {
            type: 'response.output_item.done',
            output_index: 0,
            item: two,
          }),
          before('response.output_item.added', {
            type: 'response.output_item.added',
            output_index: 0,
            item: { ...two, status: 'in_progress', content: [] },
          }),
        ),
      ),
    ],
    blamed: { 'STREAM-ITEM-CLOSE': '/events/9', 'STREAM-ITEM-INDEX': '/events/3/output_index' },
  },
);
