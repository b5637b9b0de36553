import { createHash } from 'node:crypto';
import { once } from '../../schemas/once.js';
import { catalogue } from '../../suites/catalogue.js';
import { prepare, type RuleRecord, startJudging } from '../../suites/engine/judging.js';
import type { Rule } from '../../suites/engine/rule.js';
import type { ExchangeView } from '../../suites/engine/view.js';
import type { Exchange } from '../../targets/exchange.js';
import { saidBy } from '../proof/matrix.js';
import type { Evidence } from './evidence.js';

/** One thing that has to hold of the rules. Gives what does not hold, or null. */
export interface Check {
  readonly name: string;
  readonly run: () => string | null;
}

/** Evidence that is ready to be judged again and again. */
export interface Prepared extends Evidence {
  /** Every exchange with its stream walked; made when first asked for. */
  readonly views: () => readonly ExchangeView[];
  /** Without what a sound server answered in the same words: a rule that judges single exchanges has seen that. */
  readonly fresh: () => readonly ExchangeView[];
}

/** Makes evidence ready. */
export function preparedOf(evidence: readonly Evidence[]): readonly Prepared[] {
  const sound = new Set<string>();
  return evidence.map((entry) => {
    const views = once(() => viewsOf(entry));
    const contents = once(() => entry.exchanges.map((exchange) => contentOf(entry, exchange)));
    const isFresh = once(() => contents().map((content) => !sound.has(content)));
    if (entry.kind !== 'defect') {
      isFresh();
      for (const content of contents()) sound.add(content);
    }
    return { ...entry, views, fresh: once(() => views().filter((_, index) => isFresh()[index])) };
  });
}

function contentOf({ target }: Evidence, exchange: Exchange): string {
  return createHash('sha1').update(JSON.stringify(target)).update(JSON.stringify(exchange)).digest('base64');
}

function viewsOf({ exchanges, target }: Evidence): readonly ExchangeView[] {
  const options = { target, live: true, analysers: catalogue.analysers };
  return exchanges.map((exchange) => prepare(exchange, options));
}

// A rule whose capability the server showed not to have is never judged, whatever it found.
export function isTelling(rule: Rule, { kind, caughtBy, statuses }: Evidence): boolean {
  if (kind === 'defect') return caughtBy.includes(rule.id);
  return kind === 'reference' ? statuses[rule.id] === 'pass' : statuses[rule.id] !== 'not-offered';
}

export function judgedAgain(
  rules: readonly Rule[],
  { target }: Evidence,
  views: readonly ExchangeView[],
): readonly RuleRecord[] {
  const judging = startJudging({ rules, analysers: [], target, live: true });
  for (const view of views) judging.take(view.exchange, view);
  const { records, faults } = judging.finish();
  const [fault] = faults;
  if (fault !== undefined) throw new Error(`${fault.rule} threw: ${fault.message}`);
  return records;
}

export function wrongOf(
  rules: readonly Rule[],
  entry: Evidence,
  records: readonly RuleRecord[],
): string | null {
  for (const { rule, findings, evaluations } of records) {
    if (!rules.includes(rule) || !isTelling(rule, entry)) continue;
    const finding = findings.find(({ tolerated, level }) => !tolerated && level !== 'MAY');
    if (entry.kind === 'defect' && finding === undefined) return `${rule.id} misses ${entry.name}`;
    if (entry.kind === 'defect' && saidBy(findings) !== entry.said[rule.id])
      return `${rule.id} says something else of ${entry.name}: ${saidBy(findings)}`;
    if (entry.kind !== 'defect' && finding !== undefined)
      return `${rule.id} blames ${entry.name}: ${finding.message}`;
    if (entry.kind === 'reference' && evaluations === 0) return `${rule.id} is not judged on ${entry.name}`;
  }
  return null;
}
