import type { JsonObject, JsonValue } from '../../schemas/json.js';
import { cases } from './case.js';
import { message } from './output.js';
import { listed, storedMessage } from './stored-traffic.js';
import { created } from './traffic.js';

const rules = ['LIST-ITEMS-INPUT'];
const said = [message('Yes.', { id: 'msg_9' })];
const path = '/responses/resp_1/input_items';

/** A message as a request says it. */
function from(role: string, text: string): JsonObject {
  return { type: 'message', role, content: text };
}

/** A response to this input, and what its list shows in the order asked for. */
function listing(input: JsonValue, shown: readonly string[], query = '?order=asc', members: JsonObject = {}) {
  return [
    created({ model: 'm', input, ...members }, said),
    listed(
      `${path}${query}`,
      shown.map((text, place) => storedMessage(`msg_${place}`, text)),
    ),
  ];
}

const longest = 'x'.repeat(2000);
const many = Array.from({ length: 21 }, (_, place) => `Number ${place}.`);

export const inputItemCases = cases(
  {
    name: 'a string is listed as a message of the user',
    exchanges: listing('Is it?', ['Is it?']),
    passed: rules,
  },
  {
    name: 'a string that is listed in other words',
    exchanges: listing('Is it?', [`Somebody asked whether it was, ${'really '.repeat(12)}.`]),
    blamed: { 'LIST-ITEMS-INPUT': '/data' },
  },
  {
    name: 'messages between instructions and what a service adds, newest first',
    exchanges: listing(
      [from('user', 'One.'), from('user', 'Two.')],
      ['Three.', 'Two.', 'Between.', 'One.'],
      '',
    ),
    passed: rules,
  },
  {
    name: 'messages the wrong way round',
    exchanges: listing([from('user', 'One.'), from('user', 'Two.')], ['Two.', 'One.']),
    blamed: { 'LIST-ITEMS-INPUT': '/data' },
  },
  {
    name: 'a message that was said twice and is listed once',
    exchanges: listing([from('user', 'One.'), from('user', 'One.')], ['One.']),
    blamed: { 'LIST-ITEMS-INPUT': '/data' },
  },
  {
    name: 'a reference is listed as what it stands for',
    exchanges: listing([{ type: 'item_reference', id: 'msg_0' }, from('user', 'Two.')], ['One.', 'Two.']),
    passed: rules,
  },
  {
    name: 'behind history that is listed too, nothing can be compared',
    exchanges: listing('Is it?', ['Is what?'], '', { previous_response_id: 'resp_0' }),
    notFor: rules,
  },
  {
    name: 'behind the items of a conversation, nothing can be compared',
    exchanges: listing('Is it?', ['Is what?'], '', { conversation: 'conv_1' }),
    notFor: rules,
  },
  {
    name: 'with a template, nothing can be compared',
    exchanges: listing('Is it?', ['Is what?'], '', { prompt: { id: 'pmpt_1' } }),
    notFor: rules,
  },
  {
    name: 'a page of exactly the limit may not be all',
    exchanges: listing('Is it?', ['Is what?'], '?limit=1'),
    notFor: rules,
  },
  {
    name: 'a page behind a cursor is not all',
    exchanges: listing('Is it?', ['Is what?'], '?after=msg_7'),
    notFor: rules,
  },
  {
    name: 'a page in front of a cursor is not all',
    exchanges: [
      created({ model: 'm', input: 'Is it?' }, said, { dialect: 'azure-foundry' }),
      listed(`${path}?before=msg_7`, [storedMessage('msg_0', 'Is what?')], { dialect: 'azure-foundry' }),
    ],
    notFor: rules,
  },
  {
    name: 'the longest text that is compared',
    exchanges: listing(longest, [longest]),
    passed: rules,
  },
  {
    name: 'a longer text is not compared',
    exchanges: listing(`${longest}x`, ['x']),
    notFor: rules,
  },
  {
    name: 'the longest message that is compared, beside others',
    exchanges: listing([from('user', 'One.'), from('user', longest)], ['One.', longest]),
    passed: rules,
  },
  {
    name: 'one longer message among others keeps all from being compared',
    exchanges: listing([from('user', 'One.'), from('user', `${longest}x`)], ['One.', 'x']),
    notFor: rules,
  },
  {
    name: 'as many messages as are compared',
    exchanges: listing(
      many.slice(1).map((text) => from('user', text)),
      many.slice(1),
      '?order=asc&limit=100',
    ),
    passed: rules,
  },
  {
    name: 'more messages than are compared',
    exchanges: listing(
      many.map((text) => from('user', text)),
      [],
    ),
    notFor: rules,
  },
  {
    name: 'input that is no input leaves nothing to compare',
    exchanges: [created({ model: 'm' }, said), listed(path, [])],
    notFor: rules,
  },
);
