import type { RecordedTarget } from '../suites/engine/rejudge.js';
import type { Results } from '../suites/engine/results.js';
import { capabilityNames } from '../targets/capability.js';

/** What results say of their target, as judging again needs it. */
export function recordedTarget({ target }: Results): RecordedTarget {
  const declared = capabilityNames.flatMap((name) => {
    const state = target.capabilities[name]?.declared ?? null;
    return state === null ? [] : [[name, state] as const];
  });
  return {
    name: target.name,
    version: target.version,
    baseUrl: target.baseUrl,
    model: target.model === '' ? null : target.model,
    modelAliases: target.modelAliases ?? [],
    contextWindow: target.contextWindow ?? null,
    dialect: target.dialect,
    capabilities: Object.fromEntries(declared),
  };
}
