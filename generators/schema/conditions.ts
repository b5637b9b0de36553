import { isObject, type JsonObject, type JsonValue } from '../../schemas/json.js';
import { UnknownKeyword } from './keywords.js';

/**
 * The two schemas, free of conditions, that a schema with `if`, `then` and `else` stands for. Only conditions on the
 * presence of members (`if: {required: [...]}`) are known; throws `UnknownKeyword` for others.
 */
export function conditions(schema: JsonObject, place: string): readonly JsonObject[] {
  const { if: condition, then, else: otherwise, ...rest } = schema;
  const names =
    isObject(condition) && Object.keys(condition).length === 1 ? condition['required'] : undefined;
  if (!Array.isArray(names)) throw new UnknownKeyword('if (other than of required members)', place);
  const [first] = names as readonly JsonValue[];
  const { [String(first)]: _, ...others } = isObject(rest['properties']) ? rest['properties'] : {};
  return [
    { allOf: [{ ...rest, properties: others }, isObject(otherwise) ? otherwise : {}] },
    { allOf: [rest, condition ?? {}, isObject(then) ? then : {}] },
  ];
}
