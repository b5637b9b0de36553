import { isObject } from '../../schemas/json.js';
import { ignoring } from '../defects/building.js';
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
  {
    name: 'context management not looked at',
    permitted:
      'a member that a server does not know may be left out of account where nobody declared it (design, section 4)',
    open: true,
    change: ignoring('context_management'),
  },
  {
    name: 'compaction behind the answer',
    permitted: 'where in the output the compaction item stands is said nowhere',
    change: {
      plan: (plan) => ({
        ...plan,
        items: plan.items.toSorted(
          (one, other) =>
            Number(one.item['type'] === 'compaction') - Number(other.item['type'] === 'compaction'),
        ),
      }),
    },
  },
];
