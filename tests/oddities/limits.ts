import type { Oddity } from '../defects/defect.js';

export const limitsOddities: readonly Oddity[] = [
  {
    name: 'end-mark-counted',
    permitted: 'A server may count the end mark of the answer as a token.',
    change: {
      plan: (plan) => ({
        ...plan,
        items: plan.items.map((planned, index) =>
          index === plan.items.length - 1 ? { ...planned, tokens: planned.tokens + 1 } : planned,
        ),
      }),
    },
  },
  {
    name: 'short-answers',
    permitted: 'A model may stop long before its limit, whatever it was asked for.',
    change: {
      acted: (body) =>
        typeof body['max_output_tokens'] === 'number' && typeof body['input'] === 'string'
          ? { ...body, input: 'Say hello.' }
          : body,
    },
  },
];
