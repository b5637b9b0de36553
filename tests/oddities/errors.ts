import { isObject } from '../../schemas/json.js';
import { refusing, withHeader } from '../defects/answering.js';
import type { Oddity } from '../defects/defect.js';

export const errorsOddities: readonly Oddity[] = [
  {
    name: 'errors-with-more-members',
    permitted: 'A server may be a superset: unknown members of an error are ignored.',
    change: {
      json: (body, { fault }) =>
        fault !== null && isObject(body) && isObject(body['error'])
          ? {
              ...body,
              error: { ...body['error'], doc_url: 'https://example.org/errors', retryable: false },
              ok: false,
            }
          : body,
    },
  },
  {
    name: 'codes-always-null',
    permitted: 'code may be null, but for unknown models and too long an input.',
    change: refusing((fault) =>
      ['model_not_found', 'context_length_exceeded'].includes(fault.code ?? '')
        ? fault
        : { ...fault, code: null },
    ),
  },
  {
    name: 'unknown-model-is-404',
    permitted: 'The services answer 400 or 404.',
    change: refusing((fault) => (fault.code === 'model_not_found' ? { ...fault, status: 404 } : fault)),
  },
  {
    name: 'param-is-the-outermost-field',
    permitted: 'param names the field; how deep it goes is not said.',
    change: refusing((fault) => ({ ...fault, param: fault.param?.split(/[.[]/)[0] ?? null })),
  },
  {
    name: 'param-is-a-pointer',
    permitted: 'param names the field; how it is written is not said.',
    change: refusing((fault) => ({
      ...fault,
      param:
        fault.param === null || fault.param === 'model'
          ? fault.param
          : `/${fault.param.replace(/\[(\d+)\]/g, '/$1').replaceAll('.', '/')}`,
    })),
  },
  {
    name: 'invalid-request-by-the-shorter-name',
    permitted: 'Open Responses calls the type invalid_request in its table.',
    dialect: 'open-responses',
    change: refusing((fault) =>
      fault.type === 'invalid_request_error' && fault.status === 400
        ? { ...fault, type: 'invalid_request' }
        : fault,
    ),
  },
  {
    name: 'connection-closed-after-errors',
    permitted: 'A server may close the connection of a refused request by saying so.',
    change: {
      answer: (answer, { fault }) => (fault === null ? answer : withHeader(answer, 'connection', 'close')),
    },
  },
  {
    name: 'message-quotes-the-request',
    permitted: 'A message may repeat what was sent.',
    change: refusing((fault) => ({ ...fault, message: `${fault.message} You sent: {"input": "Hello"}.` })),
  },
];
