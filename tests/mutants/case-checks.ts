import type { Rule } from '../../suites/engine/rule.js';
import { judgeCase } from '../cases/case.js';
import { casesByArea } from '../cases/index.js';
import { digestOf } from '../generators/lists.js';
import type { Check } from './prepared.js';

/** What these rules make of traffic that was written by hand stays what it was. */
export function caseChecks(rules: readonly Rule[]): readonly Check[] {
  return Object.entries(casesByArea).flatMap(([area, cases]) =>
    cases.map((one): Check => {
      const before = JSON.stringify(judgeCase(one, rules));
      return {
        // Stryker knows checks by their names: a case that was changed is another one.
        name: `case of ${area}: ${one.name} (${digestOf(one)})`,
        run: () => {
          const outcome = JSON.stringify(judgeCase(one, rules));
          return outcome === before ? null : `${one.name} is judged otherwise: ${outcome}`;
        },
      };
    }),
  );
}
