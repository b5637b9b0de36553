import { isObject, type JsonObject, type JsonValue } from '../../schemas/json.js';

/**
 * Simpler versions of a JSON value, boldest first: without a member or entry, with a member's value made simpler, with
 * shorter texts and smaller numbers. Each differs from the value in one place.
 */
export function* smallerValues(value: JsonValue): Iterable<JsonValue> {
  if (Array.isArray(value)) yield* smallerLists(value as readonly JsonValue[]);
  else if (isObject(value)) yield* smallerObjects(value);
  else if (typeof value === 'string' && value.length > 1) {
    yield value.slice(0, 1);
    yield value.slice(0, Math.ceil(value.length / 2));
  } else if (typeof value === 'number' && Math.abs(value) > 1) yield Math.sign(value);
}

function* smallerObjects(value: JsonObject): Iterable<JsonValue> {
  const members = Object.entries(value).filter(
    (entry): entry is [string, JsonValue] => entry[1] !== undefined,
  );
  if (members.length > 3) {
    const half = Math.ceil(members.length / 2);
    yield Object.fromEntries(members.slice(0, half));
    yield Object.fromEntries(members.slice(half));
  }
  for (const [name] of members) yield Object.fromEntries(members.filter(([other]) => other !== name));
  for (const [name, member] of members) {
    for (const smaller of smallerValues(member)) yield { ...value, [name]: smaller };
  }
}

function* smallerLists(value: readonly JsonValue[]): Iterable<JsonValue> {
  if (value.length > 1) {
    const half = Math.ceil(value.length / 2);
    yield value.slice(0, half);
    yield value.slice(half);
  }
  for (const index of value.keys()) yield value.toSpliced(index, 1);
  for (const [index, entry] of value.entries()) {
    for (const smaller of smallerValues(entry)) yield value.with(index, smaller);
  }
}
