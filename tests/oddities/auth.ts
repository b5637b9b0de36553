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
    name: 'authentication-error',
    permitted: 'Types of errors are an open set.',
    change: {
      fault: (fault) =>
        fault?.stage === 'authenticate' ? { ...fault, type: 'authentication_error' } : fault,
    },
  },
];
