import type { DialectName } from '../../schemas/dialect.js';
import type { CapabilityName } from '../../targets/capability.js';

/** What a valid request can refer to and count on at this target. */
export interface Circumstances {
  readonly dialect: DialectName;
  readonly model: string;
  /** Text that the model can answer shortly. */
  readonly prompt: string;
  readonly offers: (capability: CapabilityName) => boolean;
  /** Types of the hosted tools that the target offers. */
  readonly hostedTools: ReadonlySet<string>;
  /**
   * Whether the target takes items, files and prompts that nobody has made: a mock does. A real service refuses them,
   * so that what only it can make is left out.
   */
  readonly fabricated: boolean;
  /** Id of a stored response that may be continued; null where there is none. */
  readonly response: string | null;
  /** Id of an item of a stored response; null where there is none. */
  readonly item: string | null;
  readonly conversation: string | null;
}
