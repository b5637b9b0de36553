import { cases } from './case.js';
import { created, message } from './traffic.js';

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
const rules = ['REQ-JSONSCHEMA-STRICT'];

export const structuredOutputCases = cases(
  {
    name: 'an answer of the schema',
    exchanges: [created(asked, [message('{"city":"Paris"}')])],
    passed: rules,
  },
  {
    name: 'words in place of JSON',
    exchanges: [created(asked, [message('Paris')])],
    blamed: { 'REQ-JSONSCHEMA-STRICT': '/output/0/content/0/text' },
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
);
