import type { JsonObject } from '../../schemas/json.js';

/** A JSON object and where it stands in the answer. */
export interface Located {
  readonly pointer: string;
  readonly value: JsonObject;
  /** Index of the stream event it came in, or null. */
  readonly event: number | null;
}
