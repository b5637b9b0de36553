import type { Rule } from './engine/rule.js';
import type { Scenario } from './engine/scenario.js';
import type { StreamAnalyser } from './engine/stream-event.js';

/** Everything the suite knows: what it judges, what it exercises, and what it gathers of streams. */
export interface Catalogue {
  readonly rules: readonly Rule[];
  readonly scenarios: readonly Scenario[];
  readonly analysers: readonly StreamAnalyser<unknown>[];
}

/** The whole catalogue, area by area. Each area's `index.ts` lists its rules, scenarios and analysers. */
export const catalogue: Catalogue = { rules: [], scenarios: [], analysers: [] };
