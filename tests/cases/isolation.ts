import type { Intent } from '../../targets/exchange.js';
import { cases } from './case.js';
import { message } from './output.js';
import { answered, created, faulty, refused } from './traffic.js';

const asked = { model: 'm', input: 'Hi' };
const served = created(asked, [message('Hello.')]);
const sound = served.answer?.json;
const missing = {
  error: {
    message: 'No response with id resp_1 found.',
    type: 'invalid_request_error',
    param: 'response_id',
    code: 'not_found',
  },
};
const foreign: Partial<Intent> = faulty('response_id', 'foreign-id', { in: 'state' });
const deleting: Partial<Intent> = { ...foreign, user: 'second', step: 'foreign-delete' };

function retrieved(status: number, intent: Partial<Intent>) {
  return answered('GET', '/responses/resp_1', undefined, status, status === 200 ? sound : missing, {
    intent,
  });
}

function removed(status: number, intent: Partial<Intent>) {
  const gone = { id: 'resp_1', object: 'response', deleted: true };
  return answered('DELETE', '/responses/resp_1', undefined, status, status === 200 ? gone : missing, {
    intent,
  });
}

export const isolationCases = cases(
  {
    name: 'a response that nobody else can delete, and that its owner deletes then',
    exchanges: [
      served,
      removed(404, deleting),
      retrieved(200, { step: 'after-foreign-delete' }),
      removed(200, { step: 'delete' }),
      retrieved(404, { step: 'after-delete', validity: 'unknown' }),
    ],
    passed: ['ISO-DELETE', 'ISO-NOT-FOUND'],
  },
  {
    name: 'a response that somebody else deletes',
    exchanges: [served, removed(200, deleting)],
    blamed: { 'ISO-DELETE': '/status' },
  },
  {
    name: 'a response that is gone although its deletion was refused',
    exchanges: [
      served,
      removed(404, deleting),
      retrieved(404, { step: 'after-foreign-delete', validity: 'unknown' }),
    ],
    blamed: { 'ISO-DELETE': '/status' },
  },
  {
    name: 'a response that another credential retrieves',
    exchanges: [retrieved(200, { ...foreign, user: 'second' })],
    blamed: { 'ISO-RETRIEVE': '/status' },
    notFor: ['ISO-NOT-FOUND', 'FD-USER-ISOLATION'],
  },
  {
    name: 'a response that another end user retrieves',
    exchanges: [
      {
        ...retrieved(200, { ...foreign, notes: { endUser: 'second' } }),
        dialect: 'azure-foundry',
      },
    ],
    blamed: { 'FD-USER-ISOLATION': '/status' },
    notFor: ['ISO-NOT-FOUND', 'ISO-RETRIEVE'],
  },
  {
    name: 'a response that is forbidden to another end user',
    exchanges: [
      answered(
        'GET',
        '/responses/resp_1',
        undefined,
        403,
        { error: { message: 'Not permitted.', code: 'forbidden' } },
        { dialect: 'azure-foundry', intent: { ...foreign, notes: { endUser: 'second' } } },
      ),
    ],
    blamed: { 'ISO-NOT-FOUND': '/status' },
    passed: ['FD-USER-ISOLATION'],
  },
  {
    name: 'a second credential that is not accepted says nothing',
    exchanges: [
      refused(
        asked,
        401,
        {
          error: {
            message: 'Unknown key.',
            type: 'authentication_error',
            param: null,
            code: 'invalid_api_key',
          },
        },
        { intent: { ...foreign, user: 'second' } },
      ),
    ],
    notFor: ['ISO-CHAIN', 'ISO-NOT-FOUND'],
  },
);
