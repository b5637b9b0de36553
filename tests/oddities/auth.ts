import { overlooking } from '../defects/answering.js';
import type { Oddity } from '../defects/defect.js';

export const authOddities: readonly Oddity[] = [
  {
    name: 'wrong-key-is-403',
    permitted: 'A server may call refused credentials forbidden.',
    change: {
      fault: (fault) =>
        fault?.stage === 'authenticate' ? { ...fault, status: 403, type: 'permission_error' } : fault,
    },
  },
  {
    name: 'foundry-takes-bearer-only',
    permitted: 'The document of Foundry declares Bearer and nothing else.',
    dialect: 'azure-foundry',
    change: overlooking('api-key'),
  },
  {
    name: 'forbidden-hides-as-404',
    permitted: 'What a key may not see may be called not found (RFC 9110, 403).',
    change: {
      fault: (fault) =>
        fault?.status === 403
          ? {
              ...fault,
              status: 404,
              type: 'invalid_request_error',
              code: 'model_not_found',
              message: 'The model does not exist.',
            }
          : fault,
    },
  },
  {
    name: 'forbidden-names-the-scope',
    permitted: 'A 403 may be of type invalid_request_error when its message says what is missing.',
    change: {
      fault: (fault) =>
        fault?.status === 403
          ? {
              ...fault,
              type: 'invalid_request_error',
              code: null,
              message: 'Missing scopes: api.responses.write.',
            }
          : fault,
    },
  },
  {
    name: 'forbidden-code-is-a-number',
    permitted: 'Azure repeats the status in error.code, as a text.',
    dialect: 'azure-openai',
    change: {
      fault: (fault) =>
        fault?.status === 403
          ? { ...fault, code: '403', message: 'Access denied due to firewall rules.' }
          : fault,
    },
  },
  {
    name: 'authentication-error',
    permitted: 'Types of errors are an open set.',
    change: {
      fault: (fault) => (fault?.status === 401 ? { ...fault, type: 'authentication_error' } : fault),
    },
  },
];
