import type { JsonObject } from '../../schemas/json.js';
import type { Intent } from '../../targets/exchange.js';
import { cases } from './case.js';
import { turn } from './counted-traffic.js';
import { message } from './output.js';
import { listed, pageOf, storedMessage } from './stored-traffic.js';
import { streamed } from './streams.js';
import { answered, created } from './traffic.js';

const path = '/conversations/conv_1';
const asked = { model: 'm', input: 'Say hello.', conversation: 'conv_1' };
const said = [message('Hello.', { id: 'msg_2' })];
const heard = storedMessage('msg_1', 'Say hello.');
const kept = { ...storedMessage('msg_2', ''), role: 'assistant', content: [part('Hello.')] };
const wordy = `Nobody has said this: ${'it only stands here so that it is long, '.repeat(4)}and that is it.`;
const deleted = { id: 'conv_1', object: 'conversation.deleted', deleted: true };
const notFound = {
  error: {
    message: 'There is no such conversation.',
    type: 'invalid_request_error',
    param: null,
    code: null,
  },
};

function part(text: string): JsonObject {
  return { type: 'output_text', text, annotations: [], logprobs: [] };
}

/** What is sent as items, and how it is listed: short messages of the user. */
function user(text: string): JsonObject {
  return { type: 'message', role: 'user', content: text };
}

function unknownId(pointer: string): Partial<Intent> {
  const violation = { in: 'body', pointer, keyword: 'unknown-id', expectation: '', level: 'MUST' } as const;
  return { validity: 'invalid', violation };
}

const unknown = { intent: unknownId('/conversation') };
const tooMany: Partial<Intent> = {
  validity: 'invalid',
  violation: { in: 'body', pointer: '/items', keyword: 'maxItems', expectation: '', level: 'MUST' },
};

function madeWith(items: readonly JsonObject[], intent: Partial<Intent> = {}) {
  const json = { id: 'conv_1', object: 'conversation', created_at: 1_790_000_000, metadata: {} };
  return answered('POST', '/conversations', { items }, 200, json, { intent });
}

function added(items: readonly JsonObject[], shown: readonly JsonObject[], intent: Partial<Intent> = {}) {
  return answered('POST', `${path}/items`, { items }, 200, pageOf(shown), { intent });
}

const list = `${path}/items?order=asc`;

export const conversationCases = cases(
  {
    name: 'turns that are in their conversation',
    exchanges: [created(asked, said), listed(list, [heard, kept])],
    passed: ['REQ-CONV-APPEND', 'RES-CONV-REF'],
    notFor: ['REQ-CONV-APPEND-STREAM', 'CNV-ITEMS'],
  },
  {
    name: 'a turn that is not in its conversation',
    exchanges: [
      created({ ...asked, input: wordy }, said),
      listed(list, [storedMessage('msg_1', `${wordy} Not quite.`), kept]),
    ],
    blamed: { 'REQ-CONV-APPEND': '/data' },
  },
  {
    name: 'a streamed turn that is the wrong way round in its conversation',
    exchanges: [streamed(asked, said), listed(list, [kept, heard])],
    blamed: { 'REQ-CONV-APPEND-STREAM': '/data' },
    notFor: ['REQ-CONV-APPEND'],
  },
  {
    name: 'a response that names no conversation',
    exchanges: [created(asked, said, { response: { conversation: null } })],
    blamed: { 'RES-CONV-REF': '/conversation' },
  },
  {
    name: 'a response that names another conversation',
    exchanges: [created(asked, said, { response: { conversation: { id: 'conv_2' } } })],
    blamed: { 'RES-CONV-REF': '/conversation' },
  },
  {
    name: 'a response that does not say whether it has a conversation',
    exchanges: [created(asked, said, { response: { conversation: undefined } })],
    blamed: { 'RES-CONV-REF': '/conversation' },
  },
  {
    name: 'a turn that counts as if its conversation were empty',
    exchanges: [
      turn(1, { model: 'm', input: wordy }, 60),
      turn(2, { model: 'm', input: 'Say hello.' }, 10),
      turn(3, asked, 10, { step: 'turn-with-history' }),
    ],
    blamed: { 'REQ-CONV-CONTEXT': '/usage/input_tokens' },
  },
  {
    name: 'a turn of a conversation that was never made without it',
    exchanges: [
      turn(1, { model: 'm', input: wordy }, 60),
      turn(2, { model: 'm', input: 'Say goodbye.' }, 10),
      turn(3, asked, 10, { step: 'turn-with-history' }),
    ],
    notFor: ['REQ-CONV-CONTEXT'],
  },
  {
    name: 'a conversation that there is not fails in the stream',
    exchanges: [streamed(asked, [], (events) => events, { status: 'failed', ...unknown })],
    passed: ['REQ-CONV-UNKNOWN'],
  },
  {
    name: 'a conversation that there is not goes on all the same',
    exchanges: [streamed(asked, said, (events) => events, unknown)],
    blamed: { 'REQ-CONV-UNKNOWN': '/status' },
  },
  {
    name: 'tokens of a conversation that there is not are counted',
    exchanges: [
      answered(
        'POST',
        '/responses/input_tokens',
        asked,
        200,
        { object: 'response.input_tokens', input_tokens: 9 },
        unknown,
      ),
    ],
    notFor: ['REQ-CONV-UNKNOWN'],
  },
  {
    name: 'items of a new conversation that are listed between others',
    exchanges: [
      madeWith([user('One.'), user('Two.')]),
      listed(
        list,
        ['One.', 'Between.', 'Two.'].map((text, place) => storedMessage(`msg_${place}`, text)),
      ),
    ],
    passed: ['CNV-ITEMS', 'CNV-SHAPE'],
  },
  {
    name: 'items of a new conversation that are listed in other words',
    exchanges: [madeWith([user('One.')]), listed(list, [storedMessage('msg_1', wordy)])],
    blamed: { 'CNV-ITEMS': '/data' },
  },
  {
    name: 'more items than may be added at once',
    exchanges: [added([user('One.')], [storedMessage('msg_1', 'One.')], tooMany)],
    blamed: { 'CNV-ITEM-LIMIT': '/status' },
  },
  {
    name: 'more items than a conversation may begin with',
    exchanges: [madeWith([user('One.')], tooMany)],
    blamed: { 'CNV-ITEM-LIMIT': '/status' },
  },
  {
    name: 'fewer items come back than were added',
    exchanges: [added([user('One.'), user('Two.')], [storedMessage('msg_1', 'One.')])],
    blamed: { 'CNV-ITEMS-ADDED': '/data' },
  },
  {
    name: 'another item than the one that was asked for',
    exchanges: [answered('GET', `${path}/items/msg_1`, undefined, 200, storedMessage('msg_2', 'Two.'))],
    blamed: { 'CNV-ITEM-GET': '/id' },
  },
  {
    name: 'a conversation that is gone when it was deleted',
    exchanges: [
      answered('DELETE', path, undefined, 200, deleted),
      answered('GET', path, undefined, 404, notFound, {
        intent: { step: 'after-delete', validity: 'invalid' },
      }),
    ],
    passed: ['CNV-DELETE'],
  },
  ...wrongAnswers(
    ['denies it', { ...deleted, deleted: false }, '/deleted'],
    ['names another conversation', { ...deleted, id: 'conv_2' }, '/id'],
    [
      'denies that another conversation was deleted',
      { ...deleted, id: 'conv_2', deleted: false },
      '/deleted',
    ],
    ['names none', { object: 'conversation.deleted', deleted: true }, '/id'],
    ['does not say so', { object: 'conversation.deleted', id: 'conv_1' }, '/deleted'],
  ),
);

function wrongAnswers(...all: readonly (readonly [how: string, json: JsonObject, at: string])[]) {
  return all.map(([how, json, at]) => ({
    name: `an answer to the DELETE of a conversation ${how}`,
    exchanges: [answered('DELETE', path, undefined, 200, json)],
    blamed: { 'CNV-DELETE': at },
  }));
}
