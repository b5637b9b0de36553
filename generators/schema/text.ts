import fc from 'fast-check';
import type { JsonObject } from '../../schemas/json.js';
import { UnknownKeyword } from './keywords.js';

/** Longest text that is made where the schema sets no shorter bound: requests are paid for by the token. */
const customaryLength = 24;

const formats: { readonly [name: string]: () => fc.Arbitrary<string> } = {
  uri: () =>
    fc
      .tuple(fc.constantFrom('http', 'https'), fc.domain({ size: 'xsmall' }), paths())
      .map(([scheme, host, path]) => `${scheme}://${host}${path}`),
  'uri-reference': () => paths(),
  email: () => fc.emailAddress({ size: 'xsmall' }),
  uuid: () => fc.uuid(),
  hostname: () => fc.domain({ size: 'xsmall' }),
  ipv4: () => fc.ipV4(),
  ipv6: () => fc.ipV6(),
  date: () => instants().map((date) => date.toISOString().slice(0, 10)),
  time: () => instants().map((date) => date.toISOString().slice(11)),
  'date-time': () => instants().map((date) => date.toISOString()),
  duration: () => fc.nat(999).map((days) => `P${days}D`),
  byte: () => fc.base64String({ maxLength: customaryLength }),
};

/** Texts that fit the string keywords of a schema, shortest first when shrunk. Throws `UnknownKeyword` for an unknown format. */
export function texts(schema: JsonObject, place: string): fc.Arbitrary<string> {
  const { minLength, maxLength, pattern, format } = schema;
  const least = typeof minLength === 'number' ? minLength : 0;
  const most = typeof maxLength === 'number' ? maxLength : Number.POSITIVE_INFINITY;
  const fits = (text: string) => {
    const length = codePoints(text);
    return length >= least && length <= most;
  };
  if (typeof pattern === 'string') return fc.stringMatching(new RegExp(pattern, 'u')).filter(fits);
  if (typeof format === 'string') {
    const make = Object.hasOwn(formats, format) ? formats[format] : undefined;
    if (make === undefined) throw new UnknownKeyword(`format: ${format}`, place);
    return make().filter(fits);
  }
  if (least === 0 && most >= customaryLength) return customaryTexts;
  return boundedTexts(least, Math.min(most, least + customaryLength));
}

/** Code points behind those of the surrogates, which stand for no character. */
const surrogates = { first: 0xd800, count: 0x800 };

/**
 * Any character. fast-check's own unit of this kind draws the same, but writes down all million of them to find the way
 * back from a character to its number: that takes a second and a hundred megabytes.
 */
const characters = fc.nat(0x10ffff - surrogates.count).map(
  (number) => String.fromCodePoint(number < surrogates.first ? number : number + surrogates.count),
  (value) => {
    const code = typeof value === 'string' ? value.codePointAt(0) : undefined;
    if (code === undefined || value !== String.fromCodePoint(code)) throw new Error('not one character');
    if (code < surrogates.first) return code;
    if (code < surrogates.first + surrogates.count) throw new Error('a surrogate is no character');
    return code - surrogates.count;
  },
);

function boundedTexts(minLength: number, maxLength: number): fc.Arbitrary<string> {
  const bounds = { minLength, maxLength };
  return fc.oneof(
    { weight: 4, arbitrary: fc.string(bounds) },
    {
      weight: 1,
      arbitrary: fc
        .string({ ...bounds, unit: characters })
        .filter((text) => codePoints(text) >= minLength && codePoints(text) <= maxLength),
    },
  );
}

/** Making such an arbitrary takes a millisecond, and nearly every text of the contract is of this kind. */
const customaryTexts = boundedTexts(0, customaryLength);

/** Length as JSON Schema counts it. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** What a segment of a path may be made of, an escaped space and a letter of two bytes among it. */
const pathCharacters = [..."abcxyzABCXYZ0189-._~!$&'()*+,;=:@", '%20', '%C3%A9'];

// fast-check's own paths need the unit of characters that takes a second to build.
function paths(): fc.Arbitrary<string> {
  const segment = fc.string({ unit: fc.constantFrom(...pathCharacters), maxLength: 6 });
  return fc
    .array(segment, { maxLength: 3 })
    .map((segments) => segments.map((characters) => `/${characters}`).join(''));
}

function instants(): fc.Arbitrary<Date> {
  return fc.date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
}
