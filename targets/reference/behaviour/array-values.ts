import { isObject, type JsonObject, type JsonValue, jsonEqual, numberAt } from '../../../schemas/json.js';
import { isExhausted, isGenerous, type ValuePlace, valueAtPlace } from './values.js';

/** An array as short as the schema allows, but with one entry where it may have some. */
export function valueForArray(schema: JsonObject, place: ValuePlace): readonly JsonValue[] {
  const least = numberAt(schema, 'minItems') ?? 0;
  const most = numberAt(schema, 'maxItems') ?? Number.POSITIVE_INFINITY;
  const prefix = Array.isArray(schema.prefixItems)
    ? schema.prefixItems
    : Array.isArray(schema.items)
      ? schema.items
      : [];
  const rest = Array.isArray(schema.items) ? schema.additionalItems : schema.items;
  const wanted = isGenerous(place) ? Math.max(least, prefix.length, rest === false ? 0 : 1) : least;
  const length = Math.min(wanted, most, rest === false ? prefix.length : wanted);
  const entries: JsonValue[] = [];
  for (let index = 0; index < length && !isExhausted(place); index += 1) {
    const entry = prefix[index] ?? rest;
    entries.push(entryFor(entry, schema.uniqueItems === true ? entries : [], place, index));
  }
  if (isObject(schema.contains)) containing(schema, schema.contains, entries, place);
  return entries;
}

function entryFor(
  schema: JsonValue | undefined,
  taken: readonly JsonValue[],
  place: ValuePlace,
  index: number,
): JsonValue {
  const inside = (variant: number): ValuePlace => ({
    ...place,
    depth: place.depth + 1,
    variant,
    property: place.property,
  });
  for (let attempt = 0; attempt < 200 && !isExhausted(place); attempt += 1) {
    const value = valueAtPlace(
      isObject(schema) ? schema : { type: 'string' },
      inside(place.variant + index + attempt),
    );
    if (!taken.some((other) => jsonEqual(other, value))) return value;
    if (typeof value === 'string' && attempt > 30) return `${value}-${index + 1}`;
    if (typeof value === 'number' && attempt > 30) return value + index;
  }
  return valueAtPlace(schema, inside(place.variant + index));
}

/** Puts in what `contains` asks for, in place of the last entries or behind them. */
function containing(schema: JsonObject, contains: JsonObject, entries: JsonValue[], place: ValuePlace): void {
  const wanted = numberAt(schema, 'minContains') ?? 1;
  const most = numberAt(schema, 'maxItems') ?? Number.POSITIVE_INFINITY;
  for (let count = 0; count < wanted && !isExhausted(place); count += 1) {
    const entry = valueAtPlace(contains, {
      ...place,
      depth: place.depth + 1,
      variant: place.variant + count,
    });
    if (entries.length < most) entries.push(entry);
    else entries[entries.length - 1 - count] = entry;
  }
}
