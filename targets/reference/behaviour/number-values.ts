import { type JsonObject, numberAt } from '../../../schemas/json.js';
import type { ValuePlace } from './values.js';

/** A number within the schema's bounds: a small one where they allow it. */
export function valueForNumber(schema: JsonObject, whole: boolean, place: ValuePlace): number {
  const step = numberAt(schema, 'multipleOf') ?? (whole ? 1 : 0.5);
  const exclusiveLow = exclusive(schema, 'exclusiveMinimum', 'minimum');
  const exclusiveHigh = exclusive(schema, 'exclusiveMaximum', 'maximum');
  const low = Math.max(
    numberAt(schema, 'minimum') ?? Number.NEGATIVE_INFINITY,
    exclusiveLow ?? Number.NEGATIVE_INFINITY,
  );
  const high = Math.min(
    numberAt(schema, 'maximum') ?? Number.POSITIVE_INFINITY,
    exclusiveHigh ?? Number.POSITIVE_INFINITY,
  );
  const fits = (value: number) =>
    value >= low &&
    value <= high &&
    value !== exclusiveLow &&
    value !== exclusiveHigh &&
    (!whole || Number.isInteger(value));
  const told = Number(place.wish(place.property, schema) ?? Number.NaN);
  if (fits(told) && (numberAt(schema, 'multipleOf') === null || onMultiple(told, step))) return told;
  const wished = (place.variant % 9) + 1;
  const grain = whole && !Number.isInteger(step) ? Math.max(1, Math.round(step)) : step;
  const onGrid = (value: number) => Number((Math.round(value / grain) * grain).toPrecision(15));
  const starts = [wished * grain, wished, low, low + grain, high, high - grain, (low + high) / 2, 0].filter(
    Number.isFinite,
  );
  for (const start of starts) {
    for (const candidate of [onGrid(start), onGrid(start) + grain, onGrid(start) - grain]) {
      if (fits(candidate)) return candidate;
    }
  }
  // Bounds narrower than the grid, without a step of their own: anything between them.
  const between = exclusiveLow !== null || exclusiveHigh !== null ? (low + high) / 2 : low;
  return Number.isFinite(between) ? between : wished;
}

function onMultiple(value: number, step: number): boolean {
  const times = value / step;
  return Math.abs(times - Math.round(times)) < 1e-9;
}

/** The exclusive bound, also in the boolean form of draft 4. */
function exclusive(schema: JsonObject, keyword: string, inclusive: string): number | null {
  return schema[keyword] === true ? numberAt(schema, inclusive) : numberAt(schema, keyword);
}
