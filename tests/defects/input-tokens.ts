import { isObject } from '../../schemas/json.js';
import { without } from './building.js';
import type { Defect } from './defect.js';

export const inputTokensDefects: readonly Defect[] = [
  {
    name: 'count-as-string',
    area: 'input-tokens',
    symptom: 'input_tokens is a string.',
    caughtBy: ['CNT-SHAPE'],
    change: {
      json: (body, { operation }) =>
        operation === 'count-input-tokens' && isObject(body)
          ? { ...body, input_tokens: String(body['input_tokens']) }
          : body,
    },
  },
  {
    name: 'count-without-instructions',
    area: 'input-tokens',
    symptom: 'Counting leaves instructions out.',
    caughtBy: ['CNT-MATCHES'],
    level: 'SHOULD',
    change: {
      acted: (body, { operation }) =>
        operation === 'count-input-tokens' ? without(body, 'instructions') : body,
    },
  },
  {
    name: 'count-without-history',
    area: 'input-tokens',
    symptom: 'Counting leaves out what previous_response_id stands for.',
    caughtBy: ['CNT-MATCHES'],
    level: 'SHOULD',
    change: { history: (items, { operation }) => (operation === 'count-input-tokens' ? [] : items) },
  },
];
