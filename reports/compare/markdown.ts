import { markdownTable, markdownText } from '../markdown.js';
import { shownStatus } from './cell-text.js';
import type { Comparison } from './comparison.js';

/** The comparison as one Markdown page; of rules, parameters and capabilities only what differs. */
export function comparisonMarkdown(comparison: Comparison): string {
  const { columns, rules, parameters, capabilities, notes } = comparison;
  const labels = columns.map(({ label }) => markdownText(label));
  const differing = rules.filter(({ differs }) => differs);
  const section = (
    title: string,
    rows: readonly { readonly name: string; readonly cells: readonly string[]; readonly differs: boolean }[],
  ) => {
    const different = rows.filter(({ differs }) => differs);
    if (different.length === 0) return [];
    const body = different.map(({ name, cells }) => [markdownText(name), ...cells]);
    return ['', `## ${title} that differ`, '', ...markdownTable(['', ...labels], body)];
  };
  return [
    comparison.kind === 'then-and-now' ? '# Then and now' : '# Targets side by side',
    '',
    ...markdownTable(['', ...labels], overviewRows(comparison)),
    ...(notes.length === 0 ? [] : ['', ...notes.map((note) => `> ${markdownText(note)}`)]),
    ...changeLines(comparison),
    '',
    `## Rules that differ (${differing.length} of ${rules.length})`,
    '',
    ...markdownTable(
      ['rule', 'level', ...labels],
      differing.map(({ id, level, cells }) => [id, level, ...cells.map(shownStatus)]),
    ),
    ...section('Parameters', parameters),
    ...section('Capabilities', capabilities),
    '',
  ].join('\n');
}

function overviewRows({ columns }: Comparison): readonly (readonly string[])[] {
  const row = (name: string, read: (column: Comparison['columns'][number]) => string) => [
    name,
    ...columns.map((column) => markdownText(read(column))),
  ];
  return [
    row('verdict', ({ verdict }) => verdict),
    row('MUST passed / violated', ({ levels }) => `${levels.MUST.passed} / ${levels.MUST.violated}`),
    row('SHOULD followed / not', ({ levels }) => `${levels.SHOULD.passed} / ${levels.SHOULD.violated}`),
    row('dialect', ({ dialect }) => dialect),
    row('model', ({ model }) => model),
    row('first event', ({ pace }) => (pace?.firstEventMs == null ? 'unknown' : `${pace.firstEventMs} ms`)),
    row('events per second', ({ pace }) =>
      pace?.eventsPerSecond == null ? 'unknown' : String(pace.eventsPerSecond),
    ),
    row('requests', ({ cost }) => String(cost.requests)),
    row('started', ({ startedAt }) => startedAt),
  ];
}

function changeLines({ changes }: Comparison): readonly string[] {
  if (changes === null) return [];
  const line = (name: string, rules: readonly string[]) =>
    `- ${name}: ${rules.length === 0 ? 'none' : rules.join(', ')}`;
  return [
    '',
    '## What changed',
    '',
    line('new failures', changes.newFailures),
    line('fixed', changes.fixed),
    line('newly offered', changes.newlyOffered),
    line('no longer offered', changes.noLongerOffered),
    line('changed otherwise', changes.otherwise),
  ];
}
