import type { JsonObject, JsonValue } from '../../schemas/json.js';
import { cases } from './case.js';
import { answered, type Circumstances, faulty, refused } from './traffic.js';

const asked = { model: 'm', input: 'Hi', temperature: 'hot' };
const error = {
  message: 'temperature is to be a number.',
  type: 'invalid_request_error',
  param: 'temperature',
  code: null,
};
const intent = faulty('/temperature', 'type');
const azure: Circumstances = {
  dialect: 'azure-openai',
  intent,
  answerHeaders: [['apim-request-id', 'id_1']],
};
const foundry: Circumstances = { dialect: 'azure-foundry', intent };
const fields = ['ERR-ENVELOPE', 'ERR-FIELDS'];

function refusedWith(changes: JsonObject, circumstances: Circumstances = { intent }) {
  return refused(asked, 400, { error: { ...error, ...changes } }, circumstances);
}

function withDetails(details: JsonValue) {
  return refused(asked, 400, { error: { ...error, details } }, foundry);
}

export const errorsCases = cases(
  {
    name: 'an error with all that it has to say',
    exchanges: [refusedWith({})],
    passed: [...fields, 'ERR-PARAM-NAMES-FIELD', 'ERR-REASON-NAMED', 'ERR-INVALID-TYPE', 'ERR-STATUS-MAP'],
    notFor: ['ERR-NESTED'],
  },
  {
    name: 'a refusal without a body',
    exchanges: [answered('POST', '/responses', asked, 400, undefined, { intent })],
    blamed: { 'ERR-ENVELOPE': '/body' },
    notFor: ['ERR-FIELDS', 'ERR-NO-INTERNALS', 'ERR-PARAM-NAMES-FIELD', 'ERR-MESSAGE-EXPLAINS'],
  },
  {
    name: 'a refusal in words',
    exchanges: [
      answered('POST', '/responses', asked, 400, undefined, {
        intent,
        exchange: { answer: textAnswer('temperature is to be a number') },
      }),
    ],
    blamed: { 'ERR-ENVELOPE': '/body' },
    notFor: ['ERR-FIELDS'],
  },
  {
    name: 'JSON without an error',
    exchanges: [refused(asked, 400, { detail: 'temperature is to be a number' }, { intent })],
    blamed: { 'ERR-ENVELOPE': '/error' },
    notFor: ['ERR-FIELDS'],
  },
  {
    name: 'a flat error where errors are nested',
    exchanges: [refused(asked, 400, error, { intent })],
    blamed: { 'ERR-ENVELOPE': '/error' },
    passed: ['ERR-FIELDS'],
  },
  {
    name: 'a flat error of Azure OpenAI',
    exchanges: [refused(asked, 400, error, azure)],
    passed: fields,
  },
  {
    name: 'Azure OpenAI may leave out type and param',
    exchanges: [
      refused(asked, 400, { error: { message: error.message, code: 'invalid_temperature' } }, azure),
    ],
    passed: fields,
  },
  {
    name: 'what a gateway says of a server that it could not reach',
    exchanges: [refused(asked, 502, 'Bad gateway', { intent: { validity: 'unknown' } })],
    notFor: ['ERR-ENVELOPE'],
  },
  {
    name: 'a route of nobody is refused in the words of nobody',
    exchanges: [refusedElsewhere('HEAD', '/responses', 404), refusedElsewhere('GET', '/health', 404)],
    notFor: ['ERR-ENVELOPE'],
  },
  {
    name: 'an error whose type is missing',
    exchanges: [refusedWith({ type: undefined })],
    blamed: { 'ERR-FIELDS': '/error/type' },
  },
  {
    name: 'an error whose type is a number',
    exchanges: [refusedWith({ type: 400 })],
    blamed: { 'ERR-FIELDS': '/error/type' },
  },
  {
    name: 'an error whose message is blank',
    exchanges: [refusedWith({ message: ' ' })],
    blamed: { 'ERR-FIELDS': '/error/message', 'ERR-MESSAGE-EXPLAINS': '/error/message' },
  },
  {
    name: 'an error whose message is a list',
    exchanges: [refusedWith({ message: ['temperature'] })],
    blamed: { 'ERR-FIELDS': '/error/message' },
    notFor: ['ERR-MESSAGE-EXPLAINS'],
  },
  {
    name: 'an error whose code is a number',
    exchanges: [refusedWith({ code: 400 })],
    blamed: { 'ERR-FIELDS': '/error/code' },
  },
  {
    name: 'details that are errors',
    exchanges: [withDetails([{ code: 'wrong_type', message: 'A number was expected.' }])],
    passed: ['ERR-NESTED'],
  },
  {
    name: 'no details',
    exchanges: [withDetails(null)],
    notFor: ['ERR-NESTED'],
  },
  {
    name: 'details in words',
    exchanges: [withDetails('A number was expected.')],
    blamed: { 'ERR-NESTED': '/error/details' },
  },
  {
    name: 'details as a list of words',
    exchanges: [withDetails(['A number was expected.'])],
    blamed: { 'ERR-NESTED': '/error/details/0' },
  },
  {
    name: 'a detail with an empty message',
    exchanges: [withDetails([{ code: 'wrong_type', message: '' }])],
    blamed: { 'ERR-NESTED': '/error/details/0' },
  },
  {
    name: 'a detail whose message is a number',
    exchanges: [withDetails([{ code: 'wrong_type', message: 5 }])],
    blamed: { 'ERR-NESTED': '/error/details/0' },
  },
);

function refusedElsewhere(method: string, target: string, status: number) {
  return answered(method, target, undefined, status, undefined, { intent: { validity: 'unknown' } });
}

function textAnswer(text: string) {
  const plain = answered('POST', '/responses', asked, 400, undefined).answer;
  return plain === null
    ? null
    : { ...plain, text, bytes: text.length, headers: [['content-type', 'application/json']] as const };
}
