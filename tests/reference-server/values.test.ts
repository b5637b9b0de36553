import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../schemas/json.js';
import { textForGrammar } from '../../targets/reference/behaviour/grammars.js';
import { textForPattern } from '../../targets/reference/behaviour/patterns.js';
import { valueForSchema } from '../../targets/reference/behaviour/values.js';

const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);

function made(schema: JsonValue, variant = 0): JsonValue {
  return valueForSchema(schema, { variant, wish: () => null });
}

function problems(schema: JsonObject, value: unknown): unknown {
  const validate = ajv.compile(schema);
  return validate(value)
    ? []
    : (validate.errors ?? []).map(
        (error) => `${error.instancePath} ${error.message}: ${JSON.stringify(value)}`,
      );
}

const bound = fc.integer({ min: -1000, max: 1000 });
const numbers = fc.oneof(
  fc
    .record({ low: bound, width: fc.nat(50) })
    .map(({ low, width }) => ({ type: 'integer', minimum: low, maximum: low + width })),
  fc
    .record({ low: bound, width: fc.integer({ min: 1, max: 5 }) })
    .map(({ low, width }) => ({ type: 'number', exclusiveMinimum: low, exclusiveMaximum: low + width })),
  fc
    .record({ step: fc.integer({ min: 1, max: 20 }), low: bound })
    .map(({ step, low }) => ({ type: 'integer', multipleOf: step, minimum: low })),
  fc.constant({ type: 'number' }),
);
const strings = fc.oneof(
  fc
    .record({ least: fc.nat(30), more: fc.nat(30) })
    .map(({ least, more }) => ({ type: 'string', minLength: least, maxLength: least + more })),
  fc
    .constantFrom(
      'date-time',
      'date',
      'time',
      'duration',
      'email',
      'hostname',
      'ipv4',
      'ipv6',
      'uri',
      'uuid',
      'json-pointer',
      'regex',
    )
    .map((format) => ({ type: 'string', format })),
  fc
    .constantFrom(
      '^[a-z]{3,5}$',
      '^(foo|bar)-\\d{2}$',
      '^\\w+@\\w+\\.com$',
      '[A-F0-9]{8}',
      '^#?[0-9a-f]{6}$',
      '^\\p{Lu}\\p{Ll}*$',
      '^[^x]+$',
      'a|b',
      '^(?:[01]\\d|2[0-3]):[0-5]\\d$',
      '^tunnel_[a-z0-9]{32}$',
    )
    .map((pattern) => ({ type: 'string', pattern })),
  fc.constant({ type: 'string', pattern: '^[a-z]+$', minLength: 7 }),
  fc.constant({ type: 'string', pattern: '^x?y*$', maxLength: 0 }),
  fc
    .uniqueArray(fc.jsonValue({ maxDepth: 1 }), {
      minLength: 1,
      maxLength: 4,
      selector: (value) => JSON.stringify(value),
    })
    .map((values) => ({ enum: values })),
  fc.jsonValue({ maxDepth: 2 }).map((value) => ({ const: value })),
);

const { schema } = fc.letrec<{ schema: JsonObject }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    numbers as fc.Arbitrary<JsonObject>,
    strings as fc.Arbitrary<JsonObject>,
    fc.constantFrom<JsonObject>({ type: 'boolean' }, { type: 'null' }, {}, { type: ['string', 'null'] }),
    fc
      .record({ items: tie('schema'), least: fc.nat(3), more: fc.nat(3) })
      .map(({ items, least, more }) => ({ type: 'array', items, minItems: least, maxItems: least + more })),
    fc.record({ first: tie('schema'), second: tie('schema') }).map(({ first, second }) => ({
      type: 'array',
      prefixItems: [first, second],
      items: false,
      minItems: 2,
    })),
    fc
      .record({
        properties: fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), tie('schema'), { maxKeys: 4 }),
        open: fc.boolean(),
      })
      .map(({ properties, open }) => ({
        type: 'object',
        properties,
        required: Object.keys(properties).slice(open ? 2 : 0),
        additionalProperties: open,
      })),
    tie('schema').map((values) => ({ type: 'object', additionalProperties: values, minProperties: 2 })),
    fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
    fc.record({ left: tie('schema'), right: tie('schema') }).map(({ left, right }) => ({
      allOf: [
        { type: 'object', properties: { left }, required: ['left'] },
        { type: 'object', properties: { right }, required: ['right'] },
      ],
    })),
  ),
}));

describe('values made for schemas', () => {
  it('are valid', () => {
    fc.assert(
      fc.property(schema, fc.nat(1000), (asked, variant) => {
        expect(problems(asked, made(asked, variant))).toEqual([]);
      }),
      { numRuns: 2000, seed: 3 },
    );
  });

  it.each<[string, JsonObject]>([
    [
      'a recursive list',
      {
        $ref: '#/$defs/node',
        $defs: {
          node: {
            type: 'object',
            properties: { next: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] } },
            required: ['next'],
            additionalProperties: false,
          },
        },
      },
    ],
    [
      'a recursive tree',
      {
        type: 'object',
        properties: { children: { type: 'array', items: { $ref: '#' } } },
        required: ['children'],
        additionalProperties: false,
      },
    ],
    ['unique entries', { type: 'array', items: { type: 'string' }, minItems: 15, uniqueItems: true }],
    [
      'unique numbers',
      { type: 'array', items: { type: 'integer', minimum: 0, maximum: 20 }, minItems: 12, uniqueItems: true },
    ],
    [
      'what an array contains',
      {
        type: 'array',
        contains: { type: 'integer', minimum: 7 },
        minContains: 2,
        items: { type: ['string', 'integer'] },
      },
    ],
    [
      'names that fit a pattern',
      {
        type: 'object',
        patternProperties: { '^x-[a-z]{2}$': { type: 'integer' } },
        additionalProperties: false,
        minProperties: 2,
      },
    ],
  ])('are valid for %s', (_name, asked) => {
    expect(problems(asked, made(asked))).toEqual([]);
  });

  it('differ where the schema lets them', () => {
    const asked = { type: 'object', properties: { word: { type: 'string' }, size: { type: 'integer' } } };
    expect(made(asked, 1)).not.toEqual(made(asked, 2));
  });
});

describe('texts made for patterns', () => {
  it('fit, as far as fast-check can tell a pattern', () => {
    const atom = fc.constantFrom('a', '.', '\\d', '\\w', '[a-c]', '[^a-c]', '\\.', '(?:ab|cd)', '(x)', '\\s');
    const piece = fc
      .tuple(atom, fc.constantFrom('', '?', '*', '+', '{2}', '{1,3}', '{2,}'))
      .map((parts) => parts.join(''));
    const pattern = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => `^${pieces.join('')}$`);
    fc.assert(
      fc.property(pattern, fc.nat(100), fc.constantFrom<0 | 1>(0, 1), (asked, variant, least) => {
        expect(textForPattern(asked, variant, least)).toMatch(new RegExp(asked, 'u'));
      }),
      { numRuns: 1000, seed: 3 },
    );
  });
});

describe('texts made for grammars', () => {
  it.each<[string, RegExp]>([
    ['start: "hello" " " NAME\nNAME: /[a-z]+/', /^hello [a-z]+$/],
    ['start: sum\nsum: NUMBER ("+" NUMBER)*\nNUMBER: /[0-9]+/', /^[0-9]+(\+[0-9]+)*$/],
    ['start: "a"\n     | "b"', /^[ab]$/],
  ])('fit %s', (grammar, expected) => {
    expect(textForGrammar(grammar, 0)).toMatch(expected);
    expect(textForGrammar(grammar, 1)).toMatch(expected);
  });

  it('end also where the grammar does not', () => {
    expect(textForGrammar('start: start start', 0)).toBeNull();
  });
});
