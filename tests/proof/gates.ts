import type { Rule } from '../../suites/engine/rule.js';
import type { Defect, Oddity } from '../defects/defect.js';
import type { DefectOutcome } from './matrix.js';

/** Everything that was proven: one outcome for each defective server, what was blamed on each odd one. */
export interface Proof {
  readonly rules: readonly Rule[];
  readonly defects: readonly Defect[];
  readonly outcomes: readonly DefectOutcome[];
  readonly oddities: readonly { readonly oddity: Oddity; readonly blamed: readonly string[] }[];
  /** Rules that were judged on recorded traffic of real services. */
  readonly seenReal: readonly string[];
}

/** Rules beside the expected ones that a defect may set off on average. */
const averageCollateral = 3;

/** What does not hold, one line each. Empty: the suite has proven itself. */
export function brokenGates(proof: Proof): readonly string[] {
  const { outcomes, oddities } = proof;
  const average = collateralOf(proof) / Math.max(1, outcomes.length);
  return [
    ...outcomes
      .filter(({ missedBy }) => missedBy.length > 0)
      .map(({ name, missedBy }) => `${name} is not caught by ${missedBy.join(', ')}`),
    ...outcomes
      .filter(({ name, failed }) => !failed && levelOf(proof, name) === 'MUST')
      .map(({ name }) => `${name} makes no expected MUST rule fail`),
    ...outcomes.flatMap(({ name, faults }) => faults.map((fault) => `${name}: fault in the suite: ${fault}`)),
    ...withoutKiller(proof).map((id) => `${id} catches no defect: it has not been seen to fail`),
    ...indistinguishable(proof).map((ids) => `no defect tells ${ids.join(' and ')} apart: they are one rule`),
    ...oddities.flatMap(({ oddity, blamed }) =>
      blamed.map((what) => `${oddity.name} is permitted, but ${what}`),
    ),
    ...(average > averageCollateral
      ? [`a defect sets off ${average.toFixed(1)} unrelated rules on average, more than ${averageCollateral}`]
      : []),
  ];
}

/** Rules that no defective server makes fail or warn as an expected rule. */
export function withoutKiller({ rules, outcomes }: Proof): readonly string[] {
  const killed = new Set(outcomes.flatMap(({ caughtBy }) => caughtBy));
  return rules.filter(({ id }) => !killed.has(id)).map(({ id }) => id);
}

/** Groups of rules that every defect sets off together or not at all. */
export function indistinguishable({ rules, outcomes }: Proof): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>();
  for (const { id } of rules) {
    const setOff = outcomes
      .filter(({ caughtBy, collateral }) => caughtBy.includes(id) || collateral.includes(id))
      .map(({ name }) => name);
    if (setOff.length === 0) continue;
    const key = setOff.join(' ');
    groups.set(key, [...(groups.get(key) ?? []), id]);
  }
  return [...groups.values()].filter((ids) => ids.length > 1);
}

/** How many unrelated rules all defects together set off. */
export function collateralOf({ outcomes }: Proof): number {
  return outcomes.reduce((sum, { collateral }) => sum + collateral.length, 0);
}

function levelOf({ defects }: Proof, name: string): 'MUST' | 'SHOULD' {
  return defects.find((defect) => defect.name === name)?.level ?? 'MUST';
}
