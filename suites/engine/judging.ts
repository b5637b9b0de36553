import type { Exchange } from '../../targets/exchange.js';
import { examine } from './examine.js';
import { type GatheredFacts, startGathering } from './gathered-facts.js';
import type { GroupJudge } from './judge.js';
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
  const tallies = options.rules
    .filter((rule) => !rule.needs.some((capability) => options.target.capabilities[capability] === false))
    .map(
      (rule): Tally => ({
        rule,
        evaluations: 0,
        findings: new Map(),
        blamed: new Set(),
      }),
    );
  const gatherings = gatheringsOf(tallies);
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
    const judging = tallies.filter(({ rule }) => isFor(rule, exchange));
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
      const { judge } = tally.rule;
      if (judge.kind !== 'exchange') continue;
      guard(
        tally,
        exchange.id,
      )(() => {
        if (judge.judge(view, reportInto(tally, blamed))) tally.evaluations += 1;
      });
    }
    for (const gathering of gatherings) {
      if (isFor(gathering.first.rule, exchange)) gather(gathering, view, guard);
    }
    options.observe?.(view);
  };

  const finish = () => {
    for (const gathering of gatherings) judgeGroups(gathering, guard);
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

function isFor(rule: Rule, { dialect, fidelity }: Exchange): boolean {
  return appliesTo(rule, dialect) && (rule.wire !== true || fidelity === 'wire');
}

/** Rules that pick the same facts from the same exchanges, which are gathered once for all of them. */
interface Gathering {
  readonly first: Tally;
  readonly tallies: readonly Tally[];
  readonly judge: GroupJudge;
  readonly facts: GatheredFacts;
}

function gatheringsOf(tallies: readonly Tally[]): readonly Gathering[] {
  const gatherings: (Gathering & { readonly tallies: Tally[] })[] = [];
  for (const tally of tallies) {
    const { judge, dialects, wire } = tally.rule;
    if (judge.kind !== 'group') continue;
    const same = gatherings.find(
      ({ first, judge: { pick } }) =>
        pick === judge.pick && first.rule.wire === wire && String(first.rule.dialects) === String(dialects),
    );
    if (same === undefined)
      gatherings.push({ first: tally, tallies: [tally], judge, facts: startGathering() });
    else same.tallies.push(tally);
  }
  return gatherings;
}

type Guard = (tally: Tally, exchange: string) => (work: () => void) => void;

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

function gather({ first, judge, facts }: Gathering, view: ExchangeView, guard: Guard): void {
  const { id, dialect } = view.exchange;
  guard(
    first,
    id,
  )(() => {
    for (const { key, fact } of judge.pick(view)) facts.add({ key, exchange: id, dialect, fact });
  });
}

function judgeGroups({ tallies, facts }: Gathering, guard: Guard): void {
  for (const group of facts.groups()) {
    // A transcript's order depends on scheduling and sharding; the order of ids does not.
    const ordered = group.toSorted((left, right) => byExchange(left.exchange, right.exchange));
    const last = ordered.at(-1);
    if (last === undefined) continue;
    for (const tally of tallies) {
      const { judge } = tally.rule;
      if (judge.kind !== 'group') continue;
      guard(
        tally,
        last.exchange,
      )(() => {
        const report = reportInto(tally, { exchange: last.exchange, dialect: last.dialect });
        if (judge.judge(ordered, report)) tally.evaluations += 1;
      });
    }
  }
}
