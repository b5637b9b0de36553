import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bundledSchema } from '../../schemas/compose.js';
import { dialectNames } from '../../schemas/dialect.js';
import { isObject } from '../../schemas/json.js';
import type { RootName } from '../../schemas/validator.js';
import { validators } from '../../schemas/validators.js';
import { arbitraryOf } from './arbitrary.js';

const samples = Number(process.env.CONFORMANCE_SAMPLES ?? 500);
const roots: readonly RootName[] = [
  'CreateResponse',
  'InputItem',
  'Tool',
  'OutputItem',
  'StreamEvent',
  'Response',
];

describe.each(dialectNames)('values of %s', (dialect) => {
  test.each(roots)('%s are all valid', (root) => {
    const validate = validators(dialect).root(root);
    fc.assert(
      fc.property(arbitraryOf(bundledSchema(dialect, root) as never), (value) => {
        expect(validate(value)).toEqual([]);
      }),
      { numRuns: samples, seed: 1 },
    );
  });
});

describe('shrinking', () => {
  test('goes to the smallest request that still has a function tool', () => {
    const found = fc.check(
      fc.property(
        arbitraryOf(bundledSchema('openai', 'CreateResponse') as never),
        (value) => !(isObject(value) && JSON.stringify(value['tools'] ?? null).includes('"function"')),
      ),
      { seed: 1, numRuns: 5000 },
    );
    expect(found.counterexample?.[0]).toMatchInlineSnapshot(`
      {
        "tools": [
          {
            "name": "",
            "type": "function",
          },
        ],
      }
    `);
  });
});

describe('schemas the compiler does not know', () => {
  test('are named with keyword and place', () => {
    expect(() => arbitraryOf({ type: 'object', properties: { a: { dependentSchemas: {} } } })).toThrow(
      /\/properties\/a: the keyword "dependentSchemas" is not supported/,
    );
  });
});
