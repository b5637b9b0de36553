import type { JsonObject, JsonValue } from '../../schemas/json.js';
import { cases } from './case.js';
import { message } from './output.js';
import { inWords, listed, retrieved, storedMessage } from './stored-traffic.js';
import { answered, type Circumstances, created, refused, soundResponse } from './traffic.js';

const path = '/responses/resp_1';
const gone = { id: 'resp_1', object: 'response', deleted: true };
const next = { model: 'm', input: 'And again?', previous_response_id: 'resp_1' };
const after: Circumstances = { intent: { step: 'after-delete', validity: 'invalid' } };
const notFound = {
  error: { message: 'There is no such response.', type: 'invalid_request_error', param: null, code: null },
};
const failure = { error: { message: 'The server failed.', type: 'server_error', param: null, code: null } };

function deleted(json: JsonValue | undefined, circumstances: Circumstances = {}) {
  return answered('DELETE', path, undefined, 200, json, circumstances);
}

function refusedAfter(method: string, target: string) {
  return answered(method, target, undefined, 404, notFound, after);
}

const shape = ['DEL-SHAPE'];

export const deletionCases = cases(
  {
    name: 'a response that is gone for every operation',
    exchanges: [
      deleted(gone),
      refusedAfter('GET', path),
      refusedAfter('GET', `${path}/input_items`),
      refusedAfter('DELETE', path),
      refused(next, 400, notFound, after),
    ],
    passed: ['DEL-SHAPE', 'DEL-THEN-404', 'DEL-TWICE-404', 'REQ-PREV-DELETED'],
  },
  {
    name: 'a response that is still there for every operation',
    exchanges: [
      deleted({ ...gone, object: 'response.deleted' }),
      retrieved(soundResponse({ model: 'm' }, [message('Hello.')]), after),
      listed(`${path}/input_items`, [storedMessage('msg_2', 'Say hello.')], after),
      deleted(gone, after),
      created(next, [message('Again.')], { ...after, response: { id: 'resp_2' } }),
    ],
    blamed: { 'DEL-THEN-404': '/status', 'DEL-TWICE-404': '/status', 'REQ-PREV-DELETED': '/status' },
    passed: shape,
  },
  {
    name: 'a turn from a deleted response fails once it has begun',
    exchanges: [deleted(gone), created(next, [], { ...after, status: 'failed', response: { id: 'resp_2' } })],
    passed: ['REQ-PREV-DELETED'],
  },
  {
    name: 'the server fails over a deleted response',
    exchanges: [deleted(gone), refused(next, 500, failure, after)],
    blamed: { 'REQ-PREV-DELETED': '/status', 'ERR-5XX-INVALID': '/status' },
  },
  {
    name: 'where only a second DELETE is known, nothing is known of the first',
    exchanges: [deleted(gone, after), refusedAfter('GET', path)],
    passed: shape,
    notFor: ['DEL-THEN-404', 'DEL-TWICE-404'],
  },
  {
    name: 'a DELETE that failed leaves everything open',
    exchanges: [
      answered('DELETE', path, undefined, 503, failure),
      retrieved(soundResponse({ model: 'm' }, [message('Hello.')]), after),
    ],
    notFor: ['DEL-SHAPE', 'DEL-THEN-404'],
  },
  {
    name: 'a server that is down for the moment says nothing of a deleted response',
    exchanges: [deleted(gone), answered('GET', path, undefined, 503, failure, after)],
    notFor: ['DEL-THEN-404'],
  },
  ...wrongAnswers(
    ['without a body', undefined, '/body'],
    ['that names another response', { ...gone, id: 'resp_2' }, '/id'],
    ['that names none', { object: 'response', deleted: true }, '/id'],
    ['that denies it', { ...gone, deleted: false }, '/deleted'],
    ['that does not say so', { id: 'resp_1', object: 'response' }, '/deleted'],
    ['with an object name of another resource', { ...gone, object: 'conversation.deleted' }, '/object'],
    ['with an object name that is no name', { ...gone, object: true }, '/object'],
    ['without an object name', { id: 'resp_1', deleted: true }, '/object'],
  ),
  {
    name: 'a sentence in answer to a DELETE',
    exchanges: [deleted(undefined, inWords('Gone.'))],
    blamed: { 'DEL-SHAPE': '/body' },
  },
);

function wrongAnswers(...all: readonly (readonly [how: string, json: JsonObject | undefined, at: string])[]) {
  return all.map(([how, json, at]) => ({
    name: `an answer to a DELETE ${how}`,
    exchanges: [deleted(json)],
    blamed: { 'DEL-SHAPE': at },
  }));
}
