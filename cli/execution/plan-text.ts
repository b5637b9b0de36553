import { dialect as dialectData } from '../../schemas/dialects.js';
import { catalogue } from '../../suites/catalogue.js';
import { costOf, makePlan } from '../../suites/engine/plan.js';
import type { Target } from '../../targets/target.js';
import type { RunSettings } from './settings.js';

/** What a run would do and cost at most, as text. */
export function planText(
  target: Target,
  settings: RunSettings,
  rules: readonly string[] | null,
  verbose: boolean,
): string {
  const plan = makePlan(catalogue, {
    ...settings.selection,
    rules,
    dialect: target.dialect,
    capabilities: target.capabilities,
  });
  const dialect = dialectData(target.dialect);
  const rows = plan.scenarios.map((scenario) => {
    const { requests, input, output } = costOf(scenario, settings.cases, dialect);
    return `  ${scenario.id.padEnd(48)} ${String(requests).padStart(5)} requests ${String(input + output).padStart(7)} tokens`;
  });
  const left = plan.scenariosLeftOut.size;
  return [
    `${target.name}: ${plan.rules.length} rules, ${plan.scenarios.length} scenarios (${left} left out)`,
    ...rows,
    ...(verbose
      ? [...plan.scenariosLeftOut].map(([id, reason]) => `  ${id.padEnd(48)} left out: ${reason}`)
      : []),
    `at most ${plan.cost.requests} requests, ${plan.cost.input} input and ${plan.cost.output} output tokens`,
    '',
  ].join('\n');
}
