import { totalsOf, verdictOf } from '../../suites/engine/conclude.js';
import { matchesGlob } from '../../suites/engine/glob.js';
import type { Results, RuleResult } from '../../suites/engine/results.js';
import { type Baseline, type BaselineEntry, isInForce, knownBy } from './baseline.js';

/**
 * The results as seen with a baseline on one day (YYYY-MM-DD): known failures are marked and do not count in the verdict,
 * entries that are stale, unmatched or expired are named.
 */
export function withBaseline(results: Results, baseline: Baseline, day: string): Results {
  const known = knownBy(baseline, day);
  const rules = results.rules.map((rule) => ({
    ...rule,
    findings: rule.findings.map((finding) => ({ ...finding, known: known(rule.id) })),
  }));
  const named = (test: (entry: BaselineEntry) => boolean) =>
    baseline.entries.filter(test).map(({ rule }) => rule);
  return {
    ...results,
    rules,
    totals: totalsOf(rules),
    verdict: verdictOf(rules, results.run.complete),
    baseline: {
      stale: named((entry) => isStale(entry, rules)),
      unmatched: named((entry) => matched(entry, rules).length === 0),
      expired: named((entry) => !isInForce(entry, day)),
    },
  };
}

// Judged and passed. What was not judged says nothing: the entry may still be needed.
function isStale(entry: BaselineEntry, rules: readonly RuleResult[]): boolean {
  const own = matched(entry, rules);
  return own.length > 0 && own.every(({ status }) => status === 'pass');
}

function matched(entry: BaselineEntry, rules: readonly RuleResult[]): readonly RuleResult[] {
  return rules.filter(({ id }) => matchesGlob(entry.rule, id));
}

/** Days for which a new entry counts. */
const newEntryDays = 90;

/**
 * The baseline brought up to date with a run: entries that no longer fail go, failures that no entry covers are added for
 * 90 days. What was not judged stays as it is.
 */
export function updatedBaseline(results: Results, baseline: Baseline, day: string): Baseline {
  const { rules } = results;
  const kept = baseline.entries.filter(
    (entry) => matched(entry, rules).length > 0 && !isStale(entry, rules) && isInForce(entry, day),
  );
  const known = knownBy({ entries: kept }, day);
  const until = new Date(Date.parse(day) + newEntryDays * 86_400_000).toISOString().slice(0, 10);
  const added = rules
    .filter(({ id, status }) => status === 'fail' && !known(id))
    .map(({ id, reason }) => ({ rule: id, reason: reason ?? 'fails', owner: 'unassigned', until }));
  return { entries: [...kept, ...added] };
}
