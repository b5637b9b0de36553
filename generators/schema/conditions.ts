import { isObject, type JsonObject, type JsonValue } from '../../schemas/json.js';
import { UnknownKeyword } from './keywords.js';

/**
 * The schemas, free of conditions, that a schema with `if`, `then` and `else` stands for: the one
 * without the members first, where that is possible at all. Only conditions on the
 * presence of members (`if: {required: [...]}`) are known; throws `UnknownKeyword` for others.
 */
export function conditions(schema: JsonObject, place: string): readonly JsonObject[] {
  const { if: condition, then, else: otherwise, ...rest } = schema;
  const names =
    isObject(condition) && Object.keys(condition).length === 1 ? condition['required'] : undefined;
  if (!Array.isArray(names)) throw new UnknownKeyword('if (other than of required members)', place);
  const [first] = names as readonly JsonValue[];
  const { [String(first)]: _, ...others } = isObject(rest['properties']) ? rest['properties'] : {};
  const having = { allOf: [rest, condition ?? {}, isObject(then) ? then : {}] };
  const required = Array.isArray(rest['required']) ? (rest['required'] as readonly JsonValue[]) : [];
  if ((names as readonly JsonValue[]).every((name) => required.includes(name))) return [having];
  return [{ allOf: [{ ...rest, properties: others }, isObject(otherwise) ? otherwise : {}] }, having];
}
