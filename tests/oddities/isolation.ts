import { refusing } from '../defects/answering.js';
import type { Oddity } from '../defects/defect.js';

export const isolationOddities: readonly Oddity[] = [
  {
    name: 'foreign-previous-is-404',
    permitted: 'A previous response that cannot be found is 400 or 404.',
    change: refusing((fault) =>
      fault.code === 'previous_response_not_found' ? { ...fault, status: 404 } : fault,
    ),
  },
];
