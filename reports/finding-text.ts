import type { JsonValue } from '../schemas/json.js';
import type { FindingResult, RuleResult } from '../suites/engine/results.js';

/** A JSON value as it is shown beside a finding; long values are shortened. */
function shownValue(value: JsonValue, most = 200): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null');
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** Findings that count against the rule: neither tolerated nor known. */
export function countedFindings(rule: RuleResult): readonly FindingResult[] {
  return rule.findings.filter(({ tolerated, known }) => !tolerated && !known);
}

/** Findings that a reader wants to see: everything that is not tolerated. */
export function shownFindings(rule: RuleResult): readonly FindingResult[] {
  return rule.findings.filter(({ tolerated }) => !tolerated);
}

/** Whether every finding of a failed rule is known to the baseline. */
export function isKnownFailure(rule: RuleResult): boolean {
  return rule.status === 'fail' && countedFindings(rule).length === 0;
}

/** Rules whose failure is worth reading about, MUST first, then in the order of the catalogue. */
export function violatedRules(rules: readonly RuleResult[]): readonly RuleResult[] {
  return [
    ...rules.filter(({ status }) => status === 'fail'),
    ...rules.filter(({ status }) => status === 'warn'),
  ];
}

/** Where the contract says what a rule demands, in one line. */
export function sourceText(rule: RuleResult): string {
  if (rule.source === undefined) return '';
  const { dialect, section, note } = rule.source;
  return `${dialect === 'all' ? 'all dialects' : dialect}, ${section}: ${note}`;
}

/** Place of a finding: the exchange and, where there is one, the pointer into its answer. */
export function placeText(finding: FindingResult): string {
  return finding.pointer === '' ? finding.exchange : `${finding.exchange} at ${finding.pointer}`;
}

/** Expected and actual value of a finding and the session that leads to it, line by line; empty where it names none. */
export function detailLines(
  { expected, actual, session = [] }: FindingResult,
  most = 200,
): readonly string[] {
  return [
    ...(expected === null && actual === null
      ? []
      : [`expected: ${shownValue(expected, most)}`, `actual:   ${shownValue(actual, most)}`]),
    ...session.map((step, index) => `${index === 0 ? 'session: ' : '         '} ${step}`),
  ];
}

/** How often a rule failed where not every attempt did, in words; empty where nothing was tried again. */
export function attemptsText({ attempts }: RuleResult): string {
  return attempts === null ? '' : `failed in ${attempts.failed} of ${attempts.of} attempts`;
}

/** How many times a finding was seen, in words. */
export function timesText(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
