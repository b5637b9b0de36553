import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isObject, type JsonObject, type JsonValue } from '../../schemas/json.js';
import { sitesOf } from '../violations/sites.js';
import { arbitraryOf } from './arbitrary.js';

/** Schemas as people may write them in a config or a dialect, beyond what the published documents use. */
const schemas: { readonly [what: string]: JsonObject } = {
  'bounds that are drawn closer': {
    allOf: [
      { type: 'integer', minimum: 1, maximum: 90 },
      { type: ['integer', 'string'], minimum: 40, maximum: 200 },
    ],
  },
  'bounds that are left out themselves': {
    type: 'number',
    allOf: [{ exclusiveMinimum: 0 }, { exclusiveMinimum: 2.5, exclusiveMaximum: 3 }, { exclusiveMaximum: 9 }],
  },
  'steps of a number': { type: 'number', minimum: 0, maximum: 2, multipleOf: 0.25 },
  'lengths that are drawn closer': {
    type: 'string',
    allOf: [
      { minLength: 2, maxLength: 90 },
      { minLength: 5, maxLength: 7 },
    ],
  },
  'names of which both parts know some': {
    allOf: [
      { type: 'string', enum: ['low', 'medium', 'high'], title: 'Effort', description: 'How hard.' },
      { type: 'string', enum: ['medium', 'high', 'most'], title: 'Another', default: 'high' },
    ],
  },
  'members of which both parts know some': {
    type: 'object',
    allOf: [
      { properties: { id: { type: 'string' }, size: { type: 'integer', minimum: 3 } }, required: ['id'] },
      { properties: { size: { maximum: 5 } }, required: ['size', 'id'] },
    ],
    minProperties: 2,
    maxProperties: 4,
  },
  'a definition with more beside it': {
    $ref: '#/$defs/Name',
    minLength: 4,
    $defs: { Name: { type: 'string', maxLength: 6 } },
  },
  'lists that are drawn closer': {
    type: 'array',
    items: { type: 'boolean' },
    allOf: [
      { minItems: 1, maxItems: 9 },
      { minItems: 3, maxItems: 4 },
    ],
  },
  ...Object.fromEntries(
    [
      'uri',
      'uri-reference',
      'email',
      'uuid',
      'hostname',
      'ipv4',
      'ipv6',
      'date',
      'time',
      'date-time',
      'duration',
      'byte',
    ].map((format) => [`a text of the format ${format}`, { type: 'string', format }]),
  ),
  'a text of a pattern': { type: 'string', pattern: '^[a-z]{2}-[0-9]+$', maxLength: 8 },
};

describe.each(Object.entries(schemas))('values for %s', (_, schema) => {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);

  test('are valid, and not all the same', () => {
    const values = fc.sample(arbitraryOf(schema), { numRuns: 200, seed: 1 });
    expect(values.filter((value) => !validate(value))).toEqual([]);
    expect(new Set(values.map((value) => JSON.stringify(value))).size).toBeGreaterThan(1);
  });

  test('have places with a schema that judges each alone', () => {
    for (const value of fc.sample(arbitraryOf(schema), { numRuns: 20, seed: 2 })) {
      const [outermost, ...inner] = sitesOf(schema, value);
      expect(outermost).toMatchObject({ pointer: '', value });
      expect(inner.length).toBe(sizeOf(value));
      for (const site of [outermost, ...inner]) {
        expect(ajv.validate(site?.schema ?? false, site?.value), JSON.stringify(site)).toBe(true);
      }
    }
  });
});

function sizeOf(value: JsonValue): number {
  if (Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).filter((name) => name === 'id' || name === 'size').length : 0;
}

describe('schemas of which no values can be made', () => {
  test.each([
    [
      'parts that say two things of one member',
      { allOf: [{ const: 1 }, { const: 2 }] },
      /two different "const"/,
    ],
    ['a definition that is not there', { allOf: [{ $ref: '#/$defs/None' }] }, /\$ref: #\/\$defs\/None/],
    ['a format that nobody knows', { type: 'string', format: 'colour' }, /format: colour/],
  ] as const)('%s', (_, schema, message) => {
    expect(() => arbitraryOf(schema)).toThrow(message);
  });
});
