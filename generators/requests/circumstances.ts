import type { DialectName } from '../../schemas/dialect.js';
import type { CapabilityName } from '../../targets/capability.js';

/** What a valid request can refer to and count on at this target. */
export interface Circumstances {
  readonly dialect: DialectName;
  readonly model: string;
  /** Text that the model can answer shortly. */
  readonly prompt: string;
  readonly offers: (capability: CapabilityName) => boolean;
  /** Types of the hosted tools that the target offers; `all` for a target that takes every declaration. */
  readonly hostedTools: ReadonlySet<string> | 'all';
  /** Id of a stored response that may be continued; null where there is none. */
  readonly response: string | null;
  /** Id of an item of a stored response; null where there is none. */
  readonly item: string | null;
  readonly conversation: string | null;
}

/** Whether a hosted tool of this type may be declared. */
export function offersTool(circumstances: Circumstances, type: string): boolean {
  return circumstances.hostedTools === 'all' || circumstances.hostedTools.has(type);
}
