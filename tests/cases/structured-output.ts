import type { JsonObject } from '../../schemas/json.js';
import { cases } from './case.js';
import { message, otherItem, reasoning } from './output.js';
import { created } from './traffic.js';

const schema = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
};
const asked = {
  model: 'm',
  input: 'Which city?',
  text: { format: { type: 'json_schema', name: 'city', strict: true, schema } },
};
const loose = { ...asked, text: { format: { type: 'json_schema', name: 'city', schema } } };
const anyObject = {
  ...asked,
  input: 'Which city? Answer in JSON.',
  text: { format: { type: 'json_object' } },
};
const rules = ['REQ-JSONSCHEMA-STRICT'];

export const structuredOutputCases = cases(
  {
    name: 'an answer of the schema',
    exchanges: [created(asked, [message('{"city":"Paris"}')])],
    passed: rules,
    notFor: ['SO-JSONSCHEMA-LOOSE', 'REQ-JSONOBJECT'],
  },
  {
    name: 'words in place of JSON',
    exchanges: [created(asked, [message('Paris')])],
    blamed: { 'REQ-JSONSCHEMA-STRICT': '/output/0/content/0/text' },
  },
  {
    name: 'JSON that lacks what the schema requires',
    exchanges: [created(asked, [message('{"town":"Paris"}')])],
    blamed: { 'REQ-JSONSCHEMA-STRICT': '/output/0/content/0/text' },
  },
  {
    name: 'words in one answer and a misfit in another are two faults',
    exchanges: [
      created(asked, [message('{"town":"Paris"}')]),
      created(asked, [message('Paris', { id: 'msg_2' })], { response: { id: 'resp_2' } }),
    ],
    blamed: { 'REQ-JSONSCHEMA-STRICT': '/output/0/content/0/text' },
  },
  {
    name: 'an answer of the schema in two parts',
    exchanges: [created(asked, [message('', { content: [outputText('{"city":'), outputText('"Paris"}')] })])],
    passed: rules,
  },
  {
    name: 'words behind a part that is no text point at the part of the words',
    exchanges: [
      created(asked, [
        message('', {
          content: [{ type: 'refusal', refusal: 'I cannot say that.' }, outputText('Par'), outputText('is')],
        }),
      ]),
    ],
    blamed: { 'REQ-JSONSCHEMA-STRICT': '/output/0/content/1/text' },
  },
  {
    name: 'a part of another type beside the answer is not the answer',
    exchanges: [
      created(
        asked,
        [
          message('', {
            content: [{ type: 'summary_text', text: 'A city.' }, outputText('{"city":"Paris"}')],
          }),
        ],
        { dialect: 'open-responses' },
      ),
    ],
    passed: rules,
  },
  {
    name: 'a thought and an item of the server’s own are not the answer',
    exchanges: [
      created(
        asked,
        [
          reasoning(['A city.']),
          otherItem('acme:note', { status: 'completed', content: [outputText('Thinking.')] }),
          message('{"city":"Paris"}'),
        ],
        { dialect: 'open-responses' },
      ),
    ],
    blamed: { 'USE-REASONING-COUNTED': '/usage/output_tokens_details/reasoning_tokens' },
    passed: rules,
  },
  {
    name: 'a comment in front of the answer is not the answer',
    exchanges: [
      created(asked, [
        message('Let me think.', { phase: 'commentary' }),
        message('{"city":"Paris"}', { id: 'msg_2', phase: 'final_answer' }),
      ]),
    ],
    passed: rules,
  },
  {
    name: 'a refusal is an answer that need not fit',
    exchanges: [
      created(asked, [message('', { content: [{ type: 'refusal', refusal: 'I cannot say that.' }] })]),
    ],
    notFor: rules,
  },
  {
    name: 'an answer that was cut need not fit',
    exchanges: [created(asked, [message('{"ci', { status: 'incomplete' })], { status: 'incomplete' })],
    notFor: rules,
  },
  {
    name: 'a message that was cut in a response that claims to be whole need not fit',
    exchanges: [created(asked, [message('{"ci', { status: 'incomplete' })])],
    blamed: { 'RES-ITEM-INCOMPLETE-LAST': '/status' },
    notFor: rules,
  },
  {
    name: 'an answer that used up all tokens need not fit',
    exchanges: [created({ ...asked, max_output_tokens: 5 }, [message('{"ci')])],
    blamed: { 'RES-MAXTOK-INCOMPLETE': '/status' },
    notFor: rules,
  },
  {
    name: 'a message of a response that failed need not fit',
    exchanges: [created(asked, [message('{"ci')], { status: 'failed' })],
    notFor: rules,
  },
  {
    name: 'an answer to what is no JSON Schema has only to be JSON',
    exchanges: [
      created({ ...asked, text: { format: { ...asked.text.format, schema: { type: 'place' } } } }, [
        message('{"town":"Paris"}'),
      ]),
    ],
    passed: rules,
  },
  {
    name: 'a misfit where the schema only guides',
    exchanges: [created(loose, [message('{"town":"Paris"}')])],
    blamed: { 'SO-JSONSCHEMA-LOOSE': '/output/0/content/0/text' },
    notFor: rules,
  },
  {
    name: 'an answer that fits where the schema only guides',
    exchanges: [created(loose, [message('{"city":"Paris"}')])],
    passed: ['SO-JSONSCHEMA-LOOSE'],
  },
  {
    name: 'any object where an object was asked for',
    exchanges: [created(anyObject, [message('{"town":"Paris"}')])],
    passed: ['REQ-JSONOBJECT'],
    notFor: [...rules, 'SO-JSONSCHEMA-LOOSE'],
  },
  {
    name: 'a list where an object was asked for',
    exchanges: [created(anyObject, [message('["Paris"]')])],
    blamed: { 'REQ-JSONOBJECT': '/output/0/content/0/text' },
  },
  {
    name: 'a fenced object where an object was asked for',
    exchanges: [created(anyObject, [message('```json\n{"city":"Paris"}\n```')])],
    blamed: { 'REQ-JSONOBJECT': '/output/0/content/0/text' },
  },
);

function outputText(text: string): JsonObject {
  return { type: 'output_text', text, annotations: [], logprobs: [] };
}
