import type { JsonObject } from '../../schemas/json.js';
import { cases } from './case.js';
import { message } from './output.js';
import { streamed } from './streams.js';
import { created, refused } from './traffic.js';

const asked = { model: 'm', input: 'Hi' };
const mark = '[REDACTED:authorization]';
const refusal = {
  error: {
    message: 'The api key is not valid.',
    type: 'authentication_error',
    param: null,
    code: 'invalid_api_key',
  },
};

function answeredWith(header: string, value: string) {
  return created(asked, [message('Hello.')], { answerHeaders: [[header, value]] });
}

function saying(instructions: string): JsonObject {
  return { instructions, metadata: {} };
}

export const authCases = cases(
  {
    name: 'a key in the middle of a response',
    exchanges: [created({ ...asked, ...saying(mark) }, [message('Hello.')])],
    blamed: { 'AUTH-KEY-ECHO': '/body' },
  },
  {
    name: 'a model may say a word that is a key as well',
    exchanges: [created(asked, [message(`The word is ${mark}.`)])],
    passed: ['AUTH-KEY-ECHO'],
  },
  {
    name: 'other secrets than keys are not looked for',
    exchanges: [created({ ...asked, ...saying('[REDACTED:set-cookie]') }, [message('Hello.')])],
    passed: ['AUTH-KEY-ECHO'],
  },
  {
    name: 'what keeps end users apart is no key',
    exchanges: [created({ ...asked, ...saying('[REDACTED:x-ms-user-isolation-key]') }, [message('Hello.')])],
    passed: ['AUTH-KEY-ECHO'],
  },
  {
    name: 'a key in a header',
    exchanges: [answeredWith('X-Request', `Bearer ${mark}`)],
    blamed: { 'AUTH-KEY-ECHO': '/body' },
  },
  {
    name: 'a header that is secret by its name is masked whatever it holds',
    exchanges: [answeredWith('X-Api-Key', '[REDACTED:x-api-key]')],
    passed: ['AUTH-KEY-ECHO'],
  },
  {
    name: 'a key that is the name of a product stands in the header of the product',
    exchanges: [answeredWith('Server', mark)],
    passed: ['AUTH-KEY-ECHO'],
  },
  {
    name: 'a key in the response that an event carries',
    exchanges: [streamed({ ...asked, ...saying(mark) }, [message('Hello.')])],
    blamed: { 'AUTH-KEY-ECHO': '/body' },
  },
  {
    name: 'a model may stream a word that is a key as well',
    exchanges: [streamed(asked, [message(mark)])],
    passed: ['AUTH-KEY-ECHO'],
  },
  {
    name: 'an answer that never came shows no key',
    exchanges: [
      created(asked, [], {
        exchange: { answer: null, noAnswer: { reason: 'first-byte-timeout', detail: 'no byte in 60 s' } },
      }),
    ],
    notFor: ['AUTH-KEY-ECHO', 'AUTH-KEY-ECHO-REFUSED'],
  },
  {
    name: 'a refusal that repeats the key',
    exchanges: [
      refused(
        asked,
        401,
        { error: { ...refusal.error, message: `The api key ${mark} is not valid.` } },
        { intent: { user: 'wrong' } },
      ),
    ],
    blamed: { 'AUTH-KEY-ECHO-REFUSED': '/body' },
    passed: ['AUTH-KEY-WRONG'],
  },
  {
    name: 'a refusal of a request without a key has none to repeat',
    exchanges: [refused(asked, 401, refusal, { intent: { user: 'none' } })],
    notFor: ['AUTH-KEY-ECHO', 'AUTH-KEY-ECHO-REFUSED'],
    passed: ['HTTP-AUTH-REQUIRED'],
  },
  {
    name: 'a key that is taken in one header only',
    exchanges: [
      refused(asked, 401, refusal, {
        dialect: 'azure-openai',
        intent: { keyForm: 'bearer', validity: 'unknown' },
        answerHeaders: [['apim-request-id', 'id_1']],
      }),
    ],
    blamed: { 'AUTH-KEY-FORMS': '/status' },
  },
  {
    name: 'a key that is not taken in the header of Azure',
    exchanges: [
      refused(asked, 401, refusal, {
        dialect: 'azure-openai',
        intent: { keyForm: 'api-key', validity: 'unknown' },
        answerHeaders: [['apim-request-id', 'id_1']],
      }),
    ],
    blamed: { 'AUTH-KEY-FORMS': '/status' },
  },
);
