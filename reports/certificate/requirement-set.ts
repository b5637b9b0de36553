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
  background: ['background', 'cancel', 'state'],
  reasoning: ['reasoning', 'encrypted-reasoning'],
};

/** One frozen list: the rules that must pass. */
export interface RequirementSet {
  readonly profile: Profile;
  readonly rules: readonly string[];
}

/** Lists by profile, and by profiles joined with `+` for rules that only several of them together allow to judge. */
type Frozen = { readonly [profiles: string]: readonly string[] | undefined };

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
    return { profile, rules: [...rules, ...together(frozen, profile, wanted)] };
  });
}

/** The rules of `profile` together with others that are wanted too; they belong to the last of their profiles. */
function together(frozen: Frozen, profile: Profile, wanted: readonly Profile[]): readonly string[] {
  return Object.entries(frozen).flatMap(([key, rules = []]) => {
    const parts = key.split('+');
    const asked = parts.length > 1 && parts.every((part) => wanted.some((name) => name === part));
    return asked && parts.at(-1) === profile ? rules : [];
  });
}

function readFrozen(contract: string, dialect: DialectName): Frozen {
  const place = new URL(`../../schemas/requirements/${contract}/${dialect}.json`, import.meta.url);
  return JSON.parse(readFileSync(place, 'utf8')) as Frozen;
}
