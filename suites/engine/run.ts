import type { DialectName } from '../../schemas/dialect.js';
import { dialect as dialectData } from '../../schemas/dialects.js';
import type { Clock } from '../../targets/clock.js';
import type { Exchange } from '../../targets/exchange.js';
import type { Target } from '../../targets/target.js';
import { capabilityTable } from './capabilities.js';
import type { Catalogue } from './catalogue.js';
import { startTraces, type Traces } from './cleanup.js';
import { concludeRules, totalsOf, verdictOf } from './conclude.js';
import { startCost } from './cost.js';
import { noCoverage, startCoverage } from './coverage.js';
import { exercise, type Outcome } from './exercise.js';
import { prepare, startJudging } from './judging.js';
import { startObservations } from './observations.js';
import { startParameters } from './parameters.js';
import { makePlan, type Selection } from './plan.js';
import type { Results } from './results.js';
import { retryFailures } from './retry.js';
import type { Requests, Scenario, Sequence } from './scenario.js';
import { scenarioResults } from './scenario-results.js';
import { type Budget, OutOfBudget, type Scheduler, startScheduler } from './scheduler.js';
import { shrinkFindings, startGeneratedRequests } from './shrink-findings.js';

/** How requests reach the target: given by targets/, so that the engine knows nothing of sockets. */
export interface Wiring {
  /** Runs `send` when a slot is free; it is told how many requests are under way. */
  readonly slot: Scheduler['slot'];
  /** Takes each exchange as it ends. */
  readonly record: (exchange: Exchange, origin: Origin) => void | Promise<void>;
  /** Every request is sent, also one that an earlier part of the run has sent before. */
  readonly anew?: boolean;
}

/** Whether a request was sent now, or answered from the transcript of the run that this one goes on with. */
export type Origin = 'now' | 'earlier';

/** Gives the requests of one case of one scenario; they wait for slots at this urgency. Asked again, its steps go on. */
export type Connect = (wiring: Wiring) => (scenario: string, caseNumber: number, urgency: number) => Requests;

/** Everything that a run of one target needs. */
export interface RunSetup {
  readonly target: Target;
  readonly catalogue: Catalogue;
  readonly selection: Selection;
  readonly connect: Connect;
  readonly clock: Clock;
  readonly seed: number;
  readonly large: boolean;
  readonly concurrency: number;
  readonly rate: number | null;
  readonly budget: Budget;
  /** How long a background response may take, in milliseconds. */
  readonly patience: number;
  /** Requests that may be spent on making generated requests with findings smaller. */
  readonly shrink: number;
  /** How often a failure that was seen in one exchange only is tried again. Never, where absent. */
  readonly retries?: number;
  /** Whether to count the schema branches that were sent and seen; true where absent. */
  readonly countBranches?: boolean;
  /** Leave on the target what the run has created. */
  readonly keep: boolean;
  /** What the earlier part of a resumed run has created is gone already. */
  readonly earlierIsTidied?: boolean;
  /** Send nothing more after the first MUST that fails and is not known. */
  readonly bail?: boolean;
  readonly suite: Results['suite'];
  /** Whether the baseline knows failures of this rule. */
  readonly isKnown: (rule: string) => boolean;
}

/** What a run tells while it goes on. */
export interface RunHooks {
  /** Takes each judged exchange, e.g. into the transcript. The run waits for what it returns at the end. */
  readonly onExchange?: (exchange: Exchange, progress: Progress) => void | Promise<void>;
  readonly onScenarioEnd?: (scenario: Scenario, outcome: Outcome) => void;
  /** Ends the run early but cleanly: results are complete files that say what was not judged. */
  readonly interrupt?: AbortSignal;
}

export interface Progress {
  readonly sent: number;
  readonly planned: number;
  readonly tokens: number;
}

/** Exercises one target, judges as exchanges end, cleans up, and gives the results. */
export async function runTarget(setup: RunSetup, hooks: RunHooks = {}): Promise<Results> {
  const { target, catalogue, selection, clock } = setup;
  const plan = makePlan(catalogue, selection);
  const startedAt = clock.now();
  const scheduler = startScheduler({
    concurrency: setup.concurrency,
    rate: setup.rate,
    budget: setup.budget,
    clock,
  });
  const interrupted = () => scheduler.stop('interrupted');
  if (hooks.interrupt?.aborted) interrupted();
  hooks.interrupt?.addEventListener('abort', interrupted, { once: true });

  const observations = startObservations(capabilityTable, target.capabilities);
  const parameters = startParameters();
  const traces = startTraces();
  const coverage = setup.countBranches === false ? noCoverage : startCoverage(target.dialect, setup.large);
  const generated = startGeneratedRequests();
  const cost = startCost();
  const counts = new Map<string, number>();
  const pending = new Set<Promise<void>>();
  let origin: Origin = 'now';
  const judgingOptions = { analysers: catalogue.analysers, target, live: true };
  const judging = startJudging({
    ...judgingOptions,
    rules: plan.rules,
    observe: (view) => {
      observations.take(view);
      parameters.take(view);
      coverage.take(view);
      const tokens = cost.take(view.response?.value, view.exchange);
      if (origin === 'now') scheduler.spend(tokens);
      if (origin === 'now' || setup.earlierIsTidied !== true) traces.take(view);
    },
  });

  const progress = (): Progress => ({
    sent: scheduler.sent(),
    planned: plan.cost.requests,
    tokens: cost.tokens(),
  });
  const keep = (exchange: Exchange) => {
    const kept = hooks.onExchange?.(exchange, progress());
    if (kept === undefined) return;
    pending.add(kept);
    // What cannot be kept is told at the end, when all is tidied up; until then nothing more is asked for.
    void kept.then(
      () => pending.delete(kept),
      () => scheduler.stop('what was seen cannot be kept'),
    );
  };
  const record = (exchange: Exchange, from: Origin) => {
    origin = from;
    counts.set(exchange.scenario, (counts.get(exchange.scenario) ?? 0) + 1);
    generated.take(exchange);
    judging.take(exchange);
    if (setup.bail === true && judging.violated().some((rule) => !setup.isKnown(rule))) {
      scheduler.stop('bail: a MUST failed');
    }
    keep(exchange);
  };
  // Shrinking and retrying look for examples, not for evidence: what they send is paid for and tidied up, but not judged again.
  const connectAnew = (take: (exchange: Exchange) => void, slot: Wiring['slot'] = scheduler.slot) =>
    setup.connect({
      slot,
      anew: true,
      record: (exchange) => {
        const view = prepare(exchange, judgingOptions);
        traces.take(view);
        scheduler.spend(cost.take(view.response?.value, exchange));
        take(exchange);
      },
    });
  const requests = setup.connect({ slot: scheduler.slot, record });
  const exercising = {
    catalogue,
    target,
    dialect: dialectData(target.dialect),
    clock,
    seed: setup.seed,
    cases: selection.cases,
    depth: selection.depth,
    large: setup.large,
    patience: setup.patience,
    observations,
  };
  const sequences = new Map<string, Sequence>();
  const exercised = await exercise(plan, {
    ...exercising,
    requests,
    onSequence: (session, sequence) => void sequences.set(session, sequence),
    onEnd: hooks.onScenarioEnd,
  });
  const { records: found, faults } = judging.finish();
  const records = await shrinkFindings(found, {
    budget: scheduler.stopped() === null ? setup.shrink : 0,
    dialect: target.dialect,
    plainInput: target.prompts.short,
    generated,
    judging: judgingOptions,
    sequences,
    requests: ({ scenario, maySend, take }, caseNumber) =>
      connectAnew(take, async (urgency, work) => {
        if (!maySend()) throw new OutOfBudget('the requests that shrinking may cost are spent');
        return scheduler.slot(urgency, work);
      })(scenario, caseNumber, 0),
    keep,
  });
  const attempts = await retryFailures(found, {
    retries: setup.retries ?? 0,
    plan,
    exercising,
    judging: judgingOptions,
    generated,
    requests: (take) => connectAnew(take),
    maySend: () => scheduler.stopped() === null,
    isKnown: setup.isKnown,
  });
  const tidied = setup.keep ? 0 : await cleanUp(setup, traces, cost.tidied);
  await Promise.all(pending);
  hooks.interrupt?.removeEventListener('abort', interrupted);

  const complete = ![...exercised.outcomes.values()].some(({ because }) => because === 'budget');
  const rules = concludeRules({
    dialect: target.dialect,
    rules: catalogue.rules,
    records: new Map(records.map((record) => [record.rule.id, record])),
    capabilities: observations.all(),
    live: { plan, scenarios: catalogue.scenarios, outcomes: exercised.outcomes },
    filtered: new Set(),
    isKnown: setup.isKnown,
    attempts,
  });
  return {
    schemaVersion: '1.0',
    suite: setup.suite,
    target: describeTarget(target, observations.all(), target.dialect),
    run: {
      mode: 'live',
      depth: selection.depth,
      seed: setup.seed,
      startedAt: new Date(startedAt).toISOString(),
      finishedAt: new Date(clock.now()).toISOString(),
      shard: selection.shard === null ? null : `${selection.shard.index}/${selection.shard.count}`,
      complete,
    },
    verdict: verdictOf(rules, complete),
    totals: totalsOf(rules),
    rules,
    scenarios: scenarioResults(catalogue, { plan, outcomes: exercised.outcomes }, counts),
    parameters: parameters.all(),
    coverage: coverage.all(),
    cost: { ...cost.all(), wallMs: clock.now() - startedAt, cleanUpRequests: tidied },
    faults: [
      ...faults,
      ...exercised.faults.map(({ scenario, message }) => ({ rule: '', exchange: scenario, message })),
    ],
  };
}

// Tidying up goes past the budget and the interruption, and past judging.
async function cleanUp(setup: RunSetup, traces: Traces, record: Wiring['record']): Promise<number> {
  if (traces.left() === 0) return 0;
  const unlimited = startScheduler({
    concurrency: setup.concurrency,
    rate: setup.rate,
    budget: { requests: null, tokens: null, deadline: null },
    clock: setup.clock,
  });
  await traces.cleanUp(setup.connect({ slot: unlimited.slot, record, anew: true })('clean-up', 1, 0));
  return unlimited.sent();
}

function describeTarget(
  target: Target,
  capabilities: Results['target']['capabilities'],
  dialect: DialectName,
): Results['target'] {
  const { name, version, baseUrl, model, modelAliases, contextWindow } = target;
  return { name, version, baseUrl, model, dialect, capabilities, modelAliases, contextWindow };
}
