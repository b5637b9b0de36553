import type { RecordedTarget } from '../suites/engine/rejudge.js';
import type { Results } from '../suites/engine/results.js';
import { type CapabilityName, capabilityNames } from '../targets/capability.js';
import type { DeclaredCapabilities } from '../targets/config.js';

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

/** Declared capabilities by name. Recorded traffic may have several dialects, so `all` means all there are. */
export function declaredCapabilities(
  given: DeclaredCapabilities | undefined,
  all: readonly CapabilityName[] = capabilityNames,
): { readonly [name in CapabilityName]?: boolean } {
  if (given === undefined) return {};
  const { all: every, ...named } = given;
  return { ...(every === undefined ? {} : Object.fromEntries(all.map((name) => [name, every]))), ...named };
}
