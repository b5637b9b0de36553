import type { Oddity } from '../defects/defect.js';

export const robustnessOddities: readonly Oddity[] = [
  {
    name: 'shuffled-members',
    permitted: 'The members of a JSON object have no order.',
    change: {
      json: (body) => reversed(body),
    },
  },
];

type Body = Parameters<NonNullable<Oddity['change']['json']>>[0];

function reversed(value: Body): Body {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toReversed()) as Body;
}
