import { type Area, areas } from '../suites/engine/area.js';
import { type Results, type RuleResult, type RuleStatus, ruleStatuses } from '../suites/engine/results.js';

/** How many rules of one area ended in each status. */
export interface AreaCounts {
  readonly area: Area;
  readonly rules: number;
  readonly counts: { readonly [status in RuleStatus]: number };
}

/** The counts of every area that has rules, in the order of the closed list. */
export function countByArea(results: Pick<Results, 'rules'>): readonly AreaCounts[] {
  return areas.flatMap((area) => {
    const own = results.rules.filter((rule) => rule.area === area);
    return own.length === 0 ? [] : [{ area, rules: own.length, counts: countStatuses(own) }];
  });
}

function countStatuses(rules: readonly RuleResult[]): { readonly [status in RuleStatus]: number } {
  const counts = Object.fromEntries(ruleStatuses.map((status) => [status, 0])) as Record<RuleStatus, number>;
  for (const { status } of rules) counts[status] += 1;
  return counts;
}
