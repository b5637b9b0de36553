import type { Results } from '../suites/engine/results.js';
import { markdownTable, markdownText } from './markdown.js';
import { plural, verdictText } from './verdict-text.js';

const mostRules = 30;

/** The page that GitHub shows for a job: verdict and the rules that failed. */
export function stepSummary(results: Results): string {
  const failed = results.rules.filter(({ status }) => status === 'fail');
  const mark = { conformant: '✅', nonconformant: '❌', inconclusive: '❔' }[results.verdict];
  const rows = failed
    .slice(0, mostRules)
    .map((rule) => [
      rule.id,
      markdownText(rule.title),
      markdownText(rule.reason ?? ''),
      rule.findings.every(({ known, tolerated }) => known || tolerated) ? 'known' : 'new',
    ]);
  return [
    `## ${mark} ${markdownText(results.target.name)}: ${results.verdict}`,
    '',
    markdownText(verdictText(results)),
    ...(rows.length === 0 ? [] : ['', ...markdownTable(['rule', 'sentence', 'finding', ''], rows)]),
    ...(failed.length > mostRules ? ['', `and ${plural(failed.length - mostRules, 'more rule')}`] : []),
    '',
  ].join('\n');
}
