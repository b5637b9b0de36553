import type { JsonObject, JsonValue } from '../../schemas/json.js';
import type { Intent } from '../../targets/exchange.js';
import { type Case, cases, idAt } from './case.js';
import { message } from './output.js';
import { answered, created, refused, soundResponse, usageOf } from './traffic.js';

const asked = { model: 'm', input: 'Hi.' };
const answer = [message('Hello.')];
const accepted = 'REQ-VALID-ACCEPTED';
const sameInput = 'REQ-INPUT-STRING';

function error(message: string, code: string | null = null, param: string | null = null): JsonValue {
  return { error: { message, type: 'invalid_request_error', param, code } };
}

const invalid = error('Invalid request.');

/** Refusals of what was said. */
const contentRefusals: readonly Case[] = [
  { name: 'a refused input is too long by its code', json: error('No.', 'context_length_exceeded') },
  { name: 'a refused input is too long by its words', json: error('The input is too long for the model.') },
  { name: 'a refused input does not fit the window', json: error('It exceeds the context window.') },
  { name: 'a refused input exceeds a maximum', json: error("This model's maximum context is 8 tokens.") },
  { name: 'a refused input is filtered', json: error('No.', 'content_filter') },
  { name: 'a refused input is filtered, in one word', json: error('No.', 'ContentFilter') },
  { name: 'a refused input is against a policy', json: error('It violates the content policy.') },
  { name: 'a refused input is managed', json: error('No.', 'content_management_blocked') },
  { name: 'a refused input is no prompt', json: error('No.', 'invalid_prompt') },
  { name: 'a refused input is moderated', json: error('No.', 'moderation_blocked') },
  { name: 'a refused input is not responsible', json: error('No.', 'ResponsibleAIPolicyViolation') },
  { name: 'a refused input is not responsible, in words', json: error('It is not responsible AI.') },
  { name: 'a refused input is held by a safety system', json: error('Our safety system held it.') },
  { name: 'a refused input is held by a safety policy', json: error('Our safety policy forbids it.') },
].map(({ name, json }) => ({ name, exchanges: [refused(asked, 400, json)], notFor: [accepted] }));

const asMessage = { ...asked, input: [{ type: 'message', role: 'user', content: 'Hi.' }] };

/** The same input in one of its forms, and the tokens counted for it. */
function form(
  place: number,
  request: JsonObject,
  tokens: number,
  scenario = 'create/string-and-message',
): Case['exchanges'][number] {
  return created(request, [message('Hello.', { id: `msg_${place}` })], {
    scenario,
    response: { id: `resp_${place}`, usage: usageOf(tokens, 5) },
    intent: twinAt(place),
  });
}

function twinAt(place: number): Partial<Intent> {
  return place === 1 ? {} : { twinOf: idAt(0), twin: 'message-form' };
}

/** What the two forms of an input are counted as. */
function counted(asText: number, asItem: number): Case['exchanges'] {
  return [form(1, asked, asText), form(2, asMessage, asItem)];
}

export const acceptanceCases = cases(
  {
    name: 'a valid request is refused',
    exchanges: [refused(asked, 400, invalid)],
    blamed: { [accepted]: '/status' },
  },
  {
    name: 'what another user may is not told by whether a request is valid',
    exchanges: [created(asked, answer, { intent: { user: 'second' } })],
    notFor: [accepted],
  },
  {
    name: 'a request whose body was not recorded may be anything',
    exchanges: [answered('POST', '/responses', undefined, 200, soundResponse(asked, answer))],
    notFor: [accepted],
  },
  {
    name: 'the model of the target is there',
    exchanges: [created(asked, answer)],
    target: { model: 'm' },
    passed: [accepted],
  },
  {
    name: 'another model than that of the target may not be there',
    exchanges: [created({ ...asked, model: 'n' }, answer)],
    target: { model: 'm' },
    notFor: [accepted],
  },
  {
    name: 'a request need not name a model',
    exchanges: [created({ input: 'Hi.' }, answer, { response: { model: 'm' } })],
    target: { model: 'm' },
    passed: [accepted],
  },
  ...contentRefusals,
  { name: 'both forms of an input are counted alike', exchanges: counted(8, 8), passed: [sameInput] },
  { name: 'eight tokens are a matter of counting', exchanges: counted(20, 28), passed: [sameInput] },
  { name: 'a quarter is a matter of counting', exchanges: counted(100, 133), passed: [sameInput] },
  {
    name: 'more than a quarter is another input',
    exchanges: counted(100, 134),
    blamed: { [sameInput]: '/usage/input_tokens' },
  },
  {
    name: 'more than a quarter is another input, whichever form was sent first',
    exchanges: [form(1, asMessage, 134), form(2, asked, 100)],
    blamed: { [sameInput]: '/usage/input_tokens' },
  },
  {
    name: 'the form of a string is refused',
    exchanges: [
      refused(asked, 400, invalid, { scenario: 'create/string-and-message' }),
      form(2, asMessage, 8),
    ],
    blamed: { [accepted]: '/status', [sameInput]: '/status' },
  },
  {
    name: 'the form of a message is refused',
    exchanges: [
      form(1, asked, 8),
      refused(asMessage, 400, invalid, { scenario: 'create/string-and-message', intent: twinAt(2) }),
    ],
    blamed: { [accepted]: '/status', [sameInput]: '/status' },
  },
  {
    name: 'two strings are no two forms',
    exchanges: [form(1, asked, 8), form(2, asked, 80)],
    passed: [sameInput],
  },
  {
    name: 'two messages are no two forms',
    exchanges: [form(1, asMessage, 8), form(2, asMessage, 80)],
    passed: [sameInput],
  },
  {
    name: 'forms of other scenarios are not of the same input',
    exchanges: [form(1, asked, 8, 'case'), form(2, asMessage, 80, 'case')],
    notFor: [sameInput],
  },
  {
    name: 'user is refused by name',
    exchanges: [refused({ ...asked, user: 'u' }, 400, error('Unknown member user.', null, 'user'))],
    blamed: { 'REQ-USER-DEPRECATED': '/status' },
    notFor: [accepted],
  },
);
