import { join } from 'node:path';
import pc from 'picocolors';
import type { FindingResult, Results, RuleResult, RuleStatus } from '../../suites/engine/results.js';
import type { Exchange } from '../../targets/exchange.js';
import { curlOf } from '../curl.js';
import { excerptOf } from '../excerpt.js';
import { failureFolders } from '../failures.js';
import {
  attemptsText,
  detailLines,
  isKnownFailure,
  placeText,
  shownFindings,
  sourceText,
  timesText,
} from '../finding-text.js';
import { inert, oneLine, shortened } from '../inert-text.js';
import { costText, plural, verdictText } from '../verdict-text.js';
import { areaTable } from './area-table.js';
import { labelled, wrapped } from './wrap.js';

/** What the terminal report needs beside the results. */
export interface TerminalReport {
  readonly results: Results;
  readonly cited: ReadonlyMap<string, Exchange>;
  /** The results folder as the reader would type it. */
  readonly output: string;
  readonly columns: number;
  readonly color: boolean;
  /** Warnings in full and every rule that was not judged, too. */
  readonly verbose: boolean;
}

/** Longest curl command that is printed; a longer one is named by its file. */
const printedCurl = 700;

/** The report of a run for a terminal or log. Nothing that came from the target can reach the terminal raw. */
export function terminalReport(report: TerminalReport): string {
  const { results, columns } = report;
  const colors = pc.createColors(report.color);
  const failed = results.rules.filter(({ status }) => status === 'fail');
  const warned = results.rules.filter(({ status }) => status === 'warn');
  const { target, suite, run } = results;
  const fresh = failed.filter((rule) => !isKnownFailure(rule));
  const known = failed.filter(isKnownFailure);
  const shard = run.shard === null ? '' : `, shard ${run.shard}`;
  return [
    '',
    `${colors.bold(oneLine(target.name, 60))}  ${oneLine(target.baseUrl, 200)}  model ${oneLine(target.model, 60)}`,
    `contract ${suite.contract}, dialect ${target.dialect}, depth ${run.depth}, seed ${run.seed}${shard}`,
    '',
    areaTable(results, painter(colors)),
    ...fresh.flatMap((rule) => ['', ...ruleBlock(rule, report, colors)]),
    ...knownBlock(known, columns),
    ...warnedBlock(warned, report, colors),
    ...unjudgedBlock(results, report.verbose, columns),
    ...baselineBlock(results, columns),
    ...faultBlock(results, columns),
    '',
    `${verdictWord(results, colors)}  ${verdictText(results)}`,
    `${costText(results)}`,
    `results: ${join(report.output, 'results.json')}`,
    '',
  ].join('\n');
}

type Colors = ReturnType<typeof pc.createColors>;

function painter(colors: Colors): (status: RuleStatus, text: string) => string {
  return (status, text) => {
    if (status === 'fail') return colors.red(text);
    if (status === 'warn' || status === 'inconclusive' || status === 'blocked') return colors.yellow(text);
    return status === 'pass' ? colors.green(text) : colors.dim(text);
  };
}

function verdictWord({ verdict }: Results, colors: Colors): string {
  const word = `verdict: ${verdict}`;
  if (verdict === 'conformant') return colors.green(word);
  return verdict === 'nonconformant' ? colors.red(word) : colors.yellow(word);
}

function ruleBlock(rule: RuleResult, report: TerminalReport, colors: Colors): readonly string[] {
  const { columns } = report;
  const findings = shownFindings(rule);
  const [finding] = findings;
  const head =
    rule.status === 'fail'
      ? colors.red(`FAIL ${rule.id}`)
      : colors.yellow(`${rule.status.toUpperCase()} ${rule.id}`);
  const source = sourceText(rule);
  return [
    head,
    ...labelled('contract', `${rule.level} ${rule.title}`, columns),
    ...(source === '' ? [] : labelled('source', source, columns)),
    ...(finding === undefined ? [] : findingLines(rule, finding, report)),
    ...(findings.length > 1
      ? labelled(
          'more',
          `${plural(findings.length - 1, 'other finding')} of this rule in results.json`,
          columns,
        )
      : []),
    ...(rule.attempts === null ? [] : labelled('again', attemptsText(rule), columns)),
    ...(rule.fix === undefined ? [] : labelled('fix', rule.fix, columns)),
  ];
}

function findingLines(rule: RuleResult, finding: FindingResult, report: TerminalReport): readonly string[] {
  const { columns, cited, output, results } = report;
  const exchange = cited.get(finding.exchange);
  const folder = failureFolders(results).find((failure) => failure.rule === rule)?.folder;
  const often = `${timesText(finding.count)} in ${plural(rule.evaluations, 'evaluation')}`;
  const indent = ' '.repeat(11);
  return [
    ...labelled('came', inert(finding.message), columns),
    ...labelled('where', `${inert(placeText(finding))}, ${often}`, columns),
    ...detailLines(finding, 400).map((line) => `${indent}${oneLine(line, columns - 11)}`),
    ...(exchange === undefined
      ? []
      : excerptOf(finding, exchange).map((line) => `${indent}${shortened(inert(line), columns - 11)}`)),
    ...(exchange === undefined || folder === undefined
      ? []
      : [
          ...curlLines(exchange, join(output, folder), columns),
          `  replay   responses-conformance replay ${join(output, folder, 'replay.json')}`,
        ]),
  ];
}

function curlLines(exchange: Exchange, folder: string, columns: number): readonly string[] {
  const command = inert(curlOf(exchange));
  if (command.length > printedCurl) return labelled('curl', join(folder, 'request.curl'), columns);
  return command.split('\n').map((line, index) => `  ${(index === 0 ? 'curl' : '').padEnd(9)}${line}`);
}

function knownBlock(known: readonly RuleResult[], columns: number): readonly string[] {
  if (known.length === 0) return [];
  const ids = known.map(({ id }) => id).join(', ');
  return ['', ...wrapped(`Known failures: ${ids}`, columns)];
}

function warnedBlock(
  warned: readonly RuleResult[],
  report: TerminalReport,
  colors: Colors,
): readonly string[] {
  if (warned.length === 0) return [];
  if (report.verbose) return warned.flatMap((rule) => ['', ...ruleBlock(rule, report, colors)]);
  return [
    '',
    `${plural(warned.length, 'SHOULD rule')} not followed (in full with --verbose and in summary.md):`,
    ...warned.map((rule) => `  ${oneLine(`${rule.id}  ${rule.reason ?? rule.title}`, report.columns - 2)}`),
  ];
}

function unjudgedBlock(results: Results, verbose: boolean, columns: number): readonly string[] {
  const wanted: readonly RuleStatus[] = verbose
    ? ['inconclusive', 'blocked', 'not-offered', 'not-run']
    : ['inconclusive', 'blocked', 'not-offered'];
  const reasons = wanted.flatMap((status) => {
    return [...grouped(results.rules, status)].flatMap(([reason, ids]) => [
      ...wrapped(`${status}: ${oneLine(reason, 200)}`, columns, '  '),
      ...wrapped(ids.join(' '), columns, '    '),
    ]);
  });
  return reasons.length === 0 ? [] : ['', 'Not judged:', ...reasons];
}

function grouped(rules: readonly RuleResult[], status: RuleStatus): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const rule of rules) {
    if (rule.status !== status) continue;
    const reason = rule.reason ?? 'no reason given';
    groups.set(reason, [...(groups.get(reason) ?? []), rule.id]);
  }
  return groups;
}

function baselineBlock({ baseline }: Results, columns: number): readonly string[] {
  if (baseline === undefined) return [];
  const lines = [
    ...baseline.stale.map((rule) => `stale: ${rule} was judged and passed; take it out of the baseline`),
    ...baseline.unmatched.map((rule) => `unmatched: no rule is called ${rule}`),
    ...baseline.expired.map((rule) => `expired: the date of ${rule} has passed`),
  ];
  return lines.length === 0
    ? []
    : ['', 'Baseline entries to look at:', ...lines.flatMap((line) => wrapped(inert(line), columns, '  '))];
}

function faultBlock({ faults }: Results, columns: number): readonly string[] {
  if (faults === undefined || faults.length === 0) return [];
  return [
    '',
    'Faults in the suite itself (please report):',
    ...faults.flatMap(({ rule, exchange, message }) =>
      wrapped(inert(`${rule} ${exchange}: ${message.split('\n', 1)[0] ?? ''}`), columns, '  '),
    ),
  ];
}
