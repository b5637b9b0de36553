import { describe, expect, test } from 'vitest';
import { dialectNames } from '../../schemas/dialect.js';
import { validators } from '../../schemas/validators.js';
import { cases, replaced, rows } from './sample.js';

describe.each(dialectNames)('%s: one wrong field is one violation, at that field', (dialect) => {
  const table = rows(dialect);
  let judged = 0;

  test.each(table)('$root $tag ($name)', (row) => {
    const validate = validators(dialect).root(row.root);
    const { whole, mutations } = cases(row, dialect);
    expect(validate(whole)).toEqual([]);
    for (const { what, pointer: place, value } of mutations) {
      const found = validate(replaced(whole, place, value)).map((violation) => violation.pointer);
      expect({ what, place, found }).toEqual({ what, place, found: [place] });
      judged += 1;
    }
    expect(mutations.length).toBeGreaterThan(0);
  });

  test('covers every type of the dialect', () => {
    console.log(`${dialect}: ${table.length} types, ${judged} wrong fields`);
    expect(judged).toBeGreaterThan(table.length * 2);
  });
});
