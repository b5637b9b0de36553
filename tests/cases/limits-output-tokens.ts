import type { JsonObject } from '../../schemas/json.js';
import { type Case, cases } from './case.js';
import { functionCall, message, reasoning } from './output.js';
import { created, usageOf } from './traffic.js';

const limit = 20;
const asked = { model: 'm', input: 'Tell me about Paris.', max_output_tokens: limit };
const kept = 'LIM-MAXTOK-KEPT';
const incomplete = 'RES-MAXTOK-INCOMPLETE';
const json = '{"city":"Paris"}';
const objects = { ...asked, input: 'Answer in JSON.', text: { format: { type: 'json_object' } } };
const schema = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
};
const ofSchema = { ...asked, text: { format: { type: 'json_schema', name: 'city', strict: true, schema } } };
const tool = { type: 'function', name: 'look', parameters: null, strict: null };

const words = (count: number) => Array.from({ length: count }, () => 'word').join(' ');
const atLimit = { response: { usage: usageOf(8, limit) } };

/** A completed answer that used up the limit exactly. */
function full(request: JsonObject, output: readonly JsonObject[]): Case['exchanges'] {
  return [created(request, output, atLimit)];
}

export const outputTokenCases = cases(
  {
    name: 'a quarter more and eight are a matter of counting',
    exchanges: [created(asked, [message('Paris.')], { response: { usage: usageOf(8, 33) } })],
    passed: [kept],
    notFor: [incomplete],
  },
  {
    name: 'one token more is too many',
    exchanges: [created(asked, [message('Paris.')], { response: { usage: usageOf(8, 34) } })],
    blamed: { [kept]: '/usage/output_tokens' },
    notFor: [incomplete],
  },
  {
    name: 'twice the words and eight are a matter of counting',
    exchanges: full(asked, [message(words(48))]),
    passed: [kept],
  },
  {
    name: 'one word more is too many, whatever is said of the tokens',
    exchanges: full(asked, [message(words(49))]),
    blamed: { [kept]: '/output' },
  },
  {
    name: 'words are counted where tokens are not',
    exchanges: [created(asked, [message(words(60))], { response: { usage: null } })],
    blamed: { [kept]: '/output', 'RES-USAGE-NULL': '/usage' },
  },
  {
    name: 'dots are no words',
    exchanges: [created(asked, [message('...')], { response: { usage: null } })],
    blamed: { 'RES-USAGE-NULL': '/usage' },
    notFor: [kept],
  },
  {
    name: 'an answer that ends at its limit by chance is whole',
    exchanges: full(asked, [message('It lies on the Seine.')]),
    passed: [kept],
    notFor: [incomplete],
  },
  {
    name: 'an answer that used up what leaves no room for it is not completed',
    exchanges: [
      created(asked, [message('It lies on the')], { ...atLimit, intent: { notes: { asksForMore: true } } }),
    ],
    blamed: { [incomplete]: '/status' },
  },
  {
    name: 'the tokens for end marks count as the limit too',
    exchanges: [
      created(asked, [message('It lies on the')], {
        response: { usage: usageOf(8, 33) },
        intent: { notes: { asksForMore: true } },
      }),
    ],
    blamed: { [incomplete]: '/status' },
  },
  {
    name: 'a limit that was ignored was not reached',
    exchanges: [
      created(asked, [message('It lies on the Seine.')], {
        response: { usage: usageOf(8, 200) },
        intent: { notes: { asksForMore: true } },
      }),
    ],
    blamed: { [kept]: '/usage/output_tokens' },
    notFor: [incomplete],
  },
  {
    name: 'a response that failed at its limit failed',
    exchanges: [
      created(asked, [], { ...atLimit, status: 'failed', intent: { notes: { asksForMore: true } } }),
    ],
    notFor: [incomplete],
  },
  {
    name: 'an answer that a filter cut far from its limit has that reason',
    exchanges: [
      created(asked, [message('It', { status: 'incomplete' })], {
        status: 'incomplete',
        response: { incomplete_details: { reason: 'content_filter' } },
      }),
    ],
    notFor: [incomplete],
  },
  {
    name: 'a call that was forced and did not come about was cut',
    exchanges: full({ ...asked, tools: [tool], tool_choice: { type: 'function', name: 'look' } }, [
      message('I will'),
    ]),
    blamed: { [incomplete]: '/status' },
  },
  {
    name: 'any call that was forced and did not come about was cut',
    exchanges: full({ ...asked, tools: [tool], tool_choice: 'required' }, [message('I will')]),
    blamed: { [incomplete]: '/status' },
  },
  {
    name: 'a call that was forced and came just in time is whole',
    exchanges: full({ ...asked, tools: [tool], tool_choice: 'required' }, [functionCall('look', '{}')]),
    notFor: [incomplete],
  },
  {
    name: 'a choice among tools does not force a call',
    exchanges: full(
      {
        ...asked,
        tools: [tool],
        tool_choice: { type: 'allowed_tools', mode: 'auto', tools: [{ type: 'function', name: 'look' }] },
      },
      [message('It lies on the Seine.')],
    ),
    notFor: [incomplete],
  },
  {
    name: 'half an object was cut',
    exchanges: full(objects, [message('{"city":"Pa')]),
    blamed: { [incomplete]: '/status' },
  },
  {
    name: 'half an answer of a schema was cut',
    exchanges: full(ofSchema, [message('{"city":"Pa')]),
    blamed: { [incomplete]: '/status' },
  },
  {
    name: 'the second answer of two is cut',
    exchanges: full(objects, [message(json), message('{"city":"Pa', { id: 'msg_2' })]),
    blamed: { [incomplete]: '/status' },
  },
  {
    name: 'an object that came just in time is whole',
    exchanges: full(objects, [message(json)]),
    notFor: [incomplete],
  },
  {
    name: 'an object in two parts is whole',
    exchanges: full(objects, [
      message('', {
        content: ['{"city":', '"Paris"}'].map((text) => ({
          type: 'output_text',
          text,
          annotations: [],
          logprobs: [],
        })),
      }),
    ]),
    notFor: [incomplete],
  },
  {
    name: 'reasoning and a comment in front of the object are no half objects',
    exchanges: full(objects, [
      reasoning([], { content: [{ type: 'reasoning_text', text: 'A city.' }] }),
      message('Let me think.', { phase: 'commentary' }),
      message(json, { id: 'msg_2', phase: 'final_answer' }),
    ]),
    blamed: { 'USE-REASONING-COUNTED': '/usage/output_tokens_details/reasoning_tokens' },
    notFor: [incomplete],
  },
  {
    name: 'a refusal in place of an object is whole',
    exchanges: full(objects, [message('', { content: [{ type: 'refusal', refusal: 'I cannot.' }] })]),
    notFor: [incomplete],
  },
);
