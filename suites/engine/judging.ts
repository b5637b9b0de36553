import type { Exchange } from '../../targets/exchange.js';
import { examine } from './examine.js';
import { appliesTo, type Rule } from './rule.js';
import type { StreamAnalyser } from './stream-event.js';
import { type GuardedPass, walkStream } from './stream-walk.js';
import { byExchange, type Finding, reportInto, type Tally } from './tally.js';
import type { ExchangeView, TargetFacts } from './view.js';

/** What judging found out about one rule. */
export interface RuleRecord {
  readonly rule: Rule;
  readonly evaluations: number;
  readonly findings: readonly Finding[];
  /** Exchanges that violate a MUST: none, one, or two for several. */
  readonly blamed: readonly string[];
}

/** A rule that threw: a fault of the suite, never of the target. */
export interface JudgingFault {
  readonly rule: string;
  readonly exchange: string;
  readonly message: string;
}

/** Judging as exchanges come in. Holds counts, findings and picked facts, never exchanges. */
export interface Judging {
  /** Judges an exchange. `prepared` is its view where it has been made already, by `prepare`. */
  readonly take: (exchange: Exchange, prepared?: ExchangeView) => void;
  /** Rules of which a MUST was violated by now; group rules are judged at the end only. */
  readonly violated: () => readonly string[];
  readonly finish: () => {
    readonly records: readonly RuleRecord[];
    readonly faults: readonly JudgingFault[];
  };
}

/** How exchanges are to be judged. */
export interface JudgingOptions {
  readonly rules: readonly Rule[];
  readonly analysers: readonly StreamAnalyser<unknown>[];
  readonly target: TargetFacts;
  /** False for recorded traffic. */
  readonly live: boolean;
  /** Called with each exchange's view once its stream is walked; capabilities are observed there. */
  readonly observe?: (view: ExchangeView) => void;
}

/** The view of an exchange with its stream walked by all analysers, for judging it again and again. */
export function prepare(
  exchange: Exchange,
  options: Pick<JudgingOptions, 'target' | 'live' | 'analysers'>,
): ExchangeView {
  const { view, walked } = examine(exchange, options.target, options.live);
  if (view.answer !== null && view.answer.stream !== null) {
    const { summary, analyses } = walkStream(view, [], options.analysers);
    walked(summary, analyses);
  }
  return view;
}

/** Starts judging. */
export function startJudging(options: JudgingOptions): Judging {
  const factsOf = sharedFacts();
  const tallies = options.rules
    .filter((rule) => !rule.needs.some((capability) => options.target.capabilities[capability] === false))
    .map(
      (rule): Tally => ({
        rule,
        evaluations: 0,
        findings: new Map(),
        facts: factsOf(rule),
        blamed: new Set(),
      }),
    );
  const faults: JudgingFault[] = [];

  const guard = (tally: Tally, exchange: string) => (work: () => void) => {
    try {
      work();
    } catch (error) {
      faults.push({ rule: tally.rule.id, exchange, message: (error as Error).stack ?? String(error) });
    }
  };

  const take = (exchange: Exchange, prepared?: ExchangeView) => {
    const { view, walked } =
      prepared === undefined
        ? examine(exchange, options.target, options.live)
        : { view: prepared, walked: () => {} };
    const blamed = { exchange: exchange.id, dialect: exchange.dialect, whole: exchange };
    const judging = tallies.filter(
      ({ rule }) => appliesTo(rule, exchange.dialect) && (rule.wire !== true || exchange.fidelity === 'wire'),
    );
    if (view.answer !== null && view.answer.stream !== null) {
      const passes = startPasses(view, judging, guard);
      // A prepared view has its stream behind it: the events go by again only for rules that judge single events.
      const again = prepared === undefined || passes.length > 0;
      const walk = again ? walkStream(view, passes, prepared === undefined ? options.analysers : []) : null;
      if (walk !== null) walked(walk.summary, walk.analyses);
      for (const { pass, tally } of passes) {
        guard(
          tally,
          exchange.id,
        )(() => {
          if (pass.end()) tally.evaluations += 1;
        });
      }
    }
    for (const tally of judging) {
      guard(tally, exchange.id)(() => judgeView(tally, view, blamed));
    }
    options.observe?.(view);
  };

  const finish = () => {
    for (const tally of tallies) judgeGroups(tally, guard);
    return {
      records: tallies.map(({ rule, evaluations, findings, blamed }) => ({
        rule,
        evaluations,
        findings: [...findings.values()].toSorted((left, right) => byExchange(left.exchange, right.exchange)),
        blamed: [...blamed],
      })),
      faults,
    };
  };
  const violated = () =>
    tallies
      .filter(({ findings }) =>
        [...findings.values()].some(({ level, tolerated }) => level === 'MUST' && !tolerated),
      )
      .map(({ rule }) => rule.id);
  return { take, violated, finish };
}

// Rules that pick the same facts from the same exchanges share them: of long runs they are what is kept in memory.
function sharedFacts(): (rule: Rule) => Tally['facts'] {
  const shared: { readonly rule: Rule; readonly facts: Tally['facts'] }[] = [];
  return (rule) => {
    const { judge, dialects, wire } = rule;
    const same = shared.find(
      (other) =>
        judge.kind === 'group' &&
        other.rule.judge.kind === 'group' &&
        other.rule.judge.pick === judge.pick &&
        other.rule.wire === wire &&
        String(other.rule.dialects) === String(dialects),
    );
    if (same !== undefined) return same.facts;
    const facts = { byKey: new Map(), isGatheredBy: (by: Rule) => by === rule };
    shared.push({ rule, facts });
    return facts;
  };
}

type Guard = (tally: Tally, exchange: string) => (work: () => void) => void;
type Blamed = Parameters<typeof reportInto>[1];

function startPasses(
  view: ExchangeView,
  judging: readonly Tally[],
  guard: Guard,
): readonly (GuardedPass & { readonly tally: Tally })[] {
  const { exchange } = view;
  return judging.flatMap((tally) => {
    const { judge } = tally.rule;
    if (judge.kind !== 'stream') return [];
    let pass: GuardedPass['pass'] | null = null;
    guard(
      tally,
      exchange.id,
    )(() => {
      pass = judge.start(
        view,
        reportInto(tally, { exchange: exchange.id, dialect: exchange.dialect, whole: exchange }),
      );
    });
    return pass === null ? [] : [{ pass, tally, guard: guard(tally, exchange.id) }];
  });
}

function judgeView(tally: Tally, view: ExchangeView, blamed: Blamed): void {
  const { judge } = tally.rule;
  if (judge.kind === 'exchange') {
    if (judge.judge(view, reportInto(tally, blamed))) tally.evaluations += 1;
  } else if (judge.kind === 'group') {
    if (!tally.facts.isGatheredBy(tally.rule)) return;
    for (const { key, fact } of judge.pick(view)) {
      const facts = tally.facts.byKey.get(key) ?? [];
      facts.push({ key, exchange: blamed.exchange, dialect: blamed.dialect, fact });
      tally.facts.byKey.set(key, facts);
    }
  }
}

function judgeGroups(tally: Tally, guard: Guard): void {
  const { judge } = tally.rule;
  if (judge.kind !== 'group') return;
  for (const facts of tally.facts.byKey.values()) {
    // A transcript's order depends on scheduling and sharding; the order of ids does not.
    const ordered = facts.toSorted((left, right) => byExchange(left.exchange, right.exchange));
    const last = ordered.at(-1);
    if (last === undefined) continue;
    guard(
      tally,
      last.exchange,
    )(() => {
      const report = reportInto(tally, { exchange: last.exchange, dialect: last.dialect });
      if (judge.judge(ordered, report)) tally.evaluations += 1;
    });
  }
}
