import { arrayAt } from '../../schemas/json.js';
import type { Defect } from './defect.js';

export const truncationDefects: readonly Defect[] = [
  {
    name: 'trims-in-spite-of-disabled',
    area: 'truncation',
    symptom: 'Too long an input is trimmed although truncation is disabled.',
    caughtBy: ['REQ-TRUNC-DISABLED'],
    change: {
      acted: (body) => (body['truncation'] === 'disabled' ? { ...body, truncation: 'auto' } : body),
    },
  },
  {
    name: 'trims-by-default',
    area: 'truncation',
    symptom: 'Too long an input is trimmed where truncation is absent.',
    caughtBy: ['TRUNC-DEFAULT-DISABLED'],
    change: {
      acted: (body) => ((body['truncation'] ?? null) === null ? { ...body, truncation: 'auto' } : body),
    },
  },
  {
    name: 'auto-not-implemented',
    area: 'truncation',
    symptom: 'truncation auto is echoed, and too long an input is refused all the same.',
    caughtBy: ['REQ-TRUNC-AUTO'],
    change: {
      acted: (body) => (body['truncation'] === 'auto' ? { ...body, truncation: 'disabled' } : body),
    },
  },
  {
    name: 'bills-what-was-trimmed',
    area: 'truncation',
    symptom: 'usage counts the input as it was before it was trimmed.',
    caughtBy: ['TRUNC-WINDOW'],
    change: {
      plan: (plan, { body }) =>
        body?.['truncation'] === 'auto' && plan.inputTokens > 2048 ? { ...plan, inputTokens: 9000 } : plan,
    },
  },
  {
    name: 'too-long-without-code',
    area: 'truncation',
    symptom: 'The refusal of too long an input has no code.',
    level: 'SHOULD',
    caughtBy: ['TRUNC-CODE'],
    change: {
      fault: (fault) => (fault?.code === 'context_length_exceeded' ? { ...fault, code: null } : fault),
    },
  },
  {
    name: 'auto-keeps-last-item',
    area: 'truncation',
    symptom: 'truncation auto always drops everything but the last item.',
    caughtBy: ['TRUNC-AUTO-FITTING'],
    change: {
      acted: (body) =>
        body['truncation'] === 'auto' && Array.isArray(body['input'])
          ? { ...body, input: arrayAt(body, 'input').slice(-1) }
          : body,
    },
  },
];
