import type { Outcome } from '../suites/engine/exercise.js';
import type { Results, ScenarioResult } from '../suites/engine/results.js';

/** Reasons of scenarios that were left out on purpose: these are no outcomes. */
const leftOutReasons: ReadonlySet<string> = new Set(['filtered', 'other-dialect', 'depth', 'off']);

/** How the scenarios of several shards ended, taken together: what one of them did counts as done. */
export function mergedOutcomes(parts: readonly Results[]): ReadonlyMap<string, Outcome> {
  const outcomes = new Map<string, Outcome>();
  for (const { scenarios } of parts) {
    for (const scenario of scenarios) {
      const outcome = outcomeOf(scenario);
      if (outcome === null) continue;
      const known = outcomes.get(scenario.id);
      if (known === undefined || outcome.status === 'done') outcomes.set(scenario.id, outcome);
    }
  }
  return outcomes;
}

function outcomeOf({ status, reason }: ScenarioResult): Outcome | null {
  if (status !== 'not-run') return { status, reason, because: null };
  if (reason === null || leftOutReasons.has(reason)) return null;
  return { status, reason, because: / is not offered\b/.test(reason) ? 'not-offered' : 'budget' };
}
