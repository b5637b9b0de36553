import type { Catalogue } from './catalogue.js';
import type { Outcome } from './exercise.js';
import type { Plan } from './plan.js';
import type { ScenarioResult } from './results.js';

/** What became of every scenario of the catalogue. `exercised` is null where recorded traffic is judged. */
export function scenarioResults(
  catalogue: Catalogue,
  exercised: { readonly plan: Plan; readonly outcomes: ReadonlyMap<string, Outcome> } | null,
  exchanges: ReadonlyMap<string, number>,
): readonly ScenarioResult[] {
  return catalogue.scenarios.map(({ id, title }) => {
    const outcome = exercised?.outcomes.get(id);
    const left =
      exercised === null ? 'recorded traffic' : (exercised.plan.scenariosLeftOut.get(id) ?? 'filtered');
    return {
      id,
      title,
      status: outcome?.status ?? 'not-run',
      reason: outcome === undefined ? left : outcome.reason,
      exchanges: exchanges.get(id) ?? 0,
    };
  });
}
