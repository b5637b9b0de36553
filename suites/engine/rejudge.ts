import { type DialectName, dialectNames } from '../../schemas/dialect.js';
import type { Exchange } from '../../targets/exchange.js';
import type { Target } from '../../targets/target.js';
import { capabilityTable } from './capabilities.js';
import type { Catalogue } from './catalogue.js';
import { concludeRules, totalsOf, verdictOf } from './conclude.js';
import { startCost } from './cost.js';
import type { Outcome } from './exercise.js';
import { matchesGlob } from './glob.js';
import { startJudging } from './judging.js';
import { startObservations } from './observations.js';
import { startParameters } from './parameters.js';
import type { Plan } from './plan.js';
import type { Results } from './results.js';
import { appliesTo, type Rule } from './rule.js';
import { scenarioResults } from './scenario-results.js';
import type { TargetFacts } from './view.js';

/** What is known of a target whose exchanges were recorded. */
export interface RecordedTarget extends TargetFacts {
  readonly name: string;
  readonly version: string | null;
  readonly baseUrl: string;
  readonly dialect: DialectName;
  readonly capabilities: Target['capabilities'];
}

/** A judgement over exchanges that are there already: recorded traffic, or the transcript of a run. */
export interface Rejudging {
  readonly catalogue: Catalogue;
  readonly target: RecordedTarget;
  readonly exchanges: AsyncIterable<Exchange>;
  /** Areas and rule globs to judge by; null for all. */
  readonly areas: readonly string[] | null;
  readonly rules: readonly string[] | null;
  readonly suite: Results['suite'];
  readonly run: Pick<Results['run'], 'depth' | 'seed'>;
  readonly isKnown: (rule: string) => boolean;
  /** What was planned and how it ended, for the transcript of a run; null for recorded traffic. */
  readonly exercised: {
    readonly plan: Plan;
    readonly outcomes: ReadonlyMap<string, Outcome>;
    readonly run: Results['run'];
    readonly wallMs: number;
  } | null;
}

/** Judges exchanges one after the other, without a target. Dialects may be mixed: each exchange has its own. */
export async function rejudge(work: Rejudging): Promise<Results> {
  const { catalogue, target, exercised } = work;
  const wanted = catalogue.rules.filter((rule) => isWanted(rule, work));
  const observations = startObservations(capabilityTable, target.capabilities);
  const parameters = startParameters();
  const cost = startCost();
  const seen = startSpan();
  const judging = startJudging({
    rules: exercised === null ? wanted : exercised.plan.rules,
    analysers: catalogue.analysers,
    target,
    live: exercised !== null,
    observe: (view) => {
      observations.take(view);
      parameters.take(view);
      cost.take(view.response?.value, view.exchange);
      seen.take(view.exchange);
    },
  });
  for await (const exchange of work.exchanges) judging.take(exchange);

  const { records, faults } = judging.finish();
  const dialects = seen.dialects();
  const rules = concludeRules({
    dialect: target.dialect,
    rules: catalogue.rules,
    records: new Map(records.map((record) => [record.rule.id, record])),
    capabilities: observations.all(),
    live:
      exercised === null
        ? null
        : { plan: exercised.plan, scenarios: catalogue.scenarios, outcomes: exercised.outcomes },
    filtered: new Set(catalogue.rules.filter((rule) => !wanted.includes(rule)).map(({ id }) => id)),
    isKnown: work.isKnown,
  }).map((result) =>
    result.reason === 'no-evidence' && !anyApplies(catalogue, result.id, dialects)
      ? { ...result, reason: 'other-dialect' }
      : result,
  );
  const run: Results['run'] = exercised?.run ?? {
    ...work.run,
    mode: 'recorded',
    ...seen.span(),
    shard: null,
    complete: true,
  };
  return {
    schemaVersion: '1.0',
    suite: work.suite,
    target: {
      name: target.name,
      version: target.version,
      baseUrl: target.baseUrl,
      model: target.model ?? '',
      dialect: target.dialect,
      capabilities: observations.all(),
      modelAliases: target.modelAliases,
      contextWindow: target.contextWindow,
    },
    run,
    verdict: verdictOf(rules, run.complete),
    totals: totalsOf(rules),
    rules,
    scenarios: scenarioResults(catalogue, exercised, seen.counts()),
    parameters: parameters.all(),
    coverage: { request: { branches: 0, reached: 0 }, answer: { branches: 0, seen: 0 }, unreached: [] },
    cost: { ...cost.all(), wallMs: exercised?.wallMs ?? 0 },
    faults,
  };
}

function isWanted(rule: Rule, { areas, rules }: Rejudging): boolean {
  if (areas !== null && !areas.includes(rule.area)) return false;
  return rules === null || rules.some((glob) => matchesGlob(glob, rule.id));
}

function anyApplies({ rules }: Catalogue, id: string, dialects: readonly DialectName[]): boolean {
  const rule = rules.find((candidate) => candidate.id === id);
  return rule === undefined || dialects.length === 0 || dialects.some((dialect) => appliesTo(rule, dialect));
}

// Start, end, dialects and scenarios of the exchanges that went by.
function startSpan() {
  const counts = new Map<string, number>();
  const dialects = new Set<DialectName>();
  let startedAt: string | null = null;
  let finishedAt: string | null = null;
  return {
    take: ({ scenario, dialect, timing }: Exchange) => {
      counts.set(scenario, (counts.get(scenario) ?? 0) + 1);
      dialects.add(dialect);
      if (startedAt === null || timing.startedAt < startedAt) startedAt = timing.startedAt;
      if (finishedAt === null || timing.startedAt > finishedAt) finishedAt = timing.startedAt;
    },
    counts: () => counts,
    dialects: () => dialectNames.filter((name) => dialects.has(name)),
    span: () => ({ startedAt: startedAt ?? '', finishedAt: finishedAt ?? '' }),
  };
}
