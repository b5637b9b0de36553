import { isObject } from '../../schemas/json.js';
import type { Oddity } from '../defects/defect.js';

export const conversationsOddities: readonly Oddity[] = [
  {
    name: 'a conversation counts its items',
    permitted: 'unknown members are listed, never failed (HTTP-SUPERSET)',
    change: {
      json: (body, { operation, fault }) =>
        operation === 'retrieve-conversation' && fault === null && isObject(body)
          ? { ...body, item_count: 2, last_active_at: 1 }
          : body,
    },
  },
];
