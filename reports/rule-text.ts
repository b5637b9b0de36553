import type { RuleResult } from '../suites/engine/results.js';
import type { Exchange } from '../targets/exchange.js';
import { curlOf } from './curl.js';
import { excerptOf } from './excerpt.js';
import {
  attemptsText,
  detailLines,
  placeText,
  shownFindings,
  sourceText,
  timesText,
} from './finding-text.js';
import { shownFindingsOfRule } from './report-input.js';

/** A violated rule in full, as plain text: what the contract says, what came, where, how often and how to see it. */
export function ruleText(rule: RuleResult, cited: ReadonlyMap<string, Exchange>): string {
  const findings = shownFindings(rule);
  const rest = findings.length - shownFindingsOfRule;
  const source = sourceText(rule);
  return [
    `${rule.level} ${rule.title}`,
    ...(source === '' ? [] : [`source: ${source}`]),
    ...(rule.why === undefined ? [] : [`why:    ${rule.why}`]),
    ...(rule.fix === undefined ? [] : [`fix:    ${rule.fix}`]),
    ...(rule.attempts === null ? [] : [`again:  ${attemptsText(rule)}`]),
    ...findings.slice(0, shownFindingsOfRule).flatMap((finding) => {
      const exchange = cited.get(finding.exchange);
      return [
        '',
        `${finding.message} (${timesText(finding.count)}, ${placeText(finding)})`,
        ...detailLines(finding),
        ...(exchange === undefined ? [] : [...excerptOf(finding, exchange), curlOf(exchange)]),
      ];
    }),
    ...(rest > 0 ? ['', `and ${rest} more findings in results.json`] : []),
  ].join('\n');
}
