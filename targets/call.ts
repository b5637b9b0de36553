import type { JsonValue } from '../schemas/json.js';
import type { Intent } from './exchange.js';
import type { Header } from './transport.js';

/** One request as a scenario wants it, before keys, extra headers and extra query parameters are added. */
export interface Call {
  /** Exchange id: scenario, case and step. */
  readonly id: string;
  readonly scenario: string;
  readonly method: string;
  /** Behind the base URL, with a leading slash. */
  readonly path: string;
  readonly query: readonly Header[];
  /** Added last: they replace headers of the same name. */
  readonly headers: readonly Header[];
  /** `json` is sent as canonical JSON, `raw` as it is. */
  readonly body: { readonly json: JsonValue } | { readonly raw: string | Uint8Array } | null;
  readonly intent: Intent;
  readonly disconnectAfterEvents: number | null;
  /** Whether a 429, a 503 or a connection refused is waited out and tried again. */
  readonly waitOut: boolean;
}
