import Table from 'cli-table3';
import { type Results, type RuleStatus, ruleStatuses } from '../../suites/engine/results.js';
import { countByArea } from '../area-counts.js';

/** A table without frames: it stays readable in logs, without colour and at 80 columns. */
const frameless = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
};

const headings: { readonly [status in RuleStatus]: string } = {
  fail: 'fail',
  warn: 'warn',
  inconclusive: 'unclear',
  blocked: 'blocked',
  'not-offered': 'n/offered',
  'not-run': 'not run',
  pass: 'pass',
};

/** How a cell is coloured; gives the text back where colour is off. */
export type Paint = (status: RuleStatus, text: string) => string;

/** One line for each area and one for all: how many rules ended in which status. */
export function areaTable(results: Results, paint: Paint): string {
  const order: readonly RuleStatus[] = ['pass', ...ruleStatuses.filter((status) => status !== 'pass')];
  const shown = order.filter((status) => results.totals[status] > 0);
  const table = new Table({
    head: ['area', ...shown.map((status) => headings[status])],
    chars: frameless,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
    colAligns: ['left', ...shown.map(() => 'right' as const)],
  });
  const cell = (status: RuleStatus, count: number) => (count === 0 ? '·' : paint(status, String(count)));
  for (const { area, counts } of countByArea(results)) {
    table.push([area, ...shown.map((status) => cell(status, counts[status]))]);
  }
  table.push(['all', ...shown.map((status) => cell(status, results.totals[status]))]);
  return table
    .toString()
    .split('\n')
    .map((line) => `  ${line.trimEnd()}`)
    .join('\n');
}
