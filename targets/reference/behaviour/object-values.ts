import { isObject, type JsonObject, type JsonValue, numberAt } from '../../../schemas/json.js';
import { textForPattern } from './patterns.js';
import { isExhausted, isGenerous, type ValuePlace, valueAtPlace } from './values.js';

/** An object with every declared member; deep down only with those that are required. */
export function valueForObject(schema: JsonObject, place: ValuePlace): JsonObject {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const listed = Array.isArray(schema.required) ? schema.required : [];
  const required = new Set(listed.filter((name): name is string => typeof name === 'string'));
  const names = isGenerous(place) ? new Set([...Object.keys(properties), ...required]) : required;
  const most = numberAt(schema, 'maxProperties') ?? Number.POSITIVE_INFINITY;
  const members: [string, JsonValue][] = [];
  const chosen = [...names].sort((left, right) => Number(required.has(right)) - Number(required.has(left)));
  const kept = new Set(chosen.slice(0, Math.max(most, required.size)));
  for (const name of names) {
    if (!kept.has(name) || properties[name] === false || isExhausted(place)) continue;
    members.push([name, memberOf(schema, properties[name], name, place)]);
  }
  return Object.fromEntries([
    ...members,
    ...additional(schema, new Set(members.map(([name]) => name)), place),
  ]);
}

function memberOf(
  schema: JsonObject,
  given: JsonValue | undefined,
  name: string,
  place: ValuePlace,
): JsonValue {
  const inside = { ...place, depth: place.depth + 1, property: name };
  if (isObject(given)) return valueAtPlace(given, inside);
  const rest = isObject(schema.additionalProperties) ? schema.additionalProperties : { type: 'string' };
  return valueAtPlace(rest, inside);
}

/** Further members until `minProperties` is reached; one where the object is a plain map. */
function additional(
  schema: JsonObject,
  taken: ReadonlySet<string>,
  place: ValuePlace,
): readonly [string, JsonValue][] {
  const least = numberAt(schema, 'minProperties') ?? 0;
  const isMap = isObject(schema.additionalProperties) && taken.size === 0 && isGenerous(place);
  const wanted = Math.max(least, isMap ? 1 : 0) - taken.size;
  const patterns = isObject(schema.patternProperties) ? Object.entries(schema.patternProperties) : [];
  const extra = new Map<string, JsonValue>();
  for (let index = 0; extra.size < wanted && index < wanted + 100 && !isExhausted(place); index += 1) {
    const [pattern, entry] = patterns[0] ?? [null, schema.additionalProperties];
    const name = pattern === null ? `key_${index + 1}` : textForPattern(pattern, index);
    if (name === null || taken.has(name) || extra.has(name)) continue;
    extra.set(name, memberOf(schema, entry, name, { ...place, variant: place.variant + index }));
  }
  return [...extra];
}
