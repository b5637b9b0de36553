import { isObject, type JsonValue } from '../../schemas/json.js';
import type { Change } from '../../targets/reference/index.js';

/** Fails where a function's parameters nest an array: nothing that anybody would write a test for. */
export const nestedArrayFails: Change = {
  fault: (fault, stage, { body }) =>
    stage === 'validate' &&
    fault === null &&
    (Array.isArray(body?.['tools']) ? body['tools'] : []).some(nestsArray)
      ? { stage, status: 500, type: 'server_error', code: null, param: null, message: 'Internal error.' }
      : fault,
};

function nestsArray(tool: JsonValue): boolean {
  return (
    isObject(tool) &&
    tool['type'] === 'function' &&
    JSON.stringify(tool['parameters'] ?? null).includes('"items"')
  );
}
