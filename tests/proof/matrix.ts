import type { FindingResult, Results, RuleResult } from '../../suites/engine/results.js';
import type { Defect, Oddity } from '../defects/defect.js';
import { prove, type Subject } from './subject.js';

/** What the whole suite made of one defective server. */
export interface DefectOutcome {
  readonly name: string;
  /** Expected rules that failed or warned. */
  readonly caughtBy: readonly string[];
  /** Expected rules that stayed silent. */
  readonly missedBy: readonly string[];
  /** Whether a MUST rule failed among the expected ones. */
  readonly failed: boolean;
  /** What each expected rule says of it, and where. */
  readonly said: { readonly [rule: string]: string };
  /** Other rules that failed or warned. */
  readonly collateral: readonly string[];
  readonly faults: readonly string[];
}

/** What the suite is run against to prove one defect. */
export function defectSubject({ dialect, change }: Defect): Subject {
  return { dialect: dialect ?? 'openai', changes: [change] };
}

/** What the suite is run against to prove that one oddity is left alone. */
export function oddSubject({ dialect, change, open }: Oddity): Subject {
  return {
    dialect: dialect ?? 'openai',
    changes: [change],
    ...(open === true ? { open: true, target: partialTarget } : {}),
  };
}

/** Runs the whole suite against one defective server. */
export async function proveDefect(defect: Defect): Promise<DefectOutcome> {
  const results = await prove(defectSubject(defect));
  const blamed = blamedRules(results);
  const named = blamed.filter(({ id }) => defect.caughtBy.includes(id));
  return {
    name: defect.name,
    caughtBy: named.map(({ id }) => id),
    missedBy: defect.caughtBy.filter((id) => !named.some((rule) => rule.id === id)),
    failed: named.some(({ status }) => status === 'fail'),
    said: Object.fromEntries(named.map((rule) => [rule.id, saidBy(rule.findings)])),
    collateral: blamed.filter(({ id }) => !defect.caughtBy.includes(id)).map(({ id }) => id),
    faults: faultsOf(results),
  };
}

/** What the whole suite blamed on a server that only does what the contract permits. Empty is right. */
export async function proveOddity(oddity: Oddity): Promise<readonly string[]> {
  const results = await prove(oddSubject(oddity));
  return [
    ...(results.verdict === 'conformant' ? [] : [`verdict: ${results.verdict}`]),
    ...blamedRules(results).map(({ id, reason }) => `${id}: ${reason}`),
    ...faultsOf(results).map((fault) => `fault: ${fault}`),
  ];
}

/** A server that says nothing of what it offers is no mock either: what nobody made, it does not take. */
const partialTarget = { hostedTools: [], acceptsFabricatedItems: false };

/** The rules that failed or warned. */
export function blamedRules(results: Results): readonly RuleResult[] {
  return results.rules.filter(({ status }) => status === 'fail' || status === 'warn');
}

// Ids depend on all that was sent before, and runtimes have words of their own for JSON that they cannot read.
const madeId = /_[0-9a-f]{20,}/g;
/** Characters of an expected or actual value that are kept. */
const keptOfValue = 120;
const wordsOfTheRuntime = /Unexpected .*/g;

/** The first finding that counts, as one line: where it is, what it says, what was expected and what came. Empty where there is none. */
export function saidBy(
  findings: readonly Pick<FindingResult, 'tolerated' | 'pointer' | 'message' | 'expected' | 'actual'>[],
): string {
  const found = findings.find(({ tolerated }) => !tolerated);
  if (found === undefined) return '';
  const { pointer, message, expected, actual } = found;
  const values = [expected, actual].map((value) => JSON.stringify(value).slice(0, keptOfValue));
  return `${pointer}: ${message} [${values.join(' / ')}]`
    .replace(madeId, '_…')
    .replace(wordsOfTheRuntime, '…');
}

/** Faults of the suite itself, one line each. */
export function faultsOf(results: Results): readonly string[] {
  return (results.faults ?? []).map(({ rule, exchange, message }) => `${rule} ${exchange}: ${message}`);
}
