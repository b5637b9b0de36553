import type { JsonObject } from '../../schemas/json.js';
import type { Intent } from '../../targets/exchange.js';
import { cases } from './case.js';
import { message } from './output.js';
import { answered, created, faulty, refused } from './traffic.js';

const asked = { model: 'm', input: 'Hi' };
const error = { message: 'That is wrong.', type: 'invalid_request_error', param: null, code: null };
const naming = ['ERR-PARAM-NAMES-FIELD', 'ERR-REASON-NAMED'];

function refusedFor(pointer: string, changes: JsonObject, status = 400) {
  return refused(asked, status, { error: { ...error, ...changes } }, { intent: faulty(pointer, 'type') });
}

function forbidden(changes: JsonObject) {
  return refused(
    asked,
    403,
    { error: { message: 'No.', type: 'error', param: null, code: null, ...changes } },
    { intent: { validity: 'unknown' } },
  );
}

const unknownModel: Partial<Intent> = faulty('/model', 'unknown-model', { in: 'state' });
const together: Partial<Intent> = faulty('/conversation', 'mutually-exclusive');

export const errorsMeaningCases = cases(
  {
    name: 'only the code names the field',
    exchanges: [refusedFor('/temperature', { code: 'invalid_temperature' })],
    blamed: { 'ERR-PARAM-NAMES-FIELD': '/error/param' },
    passed: ['ERR-REASON-NAMED'],
  },
  {
    name: 'an error that names nothing',
    exchanges: [refusedFor('/temperature', {})],
    blamed: { 'ERR-PARAM-NAMES-FIELD': '/error/param', 'ERR-REASON-NAMED': '/error/message' },
  },
  {
    name: 'param names another field',
    exchanges: [refusedFor('/temperature', { param: 'input' })],
    blamed: { 'ERR-PARAM-NAMES-FIELD': '/error/param', 'ERR-REASON-NAMED': '/error/message' },
  },
  {
    name: 'the place in a list is not the name of a field',
    exchanges: [refusedFor('/tools/12/name', { message: 'Entry 12 is wrong.', param: '12' })],
    blamed: { 'ERR-PARAM-NAMES-FIELD': '/error/param', 'ERR-REASON-NAMED': '/error/message' },
  },
  {
    name: 'names may end with digits',
    exchanges: [refusedFor('/metadata/level2', { param: 'level2' })],
    passed: naming,
  },
  {
    name: 'names may begin with digits',
    exchanges: [refusedFor('/metadata/2nd', { param: '2nd' })],
    passed: naming,
  },
  {
    name: 'a body that is no object has no field to name',
    exchanges: [
      refused(
        [],
        400,
        { error: { ...error, message: 'An object is needed.' } },
        { intent: faulty('', 'type') },
      ),
    ],
    passed: ['ERR-BODY-OBJECT'],
    notFor: naming,
  },
  {
    name: 'a request that is known to be wrong, but not why',
    exchanges: [refused(asked, 400, { error }, { intent: { validity: 'invalid' } })],
    passed: ['ERR-ENVELOPE', 'ROB-INVALID-ANSWERED'],
    notFor: naming,
  },
  {
    name: 'a request that was not sent to be refused',
    exchanges: [
      refused(asked, 400, { error }, { intent: { ...faulty('/temperature', 'type'), validity: 'unknown' } }),
    ],
    notFor: [...naming, 'ERR-INVALID-TYPE'],
  },
  {
    name: 'what the sources do not agree upon may be accepted',
    exchanges: [
      created(asked, [message('Hello.')], { intent: faulty('/temperature', 'type', { level: 'SHOULD' }) }),
    ],
    notFor: ['ERR-INVALID-TYPE'],
  },
  {
    name: 'credentials that are refused say nothing about the fault',
    exchanges: [
      refused(
        asked,
        401,
        { error: { ...error, message: 'The key is wrong.', type: 'authentication_error' } },
        { intent: faulty('/temperature', 'type') },
      ),
    ],
    passed: ['ERR-STATUS-MAP'],
    notFor: [...naming, 'ERR-INVALID-TYPE'],
  },
  {
    name: 'a faulty body is refused as if the credentials were wrong, without a word of them',
    exchanges: [
      refused(
        asked,
        401,
        { error: { ...error, type: null, param: 'temperature' } },
        { intent: faulty('/temperature', 'type') },
      ),
    ],
    blamed: { 'ERR-FIELDS': '/error/type', 'ERR-STATUS-MAP': '/status' },
  },
  {
    name: 'a message that is the status with its name, and dots',
    exchanges: [refusedFor('/temperature', { message: 'HTTP 400: Bad Request...', param: 'temperature' })],
    blamed: { 'ERR-MESSAGE-EXPLAINS': '/error/message' },
  },
  {
    name: 'a message that is the newer name of its status',
    exchanges: [refusedFor('/temperature', { message: 'Unprocessable Content', param: 'temperature' }, 422)],
    blamed: { 'ERR-MESSAGE-EXPLAINS': '/error/message', 'ERR-STATUS-MAP': '/status' },
  },
  {
    name: 'the name of another status says something',
    exchanges: [refusedFor('/temperature', { message: 'Unprocessable Content', param: 'temperature' })],
    passed: ['ERR-MESSAGE-EXPLAINS'],
  },
  {
    name: 'an error without a type that is known by its status',
    exchanges: [refusedFor('/temperature', { type: 'wrong', param: 'temperature' })],
    blamed: { 'ERR-TYPE-NAME': '/error/type' },
    passed: ['ERR-STATUS-MAP'],
  },
  {
    name: 'only the code says that something is not permitted',
    exchanges: [forbidden({ code: 'permission_missing' })],
    passed: ['ERR-FORBIDDEN-TYPE'],
  },
  {
    name: 'a 403 that does not say why',
    exchanges: [forbidden({})],
    blamed: { 'ERR-FORBIDDEN-TYPE': '/error/message' },
  },
  {
    name: 'a 403 that calls itself a failure',
    exchanges: [forbidden({ type: 'server_error', message: 'You have no permission.' })],
    blamed: { 'ERR-FORBIDDEN-TYPE': '/error/type', 'ERR-STATUS-MAP': '/status' },
  },
  {
    name: 'an unknown model by its right name',
    exchanges: [
      refused(
        asked,
        404,
        { error: { ...error, code: 'model_not_found', param: 'model' } },
        { intent: unknownModel },
      ),
    ],
    passed: ['REQ-UNKNOWN-MODEL', 'REQ-UNKNOWN-MODEL-CODE'],
  },
  {
    name: 'an unknown model that is called something else',
    exchanges: [refused(asked, 400, { error: { ...error, code: 'bad_model' } }, { intent: unknownModel })],
    blamed: { 'REQ-UNKNOWN-MODEL-CODE': '/error' },
  },
  {
    name: 'the tokens of an unknown model may be counted',
    exchanges: [
      answered(
        'POST',
        '/responses/input_tokens',
        asked,
        200,
        { object: 'response.input_tokens', input_tokens: 8 },
        { intent: unknownModel },
      ),
    ],
    notFor: ['REQ-UNKNOWN-MODEL'],
  },
  {
    name: 'what excludes each other in a response may be counted together',
    exchanges: [
      answered(
        'POST',
        '/responses/input_tokens',
        { ...asked, conversation: 'conv_1', previous_response_id: 'resp_1' },
        200,
        { object: 'response.input_tokens', input_tokens: 8 },
        { intent: together },
      ),
    ],
    notFor: ['REQ-PREV-XOR-CONV'],
  },
  {
    name: 'a conversation together with another history is accepted',
    exchanges: [
      created({ ...asked, conversation: 'conv_1', previous_response_id: 'resp_1' }, [message('Hello.')], {
        intent: together,
      }),
    ],
    blamed: { 'REQ-PREV-XOR-CONV': '/status' },
  },
);
