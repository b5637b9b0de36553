import type { Area } from './area.js';
import type { Rule } from './rule.js';
import type { Scenario } from './scenario.js';
import type { StreamAnalyser } from './stream-event.js';

/** What one area brings along. Each area folder's `index.ts` exports one. */
export interface AreaCatalogue {
  readonly area: Area;
  readonly rules: readonly Rule[];
  readonly scenarios: readonly Scenario[];
  readonly analysers?: readonly StreamAnalyser<unknown>[];
  /** Rule ids of contract section d that are not judged, each with the reason why. */
  readonly excluded?: readonly { readonly id: string; readonly reason: string }[];
}

/** Everything the suite knows: what it judges, what it exercises, and what it gathers of streams. */
export interface Catalogue {
  readonly rules: readonly Rule[];
  readonly scenarios: readonly Scenario[];
  readonly analysers: readonly StreamAnalyser<unknown>[];
  readonly excluded: readonly { readonly id: string; readonly reason: string }[];
}

/** Joins areas to one catalogue. Throws where two rules or two scenarios share an id. */
export function joinAreas(areas: readonly AreaCatalogue[]): Catalogue {
  const joined: Catalogue = {
    rules: areas.flatMap(({ rules }) => rules),
    scenarios: areas.flatMap(({ scenarios }) => scenarios),
    analysers: areas.flatMap(({ analysers }) => analysers ?? []),
    excluded: areas.flatMap(({ excluded }) => excluded ?? []),
  };
  refuseRepeats('rule', [...joined.rules, ...joined.excluded]);
  refuseRepeats('scenario', joined.scenarios);
  return joined;
}

function refuseRepeats(what: string, entries: readonly { readonly id: string }[]): void {
  const seen = new Set<string>();
  for (const { id } of entries) {
    if (seen.has(id)) throw new Error(`two entries share the ${what} id ${id}`);
    seen.add(id);
  }
}
