import { type Results, type RuleResult, ruleStatuses } from '../suites/engine/results.js';
import type { Exchange } from '../targets/exchange.js';
import { countByArea } from './area-counts.js';
import { curlOf } from './curl.js';
import { excerptOf } from './excerpt.js';
import {
  attemptsText,
  detailLines,
  isKnownFailure,
  placeText,
  shownFindings,
  sourceText,
  timesText,
  violatedRules,
} from './finding-text.js';
import { markdownBlock, markdownCode, markdownTable, markdownText } from './markdown.js';
import type { ReportInput } from './report-input.js';
import { costText, verdictText } from './verdict-text.js';

/** The whole run on one Markdown page: verdict, counts by area, each violated rule once, what was not judged and why. */
export function summaryMarkdown({ results, cited }: Pick<ReportInput, 'results' | 'cited'>): string {
  const violated = violatedRules(results.rules);
  return [
    `# ${markdownText(results.target.name)}: ${results.verdict}`,
    '',
    markdownText(verdictText(results)),
    '',
    ...targetTable(results),
    '',
    '## By area',
    '',
    ...areaTable(results),
    ...(violated.length === 0 ? [] : ['', '## What is wrong']),
    ...violated.flatMap((rule) => ruleSection(rule, cited)),
    ...unjudgedSection(results),
    ...baselineSection(results),
    ...faultSection(results),
    '',
  ].join('\n');
}

function targetTable(results: Results): readonly string[] {
  const { target, suite, run } = results;
  return markdownTable(
    ['', ''],
    [
      ['target', `${markdownCode(target.baseUrl)}, model ${markdownCode(target.model)}`],
      ['version', target.version === null ? 'not given' : markdownText(target.version)],
      ['contract', `${suite.contract}, dialect ${target.dialect}`],
      [
        'run',
        `${run.mode}, depth ${run.depth}, seed ${run.seed}, ${run.startedAt}${run.shard === null ? '' : `, shard ${run.shard}`}`,
      ],
      ['cost', costText(results)],
      ['suite', `${suite.name} ${suite.version}`],
    ],
  );
}

function areaTable(results: Results): readonly string[] {
  const shown = ruleStatuses.filter((status) => results.totals[status] > 0);
  const rows = countByArea(results).map(({ area, rules, counts }) => [
    area,
    String(rules),
    ...shown.map((status) => (counts[status] === 0 ? '' : String(counts[status]))),
  ]);
  const sum = [
    '**all**',
    String(results.rules.length),
    ...shown.map((status) => String(results.totals[status])),
  ];
  return markdownTable(['area', 'rules', ...shown], [...rows, sum]);
}

function ruleSection(rule: RuleResult, cited: ReadonlyMap<string, Exchange>): readonly string[] {
  const findings = shownFindings(rule);
  const [finding] = findings;
  if (finding === undefined) return [];
  const exchange = cited.get(finding.exchange);
  const source = sourceText(rule);
  const known = isKnownFailure(rule) ? ' (known)' : '';
  return [
    '',
    `### ${rule.status}${known} ${rule.id}`,
    '',
    `**${rule.level}** ${markdownText(rule.title)}`,
    '',
    ...(source === '' ? [] : [`- source: ${markdownText(source)}`]),
    `- ${markdownText(finding.message)}`,
    `- where: ${markdownCode(placeText(finding))}, ${timesText(finding.count)}`,
    ...detailLines(finding).map((line) => `- ${markdownCode(line)}`),
    ...(findings.length > 1 ? [`- ${findings.length - 1} more findings of this rule in results.json`] : []),
    ...(rule.attempts === null ? [] : [`- ${attemptsText(rule)}`]),
    ...(rule.fix === undefined ? [] : [`- fix: ${markdownText(rule.fix)}`]),
    ...(exchange === undefined
      ? []
      : ['', markdownBlock(excerptOf(finding, exchange)), '', markdownBlock([curlOf(exchange)], 'sh')]),
  ];
}

function unjudgedSection({ rules }: Results): readonly string[] {
  const unjudged = rules.filter(({ status }) => ['inconclusive', 'blocked', 'not-offered'].includes(status));
  if (unjudged.length === 0) return [];
  const rows = unjudged.map((rule) => [rule.id, rule.level, rule.status, markdownText(rule.reason ?? '')]);
  return ['', '## What was not judged', '', ...markdownTable(['rule', 'level', 'status', 'reason'], rows)];
}

function baselineSection({ baseline }: Results): readonly string[] {
  if (baseline === undefined) return [];
  const kinds = [
    ['stale', 'judged and passed', baseline.stale],
    ['unmatched', 'no rule has this id', baseline.unmatched],
    ['expired', 'its date has passed', baseline.expired],
  ] as const;
  const lines = kinds.flatMap(([kind, meaning, entries]) =>
    entries.map((entry) => `- ${kind} (${meaning}): ${markdownCode(entry)}`),
  );
  return lines.length === 0 ? [] : ['', '## Baseline entries to look at', '', ...lines];
}

function faultSection({ faults }: Results): readonly string[] {
  if (faults === undefined || faults.length === 0) return [];
  const lines = faults.map(({ rule, exchange, message }) => `${rule} on ${exchange}: ${message}`);
  return ['', '## Faults in the suite itself', '', markdownBlock(lines)];
}
