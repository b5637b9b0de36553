import { isObject } from '../../schemas/json.js';
import type { Oddity } from '../defects/defect.js';

export const compactOddities: readonly Oddity[] = [
  {
    name: 'a compaction names its model',
    permitted: 'unknown members are listed, never failed (HTTP-SUPERSET)',
    change: {
      json: (body, { operation, fault }) =>
        operation === 'compact-response' && fault === null && isObject(body)
          ? { ...body, model: 'reference', expires_at: null }
          : body,
    },
  },
];
