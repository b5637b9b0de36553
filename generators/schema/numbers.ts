import fc from 'fast-check';
import type { JsonObject } from '../../schemas/json.js';

/** Numbers that fit the numeric keywords of a schema; they shrink towards zero. */
export function numbers(schema: JsonObject, type: 'integer' | 'number'): fc.Arbitrary<number> {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const step = typeof multipleOf === 'number' ? multipleOf : 1;
  const least = typeof minimum === 'number' ? minimum : Number.NEGATIVE_INFINITY;
  const most = typeof maximum === 'number' ? maximum : Number.POSITIVE_INFINITY;
  const above = typeof exclusiveMinimum === 'number' ? exclusiveMinimum : Number.NEGATIVE_INFINITY;
  const below = typeof exclusiveMaximum === 'number' ? exclusiveMaximum : Number.POSITIVE_INFINITY;
  if (type === 'integer' || multipleOf !== undefined) {
    const from = Math.max(least, above + step, -2147483648);
    const to = Math.min(most, below - step, Math.max(2147483647, from));
    return fc
      .integer({ min: Math.ceil(from / step), max: Math.floor(to / step) })
      .map((count) => plain(count * step));
  }
  const bounded = fc.double({
    min: Math.max(least, above, -1e9),
    max: Math.min(most, below, 1e9),
    minExcluded: above > least,
    maxExcluded: below < most,
    noNaN: true,
    noDefaultInfinity: true,
  });
  return bounded.map(plain);
}

// JSON has no negative zero: it would come back as another value than was made.
function plain(value: number): number {
  return value === 0 ? 0 : value;
}
