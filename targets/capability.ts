/** The closed list of what a target may or may not offer (design, section 4). */
export const capabilityNames = [
  'streaming',
  'resume',
  'obfuscation',
  'tools',
  'parallel-tools',
  'custom-tools',
  'hosted-tools',
  'structured-output',
  'json-object',
  'logprobs',
  'reasoning',
  'reasoning-summary',
  'encrypted-reasoning',
  'state',
  'previous-response',
  'delete',
  'input-items',
  'item-reference',
  'conversations',
  'background',
  'cancel',
  'truncation',
  'max-output-tokens',
  'compact',
  'input-tokens',
  'context-management',
  'image-input',
  'file-input',
  'audio-output',
  'auth',
  'isolation',
  'prompt-templates',
  'metadata',
  'service-tier',
  'safety-identifier',
  'prompt-cache',
  'max-tool-calls',
  'verbosity',
  'api-version',
  'content-filters',
  'agents',
  'structured-inputs',
] as const;
export type CapabilityName = (typeof capabilityNames)[number];

/** What is known of one capability of one target. */
export interface CapabilityState {
  /** What the configuration says; null where it was left open. */
  readonly declared: boolean | null;
  /** What the run has seen; null where it saw nothing either way. */
  readonly observed: boolean | null;
  /** What the observation rests on, as a sentence with the exchange id. */
  readonly evidence: string | null;
}

export type CapabilityStates = { readonly [name in CapabilityName]: CapabilityState };

/** What a capability cannot be without. */
const restsOn: { readonly [name in CapabilityName]?: readonly CapabilityName[] } = {
  resume: ['background', 'streaming'],
  obfuscation: ['streaming'],
  'parallel-tools': ['tools'],
  'max-tool-calls': ['hosted-tools'],
  'reasoning-summary': ['reasoning'],
  'encrypted-reasoning': ['reasoning'],
  'previous-response': ['state'],
  delete: ['state'],
  'input-items': ['state'],
  'item-reference': ['state'],
  cancel: ['background'],
};

/** A capability with everything that it rests on. */
export function withFoundations(name: CapabilityName): readonly CapabilityName[] {
  return [name, ...(restsOn[name] ?? []).flatMap(withFoundations)];
}

/**
 * Capabilities that are offered only where they have been seen at work: many servers accept the members and leave them
 * out of account without echoing them, which says no more than a refusal would. Declared on, they are judged all the same.
 */
export const offeredWhenSeen: ReadonlySet<CapabilityName> = new Set([
  'custom-tools',
  'hosted-tools',
  'logprobs',
  'reasoning',
  'reasoning-summary',
  'encrypted-reasoning',
  'truncation',
  'context-management',
  'obfuscation',
  'image-input',
  'file-input',
  'audio-output',
  'prompt-templates',
  'metadata',
  'service-tier',
  'safety-identifier',
  'prompt-cache',
  'max-tool-calls',
  'verbosity',
  'api-version',
  'content-filters',
  'agents',
  'structured-inputs',
]);
