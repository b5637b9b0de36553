import type { Command } from 'commander';
import { jsonText } from '../../reports/json-text.js';
import { documentationUrl } from '../../reports/rule-documentation.js';
import { wrapped } from '../../reports/terminal/wrap.js';
import { catalogue } from '../../suites/catalogue.js';
import { areas } from '../../suites/engine/area.js';
import type { Rule } from '../../suites/engine/rule.js';
import { seenReal } from '../../suites/seen-real.js';
import { UsageError } from '../../targets/usage-error.js';
import { type CommandContext, define } from '../command.js';
import { closest } from '../options/closest.js';
import type { Terminal } from '../terminal.js';

/** `rules [ID]`: lists all rules, or explains one. */
export function rulesCommand({ terminal }: CommandContext): Command {
  return define('rules [id]', 'list the rules, or explain one', [
    'rules',
    'rules STREAM-SEQ-MONOTONE',
    'rules --json',
  ])
    .option('--json', 'as JSON')
    .action((id: string | undefined, { json = false }: { readonly json?: boolean }) => {
      if (id !== undefined) return explain(id, json, terminal);
      if (json)
        return print(terminal, { rules: catalogue.rules.map(describe), excluded: catalogue.excluded });
      return list(terminal);
    });
}

function explain(id: string, json: boolean, terminal: Terminal): void {
  const { rules, excluded } = catalogue;
  const found = rules.find((rule) => rule.id.toLowerCase() === id.toLowerCase());
  if (found !== undefined) {
    if (json) print(terminal, describe(found));
    else terminal.out(`${explanation(found, terminal.columns)}\n`);
    return;
  }
  const left = excluded.find((rule) => rule.id.toLowerCase() === id.toLowerCase());
  if (left !== undefined) {
    if (json) print(terminal, left);
    else terminal.out(`${left.id}: not judged, ${left.reason}\n`);
    return;
  }
  const near = closest(
    id,
    rules.map((rule) => rule.id),
  );
  throw new UsageError(
    `no rule is called '${id}'${near === null ? ': "responses-conformance rules" lists all' : `; did you mean ${near}?`}`,
  );
}

function list(terminal: Terminal): void {
  const lines = areas.flatMap((area) => {
    const own = catalogue.rules.filter((rule) => rule.area === area);
    if (own.length === 0) return [];
    return [
      `${area} (${own.length})`,
      ...own.map((rule) => `  ${rule.level.padEnd(6)} ${rule.id}  ${rule.title}`),
      '',
    ];
  });
  terminal.out(`${lines.join('\n')}${catalogue.rules.length} rules\n`);
}

function explanation(rule: Rule, columns: number): string {
  const where = rule.dialects === undefined ? 'all dialects' : rule.dialects.join(', ');
  const levels = Object.entries(rule.levels ?? {}).map(([dialect, level]) => `${level} in ${dialect}`);
  const paragraphs = [
    ['level', [rule.level, ...levels].join(', ')],
    ['basis', rule.basis],
    ['area', rule.area],
    ['dialects', where],
    ['needs', rule.needs.length === 0 ? 'nothing beyond the core' : rule.needs.join(', ')],
    ['source', `${rule.source.dialect}, ${rule.source.section}: ${rule.source.note}`],
    ['why', rule.why],
    ['fix', rule.fix],
    ['page', documentationUrl(rule.id)],
  ] as const;
  return [
    `${rule.id}`,
    ...wrapped(rule.title, columns, '  '),
    '',
    ...paragraphs.flatMap(([label, text]) => {
      const [first = '', ...rest] = wrapped(text, columns, ' '.repeat(11));
      return [`  ${label.padEnd(9)}${first.trimStart()}`, ...rest];
    }),
  ].join('\n');
}

/** A rule as data, without its judge. */
function describe(
  rule: Rule,
): Omit<Rule, 'judge'> & { readonly documentation: string; readonly seenReal: boolean } {
  const { judge: _, ...data } = rule;
  return { ...data, documentation: documentationUrl(rule.id), seenReal: seenReal.has(rule.id) };
}

function print(terminal: Terminal, value: unknown): void {
  terminal.out(jsonText(value));
}
