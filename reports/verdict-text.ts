import type { Results } from '../suites/engine/results.js';
import { countedFindings, isKnownFailure } from './finding-text.js';

/** The verdict in one sentence that names what it rests on. */
export function verdictText(results: Results): string {
  const { rules, run } = results;
  const failing = rules.filter((rule) => rule.status === 'fail' && countedFindings(rule).length > 0).length;
  const open = rules.filter(
    ({ level, status }) => level === 'MUST' && (status === 'inconclusive' || status === 'blocked'),
  ).length;
  const known = rules.filter(isKnownFailure).length;
  const aside = known === 0 ? '' : ` ${plural(known, 'known failure')} aside.`;
  switch (results.verdict) {
    case 'nonconformant':
      return `${plural(failing, 'MUST rule')} failed.${aside}`;
    case 'inconclusive':
      return open > 0
        ? `${plural(open, 'MUST rule')} could not be judged.${aside}`
        : `The run is not complete.${aside}`;
    case 'conformant':
      return `${plural(results.totals.pass, 'rule')} passed, no MUST failed.${run.complete ? '' : ' The run is not complete.'}${aside}`;
  }
}

/** What a run cost, in one line. */
export function costText({ cost }: Pick<Results, 'cost'>): string {
  const seconds = (cost.wallMs / 1000).toFixed(1);
  return `${plural(cost.requests, 'request')}, ${cost.inputTokens} input and ${cost.outputTokens} output tokens, ${seconds} s`;
}

/** `1 rule`, `2 rules`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
