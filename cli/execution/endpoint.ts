import type { Credentials, Target } from '../../targets/target.js';
import type { Transport } from '../../targets/transport.js';

/** A target with everything that is needed to reach it. */
export interface Endpoint {
  readonly target: Target;
  readonly credentials: Credentials;
  readonly transport: Transport;
  /** Closes what is kept open. */
  readonly close: () => Promise<void>;
}
