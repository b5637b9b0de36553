import { isObject, type JsonObject, type JsonValue, pointer } from '../../schemas/json.js';
import { codePoints } from '../schema/text.js';
import type { Site } from './sites.js';

/** A change of one place that breaks one keyword there. */
export interface Breakage {
  /** Where the violation will be: the place itself, or the member that is missing or not allowed. */
  readonly pointer: string;
  readonly keyword: string;
  /** The place that is replaced, and by what. Undefined: the place is removed. */
  readonly replaced: string;
  readonly by: JsonValue | undefined;
}

/** Texts longer than this are only made on request: they cost bandwidth and prove little. */
export const customaryBound = 65536;

/** Every way to break one keyword at this place. `longest` bounds the texts that are made. */
export function breakagesAt(site: Site, longest: number): readonly Breakage[] {
  const own = (keyword: string, by: JsonValue): Breakage => ({
    pointer: site.pointer,
    keyword,
    replaced: site.pointer,
    by,
  });
  return [
    ...wrongTypes(site).map((by) => own('type', by)),
    ...missingMembers(site),
    ...valuesOutside(site).map(([keyword, by]) => own(keyword, by)),
    ...bounds(site, longest).map(([keyword, by]) => own(keyword, by)),
    ...memberNames(site),
  ];
}

const oneOfEachType: readonly (readonly [type: string, value: JsonValue])[] = [
  ['null', null],
  ['boolean', true],
  ['number', 7.5],
  ['string', 'wrong type'],
  ['array', [[]]],
  ['object', { wrong: 'type' }],
];

function wrongTypes(site: Site): readonly JsonValue[] {
  if (site.types.length === 0) return [];
  const allowed = new Set(site.types.includes('integer') ? [...site.types] : site.types);
  return oneOfEachType.filter(([type]) => !allowed.has(type)).map(([, value]) => value);
}

function missingMembers({ pointer: place, value, schema }: Site): readonly Breakage[] {
  const required = Array.isArray(schema['required']) ? (schema['required'] as readonly string[]) : [];
  if (!isObject(value)) return [];
  return required
    .filter((name) => value[name] !== undefined)
    .map((name) => ({
      pointer: place + pointer(name),
      keyword: 'required',
      replaced: place + pointer(name),
      by: undefined,
    }));
}

type KeywordAndValue = readonly [keyword: string, by: JsonValue];

function valuesOutside({ value, schema }: Site): readonly KeywordAndValue[] {
  const { const: only, enum: allowed } = schema;
  if (typeof only === 'string') return [['const', `not_${only}`]];
  if (!Array.isArray(allowed) || typeof value !== 'string') return [];
  const outside = ['no_such_value', ''].filter((text) => !(allowed as readonly JsonValue[]).includes(text));
  return outside.map((text): KeywordAndValue => ['enum', text]);
}

function bounds({ value, schema }: Site, longest: number): readonly KeywordAndValue[] {
  if (typeof value === 'number') return numberBounds(schema);
  if (typeof value === 'string') return textBounds(schema, longest);
  if (Array.isArray(value)) return arrayBounds(schema, value as readonly JsonValue[]);
  return [];
}

function numberBounds(schema: JsonObject): readonly KeywordAndValue[] {
  const found: KeywordAndValue[] = [];
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  if (typeof minimum === 'number') found.push(['minimum', minimum - 1]);
  if (typeof maximum === 'number') found.push(['maximum', maximum + 1]);
  if (typeof exclusiveMinimum === 'number') found.push(['exclusiveMinimum', exclusiveMinimum]);
  if (typeof exclusiveMaximum === 'number') found.push(['exclusiveMaximum', exclusiveMaximum]);
  return found;
}

function textBounds(schema: JsonObject, longest: number): readonly KeywordAndValue[] {
  const found: KeywordAndValue[] = [];
  const { minLength, maxLength, pattern } = schema;
  if (typeof minLength === 'number' && minLength > 0) found.push(['minLength', 'x'.repeat(minLength - 1)]);
  if (typeof maxLength === 'number' && maxLength < longest)
    found.push(['maxLength', 'x'.repeat(maxLength + 1)]);
  if (typeof pattern === 'string') {
    const unfit = ['not allowed!', ' ', 'é'].find((text) => !new RegExp(pattern, 'u').test(text));
    const least = typeof minLength === 'number' ? minLength : 0;
    if (unfit !== undefined && codePoints(unfit) >= least) found.push(['pattern', unfit]);
  }
  return found;
}

function arrayBounds(schema: JsonObject, value: readonly JsonValue[]): readonly KeywordAndValue[] {
  const found: KeywordAndValue[] = [];
  const { minItems, maxItems } = schema;
  if (typeof minItems === 'number' && minItems > 0) found.push(['minItems', value.slice(0, minItems - 1)]);
  const [first] = value;
  if (typeof maxItems === 'number' && first !== undefined) {
    found.push(['maxItems', Array.from({ length: maxItems + 1 }, () => first)]);
  }
  return found;
}

function memberNames({ pointer: place, value, schema }: Site): readonly Breakage[] {
  if (!isObject(value)) return [];
  const found: Breakage[] = [];
  const { additionalProperties, propertyNames, maxProperties } = schema;
  if (additionalProperties === false) {
    found.push({
      pointer: `${place}/no_such_member`,
      keyword: 'additionalProperties',
      replaced: `${place}/no_such_member`,
      by: true,
    });
  }
  const longestName = isObject(propertyNames) ? propertyNames['maxLength'] : undefined;
  const sample = Object.values(value)[0];
  if (typeof longestName === 'number' && sample !== undefined) {
    const name = place + pointer('k'.repeat(longestName + 1));
    found.push({ pointer: name, keyword: 'maxLength', replaced: name, by: sample });
  }
  if (typeof maxProperties === 'number' && sample !== undefined) {
    const many = Array.from({ length: maxProperties + 1 }, (_, index) => [`key_${index}`, sample]);
    found.push({ pointer: place, keyword: 'maxProperties', replaced: place, by: Object.fromEntries(many) });
  }
  return found;
}
