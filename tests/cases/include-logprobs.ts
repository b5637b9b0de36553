import type { JsonObject } from '../../schemas/json.js';
import { cases } from './case.js';
import { message } from './output.js';
import { created } from './traffic.js';

const asked = { model: 'm', input: 'Say yes.', include: ['message.output_text.logprobs'] };
const withAlternatives = { ...asked, top_logprobs: 1 };
const all = ['INC-LOGPROBS', 'INC-TOP-LOGPROBS', 'INC-LOGPROBS-TEXT'];

const alternative = { token: 'no', logprob: -2, bytes: [110, 111] };

function probability(token: string, ...top: readonly JsonObject[]): JsonObject {
  return { token, logprob: -0.1, bytes: [...Buffer.from(token)], top_logprobs: top };
}

function part(text: string, ...logprobs: readonly JsonObject[]): JsonObject {
  return { type: 'output_text', text, annotations: [], logprobs };
}

function told(...content: readonly JsonObject[]): JsonObject {
  return message('', { content });
}

export const includeLogprobsCases = cases(
  {
    name: 'each token with one alternative where one was asked for',
    exchanges: [
      created(withAlternatives, [
        told(part('yes!', probability('yes', alternative), probability('!', alternative))),
      ]),
    ],
    passed: all,
  },
  {
    name: 'a token without alternatives beside one that has some',
    exchanges: [
      created(withAlternatives, [told(part('yes!', probability('yes', alternative), probability('!')))]),
    ],
    passed: all,
  },
  {
    name: 'more alternatives than were asked for',
    exchanges: [
      created(withAlternatives, [
        told(
          part('yes!', probability('yes', alternative, { ...alternative, token: 'NO' }), probability('!')),
        ),
      ]),
    ],
    blamed: { 'INC-TOP-LOGPROBS': '/output/0/content/0/logprobs/0/top_logprobs' },
  },
  {
    name: 'no token with an alternative',
    exchanges: [created(withAlternatives, [told(part('yes', probability('yes')))])],
    blamed: { 'INC-TOP-LOGPROBS': '/output/0/content/0/logprobs' },
  },
  {
    name: 'no alternatives were asked for',
    exchanges: [created({ ...asked, top_logprobs: 0 }, [told(part('yes', probability('yes')))])],
    passed: all,
  },
  {
    name: 'alternatives without an answer that has log probabilities',
    exchanges: [created(withAlternatives, [told(part('yes'))])],
    blamed: { 'INC-LOGPROBS': '/output/0/content/0/logprobs' },
    notFor: ['INC-TOP-LOGPROBS', 'INC-LOGPROBS-TEXT'],
  },
  {
    name: 'a text without log probabilities beside one that has them',
    exchanges: [
      created(withAlternatives, [told(part('yes', probability('yes', alternative)), part(' or no'))]),
    ],
    blamed: { 'INC-LOGPROBS': '/output/0/content/1/logprobs' },
    passed: ['INC-TOP-LOGPROBS', 'INC-LOGPROBS-TEXT'],
  },
  {
    name: 'an empty text and a refusal have no tokens',
    exchanges: [created(asked, [told(part(''), { type: 'refusal', refusal: 'No.' })])],
    notFor: all,
  },
  {
    name: 'texts of an item that no dialect has are no answer',
    exchanges: [
      created(asked, [{ type: 'acme:note', id: 'note_1', status: 'completed', content: [part('yes')] }], {
        dialect: 'open-responses',
      }),
    ],
    notFor: all,
  },
  {
    name: 'a plain text beside the output text has no tokens',
    exchanges: [
      created(asked, [told(part('yes', probability('yes')), { type: 'text', text: ' or no' })], {
        dialect: 'open-responses',
      }),
    ],
    passed: ['INC-LOGPROBS', 'INC-LOGPROBS-TEXT'],
  },
  {
    name: 'tokens of another text',
    exchanges: [created(asked, [told(part('yes', probability('no')))])],
    blamed: { 'INC-LOGPROBS-TEXT': '/output/0/content/0/logprobs' },
  },
  {
    name: 'pieces of a character have no text of their own',
    exchanges: [
      created(asked, [told(part('yesé', probability('yes'), probability('\\xc3'), probability('\\xa9')))]),
    ],
    notFor: ['INC-LOGPROBS-TEXT'],
  },
  {
    name: 'tokens that only look like pieces of a character',
    exchanges: [
      created(asked, [
        told(part('Two bytes: \\xag', probability('Two'), probability(' bytes:'), probability(' \\xag'))),
      ]),
    ],
    passed: all.filter((rule) => rule !== 'INC-TOP-LOGPROBS'),
  },
);
