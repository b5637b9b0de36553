import { readFileSync } from 'node:fs';
import type { DialectName } from '../../schemas/dialect.js';
import type { CapabilityName } from '../../targets/capability.js';
import { UsageError } from '../../targets/usage-error.js';

/** What a dated contract can be certified for; each profile is a frozen requirement set per dialect. */
export const profiles = [
  'core',
  'streaming',
  'tools',
  'structured-output',
  'state',
  'background',
  'reasoning',
] as const;
export type Profile = (typeof profiles)[number];

/** Capabilities that a profile declares on. A dialect without one of them leaves it out. */
export const profileCapabilities: { readonly [profile in Profile]: readonly CapabilityName[] } = {
  core: [],
  streaming: ['streaming'],
  tools: ['tools', 'parallel-tools'],
  'structured-output': ['structured-output', 'json-object'],
  state: ['state', 'previous-response', 'delete', 'input-items'],
  background: ['background', 'cancel'],
  reasoning: ['reasoning'],
};

/** One frozen list: the rules that must pass. */
export interface RequirementSet {
  readonly profile: Profile;
  readonly rules: readonly string[];
}

type Frozen = { readonly [profile in Profile]?: readonly string[] };

/** The frozen sets of a contract and dialect. Throws `UsageError` where the dialect has no such profile. */
export function requirementSets(
  contract: string,
  dialect: DialectName,
  wanted: readonly Profile[],
): readonly RequirementSet[] {
  const frozen = readFrozen(contract, dialect);
  return wanted.map((profile) => {
    const rules = frozen[profile];
    if (rules === undefined || rules.length === 0) {
      const has = profiles.filter((name) => (frozen[name] ?? []).length > 0).join(', ');
      throw new UsageError(`contract ${contract}, ${dialect}, has no profile ${profile}; it has: ${has}`);
    }
    return { profile, rules };
  });
}

function readFrozen(contract: string, dialect: DialectName): Frozen {
  const place = new URL(`../../schemas/requirements/${contract}/${dialect}.json`, import.meta.url);
  return JSON.parse(readFileSync(place, 'utf8')) as Frozen;
}
