import type { JsonObject } from '../../schemas/json.js';
import type { Exchange } from '../../targets/exchange.js';
import { cases } from './case.js';
import { functionCall, message, part } from './output.js';
import {
  after,
  countingThoughts,
  type Edit,
  edits,
  having,
  leftOut,
  only,
  resumedAfter,
  within,
  without,
} from './stream-edits.js';
import {
  added,
  annotation,
  delta,
  done,
  partAdded,
  partDone,
  textDone,
  twoParts,
} from './streamed-samples.js';
import { streamed } from './streams.js';

const asked = { model: 'm', input: 'Hello', background: true };
const hello = message('Hello there, you two.');
const citation = (title: string): JsonObject => ({
  type: 'url_citation',
  url: `https://${title}.example`,
  title,
  start_index: 0,
  end_index: 3,
});
const cited = message('', {
  content: [{ ...part('Hello.'), annotations: [citation('a'), citation('b')] }],
});
const call = functionCall('look', '{"at":1}');
const search: JsonObject = {
  type: 'web_search_call',
  id: 'ws_1',
  status: 'completed',
  action: { type: 'search', query: 'weather' },
};
const image: JsonObject = { type: 'image_generation_call', id: 'ig_1', status: 'completed', result: 'aGk=' };
const shell: JsonObject = {
  type: 'shell_call',
  id: 'sh_1',
  call_id: 'call_1',
  status: 'completed',
  action: { commands: ['ls', 'pwd'], timeout_ms: null, max_output_length: null },
  environment: null,
};
const thinking: JsonObject = {
  type: 'reasoning',
  id: 'rs_1',
  status: 'completed',
  summary: [
    { type: 'summary_text', text: 'First this.' },
    { type: 'summary_text', text: 'Then that.' },
  ],
};

const asking = within('response.completed', 'response', { reasoning: { effort: 'low', summary: 'auto' } });

/** The stream of a background response, read again from behind an event. */
function resumed(type: string, output: readonly JsonObject[], edit?: Edit, place = 0): Exchange {
  const whole = streamed(asked, output, edit, { response: { background: true } });
  return resumedAfter(type, whole, place);
}

export const streamingResumedCases = cases(
  ...[added, partAdded, delta, textDone, partDone].map((type) => ({
    name: `a message is read again from behind ${type}`,
    exchanges: [resumed(type, [hello])],
    passed: ['STREAM-FINAL-EQ', 'STREAM-ITEM-CLOSE'],
  })),
  ...[partAdded, delta, textDone, partDone].map((type) => ({
    name: `the second part of a message is read again from behind ${type}`,
    exchanges: [resumed(type, [twoParts], undefined, type === delta ? 4 : 1)],
    passed: ['STREAM-FINAL-EQ', 'STREAM-ITEM-CLOSE'],
  })),
  {
    name: 'a message is read again from between its parts',
    exchanges: [resumed(partDone, [twoParts])],
    passed: ['STREAM-FINAL-EQ', 'STREAM-DONE-EQ-PART'],
  },
  {
    name: 'a summary is read again from between its parts',
    exchanges: [resumed('response.reasoning_summary_part.done', [thinking], edits(countingThoughts, asking))],
    passed: ['STREAM-FINAL-EQ', 'STREAM-DONE-EQ-PART'],
  },
  {
    name: 'a message is read again from within its second part, which its item is done otherwise with',
    exchanges: [
      resumed(
        delta,
        [twoParts],
        within(done, 'item', { content: [part('Hello there.'), part('Goodbye.')] }),
        4,
      ),
    ],
    blamed: {
      'STREAM-DONE-EQ-PART': '/events/3/item/content/1/text',
      'STREAM-FINAL-EQ': '/events/4/response/output/0/content/1/text',
    },
  },
  {
    name: 'a message is read again from within a text that its part and item are done otherwise with',
    exchanges: [
      resumed(
        delta,
        [hello],
        edits(
          leftOut(textDone),
          within(partDone, 'part', { text: 'Goodbye.' }),
          within(done, 'item', { content: [part('Goodbye.')] }),
        ),
      ),
    ],
    blamed: {
      'STREAM-PART-ORDER': '/events/5',
      'STREAM-FINAL-EQ': '/events/7/response/output/0/content/0/text',
    },
  },
  {
    name: 'a message is read again from within a text of which the end is another one',
    exchanges: [resumed(delta, [hello], having(textDone, { text: 'Goodbye.' }))],
    blamed: { 'STREAM-DONE-EQ-PART': '/events/6/part/text' },
  },
  {
    name: 'a message is read again from between two citations',
    exchanges: [resumed(annotation, [cited])],
    notFor: ['STREAM-ANNOT-INDEX', 'STREAM-ANNOT-SENT'],
  },
  {
    name: 'a message is read again from behind its citations',
    exchanges: [resumed(annotation, [cited], undefined, 1)],
    notFor: ['STREAM-ANNOT-SENT'],
  },
  ...['response.function_call_arguments.delta', 'response.function_call_arguments.done', added].map(
    (type) => ({
      name: `a call is read again from behind ${type}`,
      exchanges: [resumed(type, [call])],
      passed: ['STREAM-FINAL-EQ'],
    }),
  ),
  {
    name: 'a call is read again from within arguments that its item is done otherwise with',
    exchanges: [
      resumed(
        'response.function_call_arguments.delta',
        [call],
        edits(leftOut('response.function_call_arguments.done'), within(done, 'item', { arguments: '{}' })),
      ),
    ],
    blamed: { 'STREAM-ARGS-ORDER': '/events/1', 'STREAM-FINAL-EQ': '/events/2/response/output/0/arguments' },
  },
  ...['in_progress', 'searching', 'completed'].map((word) => ({
    name: `a search is read again from behind ${word}`,
    exchanges: [resumed(`response.web_search_call.${word}`, [search])],
    passed: ['STREAM-FINAL-EQ'],
  })),
  {
    name: 'a search is read again and searches once more when it is finished',
    exchanges: [
      resumed(
        'response.web_search_call.in_progress',
        [search],
        after('response.web_search_call.completed', {
          type: 'response.web_search_call.searching',
          item_id: 'ws_1',
          output_index: 0,
        }),
      ),
    ],
    blamed: { 'STREAM-TOOL-PROGRESS': '/events/2' },
  },
  {
    name: 'partial images are read again from the second on',
    exchanges: [
      resumed(
        'response.image_generation_call.partial_image',
        [{ ...image, partials: 3 }],
        within('response.completed', 'response', { output: [image] }),
      ),
    ],
    notFor: ['STREAM-PARTIAL-IMAGES'],
  },
  {
    name: 'the second of two messages is read again as a whole',
    exchanges: [resumed(done, [hello, message('Hello again.', { id: 'msg_2' })])],
    passed: ['STREAM-ITEM-OPEN', 'STREAM-DELTA-CONCAT', 'STREAM-PART-INDEX'],
  },
  {
    name: 'the second of two messages is read again, done with a part that was never streamed',
    exchanges: [
      resumed(
        done,
        [hello, message('', { id: 'msg_2', content: [part('Hello.'), part('Again.')] })],
        (events) =>
          events.filter(({ output_index: item, content_index: place }) => item !== 1 || place !== 1),
      ),
    ],
    blamed: { 'STREAM-PART-ORDER': '/events/6/item/content/1' },
  },
  {
    name: 'messages are read again from behind the second, and the third does not say its place',
    exchanges: [
      resumed(
        delta,
        [hello, message('Hello again.', { id: 'msg_2' })],
        only(1, added, without(added, 'output_index')),
      ),
    ],
    blamed: { 'STREAM-IDENTITY': '/events/8/output_index' },
  },
  {
    name: 'messages are read again, of which the next one skips a place',
    exchanges: [
      resumed(done, [hello, message('One.', { id: 'msg_2' }), message('Two.', { id: 'msg_3' })], (events) =>
        events.map((event) => (event['output_index'] === 2 ? { ...event, output_index: 4 } : event)),
      ),
    ],
    blamed: {
      'STREAM-ITEM-INDEX': '/events/6/output_index',
      'STREAM-FINAL-EQ': '/events/12/response/output/4',
    },
  },
  {
    name: 'commands are read again from within the second',
    exchanges: [
      resumed(
        `response.shell_call_command.delta`,
        [shell],
        (events) => events.flatMap((event) => (event.type === added ? [event, ...commands()] : [event])),
        1,
      ),
    ],
    passed: ['STREAM-FINAL-EQ'],
  },
  {
    name: 'a message is read again from behind a delta, under another id when it is done',
    exchanges: [resumed(delta, [hello], within(done, 'item', { id: 'msg_2' }))],
    blamed: { 'STREAM-ITEM-ID': '/events/7/item/id', 'STREAM-FINAL-EQ': '/events/8/response/output/0/id' },
  },
  {
    name: 'a message is read again from behind all of its events, and is another one in the end',
    exchanges: [resumed(partDone, [hello], within('response.completed', 'response', { output: [] }))],
    blamed: {
      'RES-OUTPUT-LOST': '/events/1/response/output',
      'STREAM-FINAL-EQ': '/events/1/response/output/0',
    },
  },
);

function commands() {
  return ['ls', 'pwd'].flatMap((command, index) => {
    const place = { output_index: 0, command_index: index };
    return [
      { type: 'response.shell_call_command.added', ...place, command: '' },
      { type: 'response.shell_call_command.delta', ...place, delta: command, obfuscation: 'abcd' },
      { type: 'response.shell_call_command.done', ...place, command },
    ];
  });
}
