import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { bundledSchema } from '../../schemas/compose.js';
import { dialectNames } from '../../schemas/dialect.js';
import { rootNames } from '../../schemas/validator.js';
import { cases, replaced, rows } from './sample.js';

/** Ajv as anybody would set it up: it knows nothing of our unions. */
function plainAjv() {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  return ajv;
}

const metaSchema = plainAjv();

describe.each(dialectNames)('%s: the bundled schemas', (dialect) => {
  test.each(rootNames)('%s is valid JSON Schema and complete in itself', (root) => {
    const schema = bundledSchema(dialect, root);
    expect(metaSchema.validateSchema(schema)).toBe(true);
    expect(JSON.stringify(schema)).not.toContain('.json#');
    expect(Object.keys(schema.$defs)).toContain(root);
  });

  test.each(['OutputItem', 'Tool', 'InputItem'] as const)(
    '%s says in any validator what ours says',
    (root) => {
      const validate = plainAjv().compile(bundledSchema(dialect, root));
      let compared = 0;
      for (const row of rows(dialect).filter((entry) => entry.root === root)) {
        const { whole, mutations } = cases(row, dialect);
        expect({ tag: row.tag, valid: validate(whole) }).toEqual({ tag: row.tag, valid: true });
        for (const { what, pointer, value } of mutations) {
          const valid = validate(replaced(whole, pointer, value));
          expect({ tag: row.tag, what, pointer, valid }).toEqual({
            tag: row.tag,
            what,
            pointer,
            valid: false,
          });
          compared += 1;
        }
      }
      expect(compared).toBeGreaterThan(5);
    },
  );
});
