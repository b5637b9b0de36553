import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../schemas/json.js';
import { texts } from '../schema/text.js';
import type { Covering } from './covering-values.js';

/** Values that take every branch of the keywords of null, boolean, number and text. */
export function leafValues(
  schema: JsonObject,
  types: readonly string[],
  { seed, largest }: Pick<Covering, 'seed' | 'largest'>,
): readonly JsonValue[] {
  if (schema['const'] !== undefined) return [schema['const']];
  if (Array.isArray(schema['enum'])) return schema['enum'] as readonly JsonValue[];
  return [
    ...(types.includes('string') ? textValues(schema, seed, largest) : []),
    ...(types.includes('integer') || types.includes('number') ? numberValues(schema, types, largest) : []),
    ...(types.includes('boolean') ? [true, false] : []),
    ...(types.includes('null') ? [null] : []),
  ];
}

/** Usual texts; the first that fits a pattern or format saves making one. */
const usualTexts: readonly string[] = [
  'text',
  'https://example.com/text',
  '2026-11-01T12:00:00.000Z',
  '2026-11-01',
  'dGV4dA==',
  'text@example.com',
];

const formatTexts: { readonly [format: string]: RegExp } = {
  uri: /^https:/,
  'date-time': /^\d{4}-\d\d-\d\dT/,
  date: /^\d{4}-\d\d-\d\d$/,
  byte: /=$/,
  email: /@/,
};

function textValues(schema: JsonObject, seed: number, largest: number): readonly JsonValue[] {
  const { minLength, maxLength, pattern, format } = schema;
  if (typeof pattern === 'string' || typeof format === 'string') {
    const wanted = typeof pattern === 'string' ? new RegExp(pattern, 'u') : formatTexts[String(format)];
    const usual = usualTexts.find(
      (text) => wanted?.test(text) === true && text.length >= Number(minLength ?? 0),
    );
    const made = usual === undefined ? fc.sample(texts(schema, ''), { seed, numRuns: 1 }) : [usual];
    return bounded(made, minLength, maxLength, largest);
  }
  const least = typeof minLength === 'number' ? minLength : 1;
  const usual = 'text'.padEnd(least, 'x').slice(0, typeof maxLength === 'number' ? maxLength : undefined);
  return bounded([usual], minLength, maxLength, largest);
}

// A text of letters and digits fits the patterns that have a length beside them.
function bounded(
  usual: readonly string[],
  minLength: JsonValue | undefined,
  maxLength: JsonValue | undefined,
  largest: number,
): readonly JsonValue[] {
  const shortest = typeof minLength === 'number' && minLength > 0 ? ['x'.repeat(minLength)] : [];
  const longest = typeof maxLength === 'number' && maxLength <= largest ? ['x'.repeat(maxLength)] : [];
  return [...usual, ...shortest, ...longest];
}

function numberValues(schema: JsonObject, types: readonly string[], largest: number): readonly JsonValue[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const least =
    typeof minimum === 'number'
      ? minimum
      : typeof exclusiveMinimum === 'number'
        ? exclusiveMinimum + 1
        : null;
  const most =
    typeof maximum === 'number'
      ? maximum
      : typeof exclusiveMaximum === 'number'
        ? exclusiveMaximum - 1
        : null;
  const whole = Math.min(most ?? Number.POSITIVE_INFINITY, Math.max(least ?? 1, 1));
  const broken = (least ?? 0) + ((most ?? (least ?? 0) + 1) - (least ?? 0)) / 2;
  return [
    whole,
    ...(types.includes('integer') || Number.isInteger(broken) ? [] : [broken]),
    ...(typeof minimum === 'number' ? [minimum] : []),
    ...(typeof maximum === 'number' && maximum <= largest ? [maximum] : []),
  ];
}
