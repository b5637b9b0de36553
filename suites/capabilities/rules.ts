import { type Dialect, dialectNames } from '../../schemas/dialect.js';
import { dialect } from '../../schemas/dialects.js';
import { type CapabilityName, capabilityNames } from '../../targets/capability.js';
import type { Area } from '../engine/area.js';
import { capabilityTable } from '../engine/capabilities.js';
import { wholeRun } from '../engine/judges.js';
import { type Rule, rule } from '../engine/rule.js';
import { contradiction } from './contradictions.js';

/** The area under which each capability is reported. */
const areaOf: { readonly [name in CapabilityName]: Area } = {
  streaming: 'streaming',
  resume: 'streaming',
  obfuscation: 'streaming',
  tools: 'tools',
  'parallel-tools': 'tools',
  'custom-tools': 'tools',
  'hosted-tools': 'tools',
  'structured-output': 'structured-output',
  'json-object': 'structured-output',
  logprobs: 'include',
  reasoning: 'reasoning',
  'reasoning-summary': 'reasoning',
  'encrypted-reasoning': 'reasoning',
  state: 'state',
  'previous-response': 'state',
  delete: 'state',
  'input-items': 'state',
  'item-reference': 'state',
  conversations: 'conversations',
  background: 'background',
  cancel: 'background',
  truncation: 'truncation',
  'max-output-tokens': 'limits',
  compact: 'compact',
  'input-tokens': 'input-tokens',
  'context-management': 'compact',
  'image-input': 'create',
  'file-input': 'create',
  'audio-output': 'create',
  auth: 'auth',
  isolation: 'isolation',
  'prompt-templates': 'azure',
  metadata: 'echo',
  'service-tier': 'echo',
  'safety-identifier': 'echo',
  'prompt-cache': 'echo',
  'max-tool-calls': 'tools',
  verbosity: 'echo',
  'api-version': 'azure',
  'content-filters': 'azure',
  agents: 'azure',
  'structured-inputs': 'azure',
};

/** Nothing that a conformant request asks for can be refused in their name, so nothing shows that they are missing. */
const neverSeenAbsent: ReadonlySet<CapabilityName> = new Set(['auth', 'isolation', 'audio-output']);

/** One rule for each capability: what was declared on is there. */
export const capabilityRules: readonly Rule[] = [
  ...capabilityNames.filter((name) => !neverSeenAbsent.has(name)).map(declaredIsThere),
  contradiction,
];

function declaredIsThere(name: CapabilityName): Rule {
  return rule({
    id: `CAP-${name.toUpperCase()}`,
    level: 'MUST',
    basis: 'inferred',
    area: areaOf[name],
    title: `The capability "${name}", declared on, is there`,
    source: {
      dialect: 'all',
      section: 'capabilities',
      note: 'what a target is declared to offer, it offers',
    },
    // Not needed but judged: with needs, an absent capability would block the very rule that reports it.
    needs: [],
    declares: name,
    dialects: dialectNames.filter((known) => isKnownTo(dialect(known), name)),
    why: 'Whoever relies on the declaration builds on something that the server refuses.',
    fix: `Offer it, or declare it off (--capability ${name}=off).`,
    judge: wholeRun({
      pick: (view) => (view.target.capabilities[name] === true ? capabilityTable[name](view) : null),
      given: () => true,
      check: (seen, report) => {
        const [absent] = seen;
        if (absent === undefined || seen.some(({ fact }) => fact.present)) return;
        report({
          pointer: '/status',
          exchange: absent.exchange,
          message: `${name} is declared on, but ${absent.fact.evidence}.`,
          expected: 'offered',
          actual: 'refused',
        });
      },
    }),
  });
}

// Some dialects mention a parameter that their operations do not have, or carry only what a server may add (contract, c and e).
function isKnownTo({ name, wire }: Dialect, capability: CapabilityName): boolean {
  if (capability === 'obfuscation') return wire.obfuscation;
  if (capability === 'api-version') return name === 'azure-openai';
  return wire.capabilities.includes(capability);
}
