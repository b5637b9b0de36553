import type { JsonObject } from '../../schemas/json.js';
import { cases } from './case.js';
import { message } from './output.js';
import { after, before, edits, having, leftOut, only, within, without } from './stream-edits.js';
import { added, annotation, done } from './streamed-samples.js';
import { streamed } from './streams.js';

const asked = { model: 'm', input: 'Hello' };
const place = { item_id: 'tool_1', output_index: 0 };
const shell: JsonObject = {
  type: 'shell_call',
  id: 'tool_1',
  call_id: 'call_1',
  status: 'completed',
  action: { commands: ['ls -a', 'pwd'], timeout_ms: null, max_output_length: null },
  environment: null,
};
const withShell = { ...asked, tools: [{ type: 'shell' }] };
const command = 'response.shell_call_command';
const said = (index: number, ...deltas: readonly string[]) => [
  { type: `${command}.added`, output_index: 0, command_index: index, command: '' },
  ...deltas.map((delta) => ({
    type: `${command}.delta`,
    ...place,
    command_index: index,
    delta,
    obfuscation: 'abcd',
  })),
  { type: `${command}.done`, output_index: 0, command_index: index, command: deltas.join('') },
];
const commands = [...said(0, 'ls', ' -a'), ...said(1, 'p', 'w', 'd')];
const deltas = commands.filter(({ type }) => type === `${command}.delta`);
const text: JsonObject = { type: 'output_text', text: 'Hello.', annotations: [], logprobs: [] };
const citation = { type: 'url_citation', url: 'https://a.example', title: 'a', start_index: 0, end_index: 3 };
const cited = message('', { content: [{ ...text, annotations: [citation, citation] }] });

export const streamingCommandCases = cases(
  {
    name: 'two commands of a shell are streamed',
    exchanges: [streamed(withShell, [shell], after(added, ...commands))],
    passed: ['STREAM-ARGS-ORDER', 'STREAM-DELTA-CONCAT', 'STREAM-DONE-EQ-PART'],
  },
  {
    name: 'a command is announced with its text and needs no delta',
    exchanges: [
      streamed(
        withShell,
        [shell],
        after(
          added,
          { type: `${command}.added`, output_index: 0, command_index: 0, command: 'ls -a' },
          { type: `${command}.done`, output_index: 0, command_index: 0, command: 'ls -a' },
          { type: `${command}.added`, output_index: 0, command_index: 1, command: 'p' },
          { type: `${command}.delta`, output_index: 0, command_index: 1, delta: 'wd', obfuscation: 'ab' },
          { type: `${command}.done`, output_index: 0, command_index: 1, command: 'pwd' },
        ),
      ),
    ],
  },
  {
    name: 'two commands of a shell are streamed in turns',
    exchanges: [
      streamed(
        withShell,
        [shell],
        after(
          added,
          ...commands.filter(({ type }) => type === `${command}.added`),
          ...[0, 2, 3, 1, 4].flatMap((turn) => deltas[turn] ?? []),
          ...commands.filter(({ type }) => type === `${command}.done`),
        ),
      ),
    ],
    passed: ['STREAM-ARGS-ORDER', 'STREAM-DELTA-CONCAT', 'STREAM-DONE-EQ-PART'],
  },
  {
    name: 'a command is announced without its text',
    exchanges: [
      streamed(
        withShell,
        [shell],
        edits(after(added, ...commands), only(0, `${command}.added`, without(`${command}.added`, 'command'))),
      ),
    ],
    blamed: { 'STREAM-EVENT-SCHEMA': '/events/3/command' },
  },
  {
    name: 'a command is announced with its text and done with none',
    exchanges: [
      streamed(
        withShell,
        [shell],
        after(
          added,
          { type: `${command}.added`, output_index: 0, command_index: 0, command: 'ls -a' },
          { type: `${command}.done`, output_index: 0, command_index: 0, command: '' },
        ),
      ),
    ],
    blamed: { 'STREAM-DONE-EQ-PART': '/events/5/item/action/commands/0' },
  },
  {
    name: 'a command comes as a whole',
    exchanges: [streamed(withShell, [shell], edits(after(added, ...commands), leftOut(`${command}.delta`)))],
    blamed: { 'STREAM-DELTA-SENT': '/events/4' },
  },
  {
    name: 'commands that were never announced',
    exchanges: [streamed(withShell, [shell], edits(after(added, ...commands), leftOut(`${command}.added`)))],
    blamed: { 'STREAM-ARGS-ORDER': '/events/3' },
  },
  {
    name: 'commands are left open',
    exchanges: [streamed(withShell, [shell], edits(after(added, ...commands), leftOut(`${command}.done`)))],
    blamed: { 'STREAM-ARGS-ORDER': '/events/10' },
  },
  {
    name: 'commands are announced and nothing more is said of them',
    exchanges: [
      streamed(
        withShell,
        [shell],
        edits(after(added, ...commands), leftOut(`${command}.delta`, `${command}.done`)),
      ),
    ],
    blamed: { 'STREAM-ARGS-ORDER': '/events/5' },
  },
  {
    name: 'a shell is done with another command than was streamed',
    exchanges: [
      streamed(
        withShell,
        [shell],
        edits(
          after(added, ...commands),
          within(done, 'item', {
            action: { commands: ['ls -a', 'cd'], timeout_ms: null, max_output_length: null },
          }),
        ),
      ),
    ],
    blamed: {
      'STREAM-DONE-EQ-PART': '/events/12/item/action/commands/1',
      'STREAM-FINAL-EQ': '/events/13/response/output/0/action/commands/1',
    },
  },
  {
    name: 'a shell is done without the commands that were streamed',
    exchanges: [
      streamed(
        withShell,
        [shell],
        edits(
          after(added, ...commands),
          within(done, 'item', { action: { timeout_ms: null, max_output_length: null } }),
        ),
      ),
    ],
    blamed: {
      'STREAM-DONE-EQ-PART': '/events/12/item/action/commands/0',
      'STREAM-EVENT-SCHEMA': '/events/12/item/action/commands',
    },
  },
  {
    name: 'a command does not say which one it is',
    exchanges: [
      streamed(
        withShell,
        [shell],
        edits(
          after(added, ...said(0, 'ls', ' -a')),
          ...['added', 'delta', 'done'].map((word) => without(`${command}.${word}`, 'command_index')),
        ),
      ),
    ],
    blamed: { 'STREAM-IDENTITY': '/events/3/command_index' },
  },
  {
    name: 'arguments of a function in a shell',
    exchanges: [
      streamed(
        withShell,
        [shell],
        after(
          added,
          { type: 'response.function_call_arguments.delta', ...place, delta: '{', obfuscation: 'abcdef' },
          { type: 'response.function_call_arguments.delta', ...place, delta: '}', obfuscation: 'abcdef' },
          ...commands,
        ),
      ),
    ],
    blamed: { 'STREAM-ITEM-TYPE': '/events/3', 'STREAM-ARGS-ORDER': '/events/14' },
  },
  {
    name: 'two citations are both the first',
    exchanges: [streamed(asked, [cited], having(annotation, { annotation_index: 0 }))],
    blamed: { 'STREAM-ANNOT-INDEX': '/events/7/annotation_index' },
  },
  {
    name: 'a citation is not counted',
    exchanges: [streamed(asked, [cited], only(1, annotation, without(annotation, 'annotation_index')))],
    blamed: {
      'STREAM-IDENTITY': '/events/7/annotation_index',
      'STREAM-ANNOT-SENT': '/events/10/item/content/0/annotations/1',
    },
  },
  {
    name: 'citations come when the text is done',
    exchanges: [
      streamed(asked, [cited], (events) => {
        const citations = events.filter(({ type }) => type === annotation);
        return after('response.output_text.done', ...citations)(leftOut(annotation)(events));
      }),
    ],
    passed: ['STREAM-ANNOT-INDEX', 'STREAM-ANNOT-SENT', 'STREAM-PART-ORDER'],
  },
  {
    name: 'citations come before the text',
    exchanges: [
      streamed(asked, [cited], (events) => {
        const citations = events.filter(({ type }) => type === annotation);
        return after('response.content_part.added', ...citations)(leftOut(annotation)(events));
      }),
    ],
    passed: ['STREAM-ANNOT-INDEX', 'STREAM-ANNOT-SENT', 'STREAM-PART-ORDER'],
  },
  {
    name: 'a citation in a message of two parts that are done does not say its part',
    exchanges: [
      streamed(
        asked,
        [message('', { content: [text, text] })],
        before(done, {
          type: annotation,
          item_id: 'msg_1',
          output_index: 0,
          annotation_index: 0,
          annotation: citation,
        }),
      ),
    ],
    blamed: { 'STREAM-IDENTITY': '/events/13/content_index' },
  },
);
