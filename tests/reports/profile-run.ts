import { type Profile, profileCapabilities } from '../../reports/certificate/requirement-set.js';
import type { DialectName } from '../../schemas/dialect.js';
import type { Results } from '../../suites/engine/results.js';
import { capabilityNames } from '../../targets/capability.js';
import { prove } from '../proof/subject.js';

/**
 * Runs the suite against the reference server with only the capabilities of the core and one profile on, and nothing
 * configured that a server need not have: no failing model, no context window to fill.
 */
export function proveProfile(dialect: DialectName, profile: Profile): Promise<Results> {
  const on = profileCapabilities[profile];
  return prove({
    dialect,
    changes: [],
    target: {
      capabilities: Object.fromEntries(capabilityNames.map((name) => [name, on.includes(name)])),
      failingModel: null,
      throttledModel: null,
      contextWindow: null,
      hostedTools: [],
      acceptsFabricatedItems: false,
    },
  });
}
