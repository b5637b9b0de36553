import { type CapabilityName, capabilityNames } from '../../targets/capability.js';
import type { CapabilityObservation, CapabilitySign } from './capability/evidence.js';
import { generationSigns } from './capability/generation.js';
import { serviceSigns } from './capability/service.js';
import type { ExchangeView } from './view.js';

export type { CapabilityObservation } from './capability/evidence.js';

/** How each capability is recognised in an exchange: present, absent, or (null) nothing to be seen of it. */
export type CapabilityTable = { readonly [name in CapabilityName]: CapabilitySign };

/**
 * The table of design section 4. Absent is what a valid request shows: a 4xx that names the parameter, 404, 405 or 501
 * on the operation. Present is an effect that can be seen. `auth`, `isolation` and `audio-output` are never seen absent.
 */
export const capabilityTable: CapabilityTable = { ...generationSigns, ...serviceSigns };

/** Everything that one exchange shows about capabilities. */
export function observeCapabilities(view: ExchangeView): ReadonlyMap<CapabilityName, CapabilityObservation> {
  const found = new Map<CapabilityName, CapabilityObservation>();
  for (const name of capabilityNames) {
    const observation = capabilityTable[name](view);
    if (observation !== null) found.set(name, observation);
  }
  return found;
}
