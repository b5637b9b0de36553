import type { JsonObject } from '../../../schemas/json.js';
import type { Fault } from '../fault.js';

/** The error body. Every dialect's service wraps it in `error`, also where the published schema has it flat. */
export function errorBody({ message, type, param, code }: Fault): JsonObject {
  return { error: { message, type, param, code } };
}
