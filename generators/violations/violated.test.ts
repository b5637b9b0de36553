import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bundledSchema } from '../../schemas/compose.js';
import { dialectNames } from '../../schemas/dialect.js';
import type { JsonObject } from '../../schemas/json.js';
import { validators } from '../../schemas/validators.js';
import { arbitraryOf } from '../schema/arbitrary.js';
import { violatedArbitrary, violationsFrom } from './violated.js';

const samples = Number(process.env.CONFORMANCE_SAMPLES ?? 500);

describe.each(dialectNames)('requests of %s with one violation', (dialect) => {
  const document = bundledSchema(dialect, 'CreateResponse') as unknown as JsonObject;
  const validate = validators(dialect).root('CreateResponse');

  test('are invalid at that place and nowhere else', () => {
    const keywords = new Map<string, number>();
    fc.assert(
      fc.property(violatedArbitrary(document, arbitraryOf(document), validate), ({ value, violation }) => {
        keywords.set(violation.keyword, (keywords.get(violation.keyword) ?? 0) + 1);
        expect(validate(value).map(({ pointer, keyword }) => ({ pointer, keyword }))).toEqual([
          { pointer: violation.pointer, keyword: violation.keyword },
        ]);
      }),
      { numRuns: samples, seed: 3 },
    );
    expect([...keywords.keys()]).toEqual(expect.arrayContaining(['type', 'required', 'enum']));
  });
});

describe('all violations of one request', () => {
  test('name place and keyword', () => {
    const document = bundledSchema('openai', 'CreateResponse') as unknown as JsonObject;
    const validate = validators('openai').root('CreateResponse');
    const found = violationsFrom(
      document,
      {
        model: 'm',
        input: [{ role: 'user', content: 'hi' }],
        temperature: 1,
        metadata: { a: 'b' },
        truncation: 'auto',
      },
      validate,
    );
    const named = new Set(found.map(({ violation }) => `${violation.pointer} ${violation.keyword}`));
    expect([...named].toSorted()).toMatchInlineSnapshot(`
      [
        " type",
        "/input type",
        "/input/0 type",
        "/input/0/content required",
        "/input/0/content type",
        "/input/0/role enum",
        "/input/0/role required",
        "/input/0/role type",
        "/metadata maxProperties",
        "/metadata type",
        "/metadata/a maxLength",
        "/metadata/a type",
        "/metadata/kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk maxLength",
        "/model type",
        "/temperature maximum",
        "/temperature minimum",
        "/temperature type",
        "/truncation enum",
        "/truncation type",
      ]
    `);
  });
});
