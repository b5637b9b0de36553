import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { dialectNames } from '../../schemas/dialect.js';
import { factTable } from './document.js';
import { explanationOf, explanations } from './explain.js';
import { committedFacts, documents, parityOf, printed } from './parity.js';

const reference = fileURLToPath(new URL('../../../shared/reference/', import.meta.url));
const parities = dialectNames.map((dialect) => {
  const table = committedFacts(dialect);
  return { dialect, table, parity: parityOf(dialect, table) };
});

describe('our contract and the published documents', () => {
  test.each(parities)('$dialect: every difference is explained', ({ dialect, parity }) => {
    const silent = parity.differences.filter((difference) => explanationOf(dialect, difference) === null);
    expect(silent).toEqual([]);
  });

  test.each(parities)('$dialect: every published component is compared', ({ table, parity }) => {
    expect([...parity.components].sort()).toEqual(Object.keys(table.components).sort());
  });

  test('no explanation is left over', () => {
    const used = new Set(
      parities.flatMap(({ dialect, parity }) =>
        parity.differences.map((difference) => explanationOf(dialect, difference)),
      ),
    );
    expect(explanations.filter((explanation) => !used.has(explanation))).toEqual([]);
  });

  test('the counts', () => {
    const counts = parities.map(({ dialect, parity }) => {
      const differing = new Set(parity.differences.map(({ where }) => where.split(/[/ <]/, 1)[0]));
      const equal = [...parity.components].filter((name) => !differing.has(name)).length;
      return {
        dialect,
        bodies: parity.roots,
        components: parity.components.size,
        equal,
        explained: parity.components.size - equal,
        differences: parity.differences.length,
      };
    });
    console.table(counts);
    for (const { components, equal } of counts) expect(components).toBeGreaterThan(equal);
    expect(counts.map(({ components }) => components)).toEqual([442, 249, 303, 88]);
  });
});

describe('the committed facts', () => {
  test.skipIf(!existsSync(reference)).each(dialectNames)('%s: as in the published document', (dialect) => {
    const document = JSON.parse(readFileSync(`${reference}${documents[dialect]}.json`, 'utf8'));
    const fresh = printed(factTable(document));
    const committed = new URL(`./facts/${dialect}.ndjson`, import.meta.url);
    if (process.env['REFRESH_FACTS'] !== undefined) writeFileSync(committed, fresh);
    expect(readFileSync(committed, 'utf8')).toBe(fresh);
  });
});
