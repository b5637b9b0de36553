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

/** Continues from a deleted response after all, if it had been continued before it was deleted. */
export const continuesDeletedBranches: Change = {
  find: (record, id, { operation, memory }) => {
    if (operation !== 'create-response') return record;
    const key = `continued ${id}`;
    if (record !== null) memory.set(key, record);
    return record ?? (memory.get(key) as typeof record | undefined) ?? null;
  },
};
