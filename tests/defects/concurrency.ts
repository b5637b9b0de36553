import { stringAt } from '../../schemas/json.js';
import type { Defect } from './defect.js';

/** Instructions of the scenarios in which requests overlap. */
const marked = /^You are number \d+ of \d+\.$/;

export const concurrencyDefects: readonly Defect[] = [
  {
    name: 'item-ids-start-anew',
    area: 'concurrency',
    symptom: 'Item ids are counted anew in each response.',
    level: 'SHOULD',
    caughtBy: ['RUN-ITEM-ID-UNIQUE'],
    collateral: 30,
    change: {
      plan: (plan) => ({
        ...plan,
        items: plan.items.map((planned, index) => ({
          ...planned,
          item: { ...planned.item, id: `${stringAt(planned.item, 'type')}_${index + 1}` },
        })),
      }),
    },
  },
  {
    name: 'instructions-shared',
    area: 'concurrency',
    symptom: 'Instructions are kept in one place for all requests: the last one under way wins.',
    caughtBy: ['CONC-OWN-ANSWER'],
    change: {
      response: (response, _place, { memory }) => {
        const own = stringAt(response, 'instructions');
        if (own === null || !marked.test(own)) return response;
        const shared = memory.get('instructions') ?? own;
        memory.set('instructions', shared);
        return { ...response, instructions: String(shared) };
      },
    },
  },
  {
    name: 'hm-concurrent-503',
    area: 'concurrency',
    symptom: 'A second request at a time is turned away with 503.',
    level: 'SHOULD',
    caughtBy: ['CONC-NOT-TURNED-AWAY'],
    change: {
      fault: (fault, stage, { body, memory }) => {
        const own = stringAt(body ?? undefined, 'instructions') ?? '';
        if (fault !== null || stage !== 'capacity' || !marked.test(own) || memory.has(own)) return fault;
        memory.set(own, true);
        return {
          stage,
          status: 503,
          type: 'server_error',
          code: 'busy',
          param: null,
          message: 'Only one request at a time.',
        };
      },
    },
  },
];
