import { isObject, type JsonValue, pointerTokens } from '../../schemas/json.js';

/** A copy of `root` in which the place is replaced, added, or (undefined) removed. */
export function replacedAt(root: JsonValue, place: string, by: JsonValue | undefined): JsonValue | undefined {
  return replaced(root, pointerTokens(place), by);
}

function replaced(
  value: JsonValue | undefined,
  tokens: readonly string[],
  by: JsonValue | undefined,
): JsonValue | undefined {
  const [token, ...rest] = tokens;
  if (token === undefined) return by;
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).map((entry, index) =>
      String(index) === token ? (replaced(entry, rest, by) ?? null) : entry,
    );
  }
  if (!isObject(value)) return value;
  const inside = replaced(value[token], rest, by);
  const { [token]: _, ...others } = value;
  return inside === undefined ? others : { ...others, [token]: inside };
}
