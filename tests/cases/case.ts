import { catalogue } from '../../suites/catalogue.js';
import { startJudging } from '../../suites/engine/judging.js';
import type { Finding } from '../../suites/engine/tally.js';
import type { TargetFacts } from '../../suites/engine/view.js';
import type { Exchange } from '../../targets/exchange.js';
import { saidBy } from '../proof/matrix.js';

/** Traffic that was written by hand, and what the rules have to make of it. */
export interface Case {
  /** What is special about it, as a sentence. */
  readonly name: string;
  /** Each is given the id `case#1.<place>` where it has none of its own. */
  readonly exchanges: readonly Exchange[];
  /** Rules that blame it, each with the pointer of its first finding. No other rule may. */
  readonly blamed?: { readonly [rule: string]: string };
  /** Rules that it is a case for and that find nothing wrong. */
  readonly passed?: readonly string[];
  /** Rules that it is no case for. */
  readonly notFor?: readonly string[];
  /** What is known of the target; nothing where absent. */
  readonly target?: Partial<TargetFacts>;
  /** False for recorded traffic; true where absent. */
  readonly live?: boolean;
}

/** What all rules made of a case. */
export interface CaseOutcome {
  /** By rule: where the first finding points. */
  readonly blamed: { readonly [rule: string]: string };
  /** By rule: how many answers were a case for it; none that were not. */
  readonly evaluations: { readonly [rule: string]: number };
  /** By rule: every finding, tolerated ones too: where, how often, what it says, and the lines that it shows. */
  readonly shown: { readonly [rule: string]: readonly string[] };
}

/** Lets every rule judge a case. Throws where a rule throws: that is a fault of the suite. */
export function judgeCase({ exchanges, target, live = true }: Case, rules = catalogue.rules): CaseOutcome {
  const judging = startJudging({
    rules,
    analysers: catalogue.analysers,
    target: { model: null, modelAliases: [], contextWindow: null, capabilities: {}, ...target },
    live,
  });
  for (const exchange of exchanges) judging.take(exchange);
  const { records, faults } = judging.finish();
  const [fault] = faults;
  if (fault !== undefined) throw new Error(`${fault.rule} threw: ${fault.message}`);
  return {
    blamed: Object.fromEntries(
      records.flatMap(({ rule, findings }) => {
        const first = findings.find(({ tolerated }) => !tolerated);
        return first === undefined ? [] : [[rule.id, first.pointer]];
      }),
    ),
    evaluations: Object.fromEntries(
      records.flatMap(({ rule, evaluations }) => (evaluations === 0 ? [] : [[rule.id, evaluations]])),
    ),
    shown: Object.fromEntries(
      records.flatMap(({ rule, findings }) =>
        findings.length === 0 ? [] : [[rule.id, findings.flatMap(linesOf)]],
      ),
    ),
  };
}

function linesOf(finding: Finding): readonly string[] {
  const { exchange, level, count, tolerated, excerpt } = finding;
  const said = saidBy([{ ...finding, tolerated: false }]);
  return [`${exchange} ${level}${tolerated ? ' tolerated' : ''} ${count}x ${said}`, ...excerpt];
}

/** Cases whose exchanges have ids. */
export function cases(...all: readonly Case[]): readonly Case[] {
  return all.map((one) => ({
    ...one,
    exchanges: one.exchanges.map((exchange, place) =>
      exchange.id === '' ? { ...exchange, id: idAt(place) } : exchange,
    ),
  }));
}

/** The id of an exchange by its place in its case, from 0. */
export function idAt(place: number): string {
  return `case#1.${place + 1}`;
}
