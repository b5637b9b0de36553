import { type JsonObject, numberAt, stringAt } from '../../../schemas/json.js';
import { harmlessExpression, textForPattern } from './patterns.js';
import type { ValuePlace } from './values.js';

const two = (value: number) => String(value).padStart(2, '0');

const formats: { readonly [format: string]: (variant: number) => string } = {
  'date-time': (variant) => `2026-11-${two((variant % 28) + 1)}T09:30:00Z`,
  date: (variant) => `2026-11-${two((variant % 28) + 1)}`,
  time: (variant) => `09:${two(variant % 60)}:00Z`,
  duration: (variant) => `P${(variant % 9) + 1}D`,
  email: (variant) => `person${variant % 100}@example.com`,
  'idn-email': (variant) => `person${variant % 100}@example.com`,
  hostname: (variant) => `host${variant % 100}.example.com`,
  'idn-hostname': (variant) => `host${variant % 100}.example.com`,
  ipv4: (variant) => `192.0.2.${(variant % 250) + 1}`,
  ipv6: (variant) => `2001:db8::${((variant % 250) + 1).toString(16)}`,
  uri: (variant) => `https://example.com/${variant % 100}`,
  'uri-reference': (variant) => `https://example.com/${variant % 100}`,
  iri: (variant) => `https://example.com/${variant % 100}`,
  url: (variant) => `https://example.com/${variant % 100}`,
  'uri-template': (variant) => `https://example.com/{id}/${variant % 100}`,
  uuid: (variant) => `5b1f6f1e-93a1-4c1d-8a55-${String(variant % 100).padStart(12, '0')}`,
  'json-pointer': (variant) => `/${variant % 100}`,
  'relative-json-pointer': (variant) => `${variant % 10}`,
  regex: (variant) => `^a{${(variant % 9) + 1}}$`,
};

const words = [
  'amber',
  'birch',
  'cedar',
  'delta',
  'ember',
  'fjord',
  'grove',
  'harbour',
  'island',
  'juniper',
] as const;

/** Longer texts are not made, whatever a schema asks for. */
const longest = 200_000;

/** A text that fits the schema: the wished one where it fits, else one made for format, pattern or length. */
export function valueForString(schema: JsonObject, place: ValuePlace): string {
  const format = formats[stringAt(schema, 'format') ?? ''];
  const pattern = stringAt(schema, 'pattern');
  const expression = pattern === null ? null : harmlessExpression(pattern);
  const wish = place.wish(place.property, schema);
  if (wish !== null && format === undefined && hasRightLength(wish, schema)) {
    if (pattern === null || (wish.length < 200 && expression?.test(wish) === true)) return wish;
  }
  if (pattern === null)
    return format?.(place.variant) ?? sized(words[place.variant % words.length] ?? words[0], schema);
  const made = [textForPattern(pattern, place.variant, 1), textForPattern(pattern, place.variant, 0)].filter(
    (text): text is string => text !== null,
  );
  const longer = made
    .map((text) => lengthened(text, schema))
    .filter((text) => expression?.test(text) ?? false);
  const fitting = [...made, ...longer].find((text) => hasRightLength(text, schema));
  return fitting ?? made[0] ?? format?.(place.variant) ?? '';
}

function bounds(schema: JsonObject): { readonly least: number; readonly most: number } {
  const least = Math.min(numberAt(schema, 'minLength') ?? 0, longest);
  return { least, most: numberAt(schema, 'maxLength') ?? Number.POSITIVE_INFINITY };
}

function hasRightLength(text: string, schema: JsonObject): boolean {
  const { least, most } = bounds(schema);
  const length = [...text].length;
  return length >= least && length <= most;
}

function sized(text: string, schema: JsonObject): string {
  const { least, most } = bounds(schema);
  const long = text.length < least ? text.padEnd(least, `-${text}`) : text;
  return long.length > most ? long.slice(0, most) : long;
}

/** Repeats the last letter until the text is long enough. */
function lengthened(text: string, schema: JsonObject): string {
  return text.padEnd(bounds(schema).least, text.at(-1) ?? 'a');
}
