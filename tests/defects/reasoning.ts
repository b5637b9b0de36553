import { isObject } from '../../schemas/json.js';
import { alteringItems, refusing, replanning } from './building.js';
import type { Defect } from './defect.js';

const area = 'reasoning';

export const reasoningDefects: readonly Defect[] = [
  {
    name: 'reasoning-item-dropped',
    area,
    symptom: 'reasoning is counted but not put out',
    seenIn: 'museum',
    caughtBy: ['REAS-ITEM-PRESENT'],
    level: 'SHOULD',
    change: replanning((plan) => {
      const thought = plan.items.filter(({ item }) => item['type'] === 'reasoning');
      const rest = plan.items.filter(({ item }) => item['type'] !== 'reasoning');
      const [first, ...others] = rest;
      if (first === undefined || thought.length === 0) return plan;
      const tokens = thought.reduce((sum, planned) => sum + planned.reasoningTokens, 0);
      return {
        ...plan,
        items: [{ ...first, tokens: first.tokens + tokens, reasoningTokens: tokens }, ...others],
      };
    }),
  },
  {
    name: 'reasoning-behind-the-answer',
    area,
    symptom: 'reasoning items stand at the end',
    caughtBy: ['REAS-ORDER'],
    level: 'SHOULD',
    change: replanning((plan) =>
      plan.outcome !== 'completed'
        ? plan
        : {
            ...plan,
            items: [
              ...plan.items.filter(({ item }) => item['type'] !== 'reasoning'),
              ...plan.items.filter(({ item }) => item['type'] === 'reasoning'),
            ],
          },
    ),
  },
  {
    name: 'reasoning-summary-ignored',
    area,
    symptom: 'reasoning.summary is accepted and no summary comes',
    caughtBy: ['REAS-SUMMARY'],
    level: 'SHOULD',
    change: alteringItems('reasoning', (item) => ({ ...item, summary: [] })),
  },
  {
    name: 'encrypted-reasoning-refused',
    area,
    symptom: 'reasoning items sent back are refused',
    caughtBy: ['REAS-STATELESS'],
    change: refusing(
      (body) =>
        Array.isArray(body['input']) &&
        body['input'].some((item) => isObject(item) && item['type'] === 'reasoning'),
      { param: 'input', message: "Invalid value: 'reasoning'." },
    ),
  },
];
