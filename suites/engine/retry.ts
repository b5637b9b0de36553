import type { Exchange } from '../../targets/exchange.js';
import { type Exercising, exercise } from './exercise.js';
import { type JudgingOptions, type RuleRecord, startJudging } from './judging.js';
import { costOf, type Plan } from './plan.js';
import type { Attempts } from './results.js';
import type { Rule } from './rule.js';
import type { Requests, Scenario } from './scenario.js';
import { OutOfBudget } from './scheduler.js';
import type { GeneratedRequests } from './shrink-findings.js';

/** A scenario that costs more, with all it builds on, is not run again for one finding. */
const mostRequests = 20;

/** What trying again needs. */
export interface Retrying {
  /** How often each is tried again at most. */
  readonly retries: number;
  readonly plan: Plan;
  /** What the run was exercised with. */
  readonly exercising: Omit<Exercising, 'requests' | 'onEnd'>;
  readonly judging: Pick<JudgingOptions, 'target' | 'live' | 'analysers'>;
  readonly generated: GeneratedRequests;
  /** Requests whose exchanges go to `take` only: they are no evidence of the run. */
  readonly requests: (take: (exchange: Exchange) => void) => Exercising['requests'];
  /** Whether the run may still send. */
  readonly maySend: () => boolean;
  /** Whether a failure is known and so of no interest. */
  readonly isKnown: (rule: string) => boolean;
}

/**
 * Tries failing rules again whose findings come from one exchange only, and may so be chance: runs its scenario once more and
 * judges what comes by these rules alone. Gives how many attempts failed, the first one counted, by rule id. A rule that
 * failed stays failed whatever comes out.
 */
export async function retryFailures(
  records: readonly RuleRecord[],
  retrying: Retrying,
): Promise<ReadonlyMap<string, Attempts>> {
  const attempts = new Map<string, Attempts>();
  if (retrying.retries === 0) return attempts;
  const tryAgain = async (exchange: string, rules: readonly Rule[]) => {
    const again = repetition(exchange, retrying);
    if (again === null) return;
    for (let turn = 0; turn < retrying.retries && retrying.maySend(); turn += 1) {
      const judging = startJudging({ ...retrying.judging, rules });
      await again((repeated) => judging.take(repeated));
      for (const { rule, evaluations, findings } of judging.finish().records) {
        const failed = findings.some(({ level, tolerated }) => level === 'MUST' && !tolerated);
        if (evaluations === 0 && !failed) continue;
        const before = attempts.get(rule.id) ?? { failed: 1, of: 1 };
        attempts.set(rule.id, { failed: before.failed + (failed ? 1 : 0), of: before.of + 1 });
      }
    }
  };
  const failures = singleFailures(records, retrying.isKnown);
  await Promise.all([...failures].map(([exchange, rules]) => tryAgain(exchange, rules)));
  return attempts;
}

/** Rules that failed on one exchange only, by that exchange. */
function singleFailures(
  records: readonly RuleRecord[],
  isKnown: (rule: string) => boolean,
): ReadonlyMap<string, readonly Rule[]> {
  const failures = new Map<string, Rule[]>();
  for (const { rule, blamed } of records) {
    const [exchange, another] = blamed;
    if (exchange === undefined || another !== undefined || isKnown(rule.id)) continue;
    failures.set(exchange, [...(failures.get(exchange) ?? []), rule]);
  }
  return failures;
}

type Repetition = (take: (exchange: Exchange) => void) => Promise<void>;

function repetition(id: string, retrying: Retrying): Repetition | null {
  const { plan, exercising, generated } = retrying;
  const scenario = plan.scenarios.find((candidate) => id.startsWith(`${candidate.id}#`));
  if (scenario === undefined) return null;
  const made = generated.body(id);
  if (made !== null) {
    return async (take) => {
      const requests: Requests = retrying.requests(take)(scenario.id, caseOf(id), 0);
      await requests.create(made.body, made.intent).catch(unlessOutOfBudget);
    };
  }
  const scenarios = withEarlier(scenario, plan.scenarios);
  const requests = scenarios
    .map((each) => costOf(each, exercising.cases, exercising.dialect).requests)
    .reduce((sum, count) => sum + count, 0);
  if (requests > mostRequests) return null;
  return async (take) => {
    await exercise({ ...plan, scenarios }, { ...exercising, requests: retrying.requests(take) });
  };
}

// The budget of the run is spent: there is no further attempt.
function unlessOutOfBudget(error: unknown): void {
  if (!(error instanceof OutOfBudget)) throw error;
}

function caseOf(id: string): number {
  return Number(/#(\d+)\./.exec(id)?.[1] ?? 1);
}

function withEarlier(scenario: Scenario, planned: readonly Scenario[]): readonly Scenario[] {
  const needed = new Set<Scenario>();
  const need = (each: Scenario) => {
    needed.add(each);
    for (const earlier of each.after ?? []) need(earlier);
  };
  need(scenario);
  return planned.filter((each) => needed.has(each));
}
