import type { Dialect } from '../../../schemas/dialect.js';
import type { JsonObject } from '../../../schemas/json.js';
import type { Fault } from '../fault.js';

/** Open Responses ties types to statuses (ERR-STATUS-MAP); statuses that its table leaves out get types of their own. */
const openTypes: { readonly [status: number]: string } = {
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'request_too_large',
  415: 'unsupported_media_type',
};

/** The error body. Every dialect's service wraps it in `error`, also where the published schema has it flat. */
export function errorBody(fault: Fault, dialect: Dialect): JsonObject {
  const { status, message, type, param, code } = fault;
  const named = dialect.name === 'open-responses' ? (openTypes[status] ?? type) : type;
  return { error: { message, type: named, param, code, ...details(fault, dialect, named) } };
}

/** Azure lists everything that is wrong (ERR-NESTED). */
function details(fault: Fault, { name }: Dialect, type: string): JsonObject {
  if (fault.details === undefined || (name !== 'azure-openai' && name !== 'azure-foundry')) return {};
  return { details: fault.details.map(({ code, param, message }) => ({ code, message, param, type })) };
}
