/** Any value that JSON can hold. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** A JSON object. Members may be absent, so every read has to face `undefined`. */
export interface JsonObject {
  readonly [member: string]: JsonValue | undefined;
}

/** Tells whether `value` is a JSON object: not null, not an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a text is JSON. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The member as an object, or null where it is absent or something else. */
export function objectAt(value: JsonValue | undefined, member: string): JsonObject | null {
  const found = isObject(value) ? value[member] : undefined;
  return isObject(found) ? found : null;
}

/** The member as a string, or null where it is absent or something else. */
export function stringAt(value: JsonValue | undefined, member: string): string | null {
  const found = isObject(value) ? value[member] : undefined;
  return typeof found === 'string' ? found : null;
}

/** The member as a number, or null where it is absent or something else. */
export function numberAt(value: JsonValue | undefined, member: string): number | null {
  const found = isObject(value) ? value[member] : undefined;
  return typeof found === 'number' ? found : null;
}

/** The member as an array, empty where it is absent or something else. */
export function arrayAt(value: JsonValue | undefined, member: string): readonly JsonValue[] {
  const found = isObject(value) ? value[member] : undefined;
  return Array.isArray(found) ? found : [];
}

/** The objects among the members of the array found at `member`, each with its place. */
export function objectsAt(
  value: JsonValue | undefined,
  member: string,
): readonly { readonly index: number; readonly value: JsonObject }[] {
  return arrayAt(value, member).flatMap((entry, index) => (isObject(entry) ? [{ index, value: entry }] : []));
}

/** Joins tokens to a JSON pointer (RFC 6901), escaping each. */
export function pointer(...tokens: readonly (string | number)[]): string {
  return tokens.map((token) => `/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Splits a JSON pointer (RFC 6901) into its unescaped tokens. */
export function pointerTokens(text: string): readonly string[] {
  if (text === '') return [];
  return text
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The value that the JSON pointer names inside `root`; undefined where there is none. */
export function valueAt(root: JsonValue | undefined, text: string): JsonValue | undefined {
  let value = root;
  for (const token of pointerTokens(text)) {
    if (Array.isArray(value)) value = value[Number(token)];
    else if (isObject(value)) value = Object.hasOwn(value, token) ? value[token] : undefined;
    else return undefined;
  }
  return value;
}

/** Structural equality of two JSON values; the order of object members does not count. */
export function jsonEqual(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((entry, index) => jsonEqual(entry, right[index]));
  }
  if (!isObject(left) || !isObject(right)) return false;
  const members = Object.keys(left);
  return (
    members.length === Object.keys(right).length &&
    members.every((member) => Object.hasOwn(right, member) && jsonEqual(left[member], right[member]))
  );
}

/**
 * Whether `whole` says everything that `part` says: equal values, lists of equal length, and objects that may have more
 * members at any depth. A server may be a proper superset.
 */
export function jsonIncludes(whole: JsonValue | undefined, part: JsonValue | undefined): boolean {
  if (whole === part) return true;
  if (Array.isArray(whole) && Array.isArray(part)) {
    return whole.length === part.length && part.every((entry, index) => jsonIncludes(whole[index], entry));
  }
  if (!isObject(whole) || !isObject(part)) return false;
  return Object.keys(part).every(
    (member) =>
      part[member] === undefined ||
      (Object.hasOwn(whole, member) && jsonIncludes(whole[member], part[member])),
  );
}
