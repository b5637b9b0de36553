import type { Dialect } from '../../schemas/dialect.js';
import type { CapabilityName } from '../../targets/capability.js';
import type { Clock } from '../../targets/clock.js';
import { sessionIn } from '../../targets/exchange.js';
import type { Target } from '../../targets/target.js';
import type { Catalogue } from './catalogue.js';
import type { Observations } from './observations.js';
import { type Plan, probesOf } from './plan.js';
import type { ScenarioStatus } from './results.js';
import {
  Blocked,
  type Depth,
  Inconclusive,
  NotSent,
  type Requests,
  type Scenario,
  type Sequence,
  type Stage,
} from './scenario.js';
import { OutOfBudget } from './scheduler.js';

/** How a scenario ended. `reason` is null only for `done`. */
export interface Outcome {
  readonly status: ScenarioStatus;
  readonly reason: string | null;
  /** For `not-run`: why, in the terms of rule statuses. */
  readonly because: 'not-offered' | 'budget' | null;
}

/** A scenario that threw what scenarios may not throw: a fault of the suite. */
export interface ScenarioFault {
  readonly scenario: string;
  readonly message: string;
}

/** What exercising needs beside the plan. */
export interface Exercising {
  readonly catalogue: Catalogue;
  readonly target: Target;
  readonly dialect: Dialect;
  readonly clock: Clock;
  readonly seed: number;
  readonly cases: number;
  readonly depth: Depth;
  readonly large: boolean;
  readonly patience: number;
  readonly observations: Observations;
  /** The requests of one case of one scenario, waiting for slots at this urgency. Asked again, its steps go on. */
  readonly requests: (scenario: string, caseNumber: number, urgency: number) => Requests;
  /** Takes the generated cases that can be made smaller, by session. */
  readonly onSequence?: (session: string, sequence: Sequence) => void;
  readonly onEnd?: (scenario: Scenario, outcome: Outcome) => void;
}

interface Running {
  readonly outcome: Promise<Outcome>;
  readonly result: Promise<unknown>;
}

const orders = { valid: 0, invalid: 1000, disruptive: 2000 } as const;

/** Starts every scenario of the plan at once; each waits for what it uses, for its probes and for free slots. */
export async function exercise(
  plan: Plan,
  parts: Exercising,
): Promise<{ readonly outcomes: ReadonlyMap<string, Outcome>; readonly faults: readonly ScenarioFault[] }> {
  const running = new Map<string, Running>();
  const faults: ScenarioFault[] = [];
  const chains = chainLengths(plan.scenarios);

  const ended = (scenario: Scenario) => running.get(scenario.id)?.outcome ?? null;
  const gentle = plan.scenarios.filter(({ order }) => order !== 'disruptive');

  const offers = async (name: CapabilityName): Promise<boolean> => {
    const declared = parts.target.capabilities[name];
    if (declared !== undefined) return declared;
    const probes = plan.scenarios.filter((other) => other.probes?.includes(name));
    await Promise.all(probes.map(ended));
    return parts.observations.state(name).observed !== false;
  };

  const perform = async (scenario: Scenario): Promise<unknown> => {
    // Broken connections and the like may hurt a fragile target: nothing else is under way any more.
    if (scenario.order === 'disruptive') await Promise.all(gentle.map(ended));
    const probes = new Set(scenario.probes ?? []);
    for (const name of scenario.needs) {
      if (probes.has(name)) continue;
      const probing = probesOf(scenario, parts.catalogue).filter((probe) => probe.probes?.includes(name));
      await Promise.all(probing.filter((probe) => !usesAsPrerequisite(probe, scenario)).map(ended));
      if (!(await offersNow(name)))
        throw new NotOffered(absenceText(name, parts.observations.state(name).evidence));
    }
    return scenario.run(stageOf(scenario));
  };

  const offersNow = async (name: CapabilityName) => {
    const state = parts.observations.state(name);
    return state.declared ?? state.observed !== false;
  };

  const stageOf = (scenario: Scenario): Stage => {
    const urgency = orders[scenario.order ?? 'valid'] - (chains.get(scenario.id) ?? 0);
    const caseOf = (number: number) => parts.requests(scenario.id, number, urgency);
    return {
      target: caseOf(1),
      case: caseOf,
      facts: parts.target,
      prompts: parts.target.prompts,
      tools: parts.target.tools,
      dialect: parts.dialect,
      seed: parts.seed,
      cases: parts.cases,
      depth: parts.depth,
      large: parts.large,
      shrinkable: (number, sequence) => parts.onSequence?.(sessionIn(scenario.id, number), sequence),
      use: (earlier) => resultOf(scenario, earlier, running),
      offers,
      sleep: (ms) => parts.clock.sleep(ms),
      now: parts.clock.now,
      patience: parts.patience,
    };
  };

  const started: (() => void)[] = [];
  for (const scenario of plan.scenarios) {
    const begin = new Promise<void>((resolve) => started.push(resolve));
    const result = begin.then(() => perform(scenario));
    const outcome = result.then(
      () => done,
      (error: unknown) => failedOutcome(scenario, error, faults, parts.observations),
    );
    running.set(scenario.id, { result, outcome });
    void outcome.then((value) => parts.onEnd?.(scenario, value));
  }
  // Only now, so that whoever looks for another scenario finds it.
  for (const begin of started) begin();

  const outcomes = new Map<string, Outcome>();
  for (const [id, { outcome }] of running) outcomes.set(id, await outcome);
  return { outcomes, faults };
}

function absenceText(name: CapabilityName, evidence: string | null): string {
  return `${name} is not offered${evidence === null ? '' : `: ${evidence}`}`;
}

class NotOffered extends Error {
  override readonly name = 'NotOffered';
}

const done: Outcome = { status: 'done', reason: null, because: null };

function failedOutcome(
  scenario: Scenario,
  error: unknown,
  faults: ScenarioFault[],
  observations: Observations,
): Outcome {
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof Blocked) {
    const absence = error.exchange === null ? null : observations.absenceShownBy(error.exchange);
    return absence === null
      ? { status: 'blocked', reason, because: null }
      : { status: 'not-run', reason: absence, because: 'not-offered' };
  }
  if (error instanceof Inconclusive) return { status: 'inconclusive', reason, because: null };
  if (error instanceof NotOffered) return { status: 'not-run', reason, because: 'not-offered' };
  if (error instanceof NotSent) return { status: 'not-run', reason, because: null };
  if (error instanceof OutOfBudget) return { status: 'not-run', reason, because: 'budget' };
  faults.push({
    scenario: scenario.id,
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
  return { status: 'blocked', reason: `fault in the suite: ${reason}`, because: null };
}

async function resultOf<T>(
  scenario: Scenario,
  earlier: Scenario<T>,
  running: ReadonlyMap<string, Running>,
): Promise<T> {
  if (!scenario.after?.some(({ id }) => id === earlier.id)) {
    throw new Error(`${scenario.id} uses ${earlier.id} without naming it in "after"`);
  }
  const found = running.get(earlier.id);
  if (found === undefined) throw new Blocked(`${earlier.id} is not part of this run`);
  const outcome = await found.outcome;
  if (outcome.because === 'budget') throw new OutOfBudget(outcome.reason ?? '');
  if (outcome.status === 'not-run' && outcome.because === null)
    throw new NotSent(`${earlier.id}: ${outcome.reason}`);
  if (outcome.because === 'not-offered') throw new NotOffered(outcome.reason ?? '');
  if (outcome.status === 'inconclusive') throw new Inconclusive(`${earlier.id}: ${outcome.reason}`);
  if (outcome.status !== 'done') throw new Blocked(`${earlier.id}: ${outcome.reason}`);
  // The catalogue keeps scenarios of all result types; what a scenario's own run gave back has its own type.
  return (await found.result) as T;
}

function usesAsPrerequisite(scenario: Scenario, possible: Scenario): boolean {
  return (scenario.after ?? []).some(
    (earlier) => earlier === possible || usesAsPrerequisite(earlier, possible),
  );
}

// The longest chain of scenarios that hang on each one: long chains start first.
function chainLengths(scenarios: readonly Scenario[]): ReadonlyMap<string, number> {
  const lengths = new Map<string, number>(scenarios.map(({ id }) => [id, 1]));
  for (const scenario of scenarios.toReversed()) {
    const own = lengths.get(scenario.id) ?? 1;
    for (const earlier of scenario.after ?? []) {
      lengths.set(earlier.id, Math.max(lengths.get(earlier.id) ?? 1, own + 1));
    }
  }
  return lengths;
}
