import type { Oddity } from '../defects/defect.js';

export const truncationOddities: readonly Oddity[] = [
  {
    name: 'too-long-is-413',
    permitted: 'HTTP has a status of its own for what is too large.',
    change: {
      fault: (fault) => (fault?.code === 'context_length_exceeded' ? { ...fault, status: 413 } : fault),
    },
  },
];
