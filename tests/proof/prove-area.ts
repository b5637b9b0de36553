import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Defect, Oddity } from '../defects/defect.js';
import { type DefectOutcome, proveDefect, proveOddity } from './matrix.js';

/** Rules beside the expected ones that one defect may set off: a server with one fault has few symptoms. */
const boundOnCollateral = 8;

/** What the findings of each defect said when the proof was made. */
const frozen = JSON.parse(readFileSync(new URL('findings.json', import.meta.url), 'utf8')) as {
  readonly [defect: string]: DefectOutcome['said'];
};

/** One test per defective server: the expected rules name it, and unrelated ones stay quiet. */
export function proveDefects(defects: readonly Defect[]): void {
  describe.each(defects.map((defect) => [defect.name, defect] as const))('a server with %s', (_, defect) => {
    test(`is caught by ${defect.caughtBy.join(', ')}`, async () => {
      const outcome = await proveDefect(defect);
      expect(outcome.faults).toEqual([]);
      expect(outcome.missedBy, 'expected rules that stayed silent').toEqual([]);
      expect(outcome.failed || defect.level === 'SHOULD', 'no MUST rule failed').toBe(true);
      expect(outcome.said, 'what findings say; where that is meant, run "npm run proof"').toEqual(
        frozen[defect.name],
      );
      expect(outcome.collateral.length, outcome.collateral.join(', ')).toBeLessThanOrEqual(
        defect.collateral ?? boundOnCollateral,
      );
    });
  });
}

/** One test per permitted oddity: nothing is blamed. */
export function proveOddities(oddities: readonly Oddity[]): void {
  test.each(oddities.map((oddity) => [oddity.name, oddity] as const))(
    '%s is not blamed',
    async (_, oddity) => {
      expect(await proveOddity(oddity)).toEqual([]);
    },
  );
}
