import { throttled } from '../../targets/reference/index.js';
import type { Oddity } from '../defects/defect.js';

export const concurrencyOddities: readonly Oddity[] = [
  {
    name: 'throttled-now-and-then',
    permitted: 'A server may answer 429 with Retry-After at any time; the request is sent again.',
    change: {
      fault: (fault, stage, { ordinal, body }) =>
        fault === null && stage === 'capacity' && ordinal % 23 === 0 && body?.['stream'] !== true
          ? throttled(1)
          : fault,
    },
  },
];
