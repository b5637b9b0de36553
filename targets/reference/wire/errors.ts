import type { Dialect } from '../../../schemas/dialect.js';
import type { JsonObject } from '../../../schemas/json.js';
import type { Fault } from '../fault.js';

/** Open Responses ties types to statuses (ERR-STATUS-MAP); statuses that its table leaves out get types of their own. */
const openTypes: { readonly [status: number]: string } = {
  401: 'authentication_error',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'request_too_large',
  415: 'unsupported_media_type',
};

/** The error body. Every dialect's service wraps it in `error`, also where the published schema has it flat. */
export function errorBody({ status, message, type, param, code }: Fault, dialect: Dialect): JsonObject {
  const named = dialect.name === 'open-responses' ? (openTypes[status] ?? type) : type;
  return { error: { message, type: named, param, code } };
}
