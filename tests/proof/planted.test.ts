import { describe, expect, test } from 'vitest';
import { detailLines } from '../../reports/finding-text.js';
import { startReferences } from '../../reports/replay-file.js';
import type { Exchange } from '../../targets/exchange.js';
import { continuesDeletedBranches, nestedArrayFails } from './planted-defect.js';
import { prove } from './subject.js';

test('a defect that nobody thought of is found in deep mode and shrinks to a request that a person would write', async () => {
  const exchanges = new Map<string, Exchange>();
  const results = await prove(
    {
      dialect: 'openai',
      changes: [nestedArrayFails],
      depth: 'deep',
      rules: ['ERR-5XX-VALID'],
      cases: 60,
      shrink: 400,
    },
    { onExchange: (exchange) => void exchanges.set(exchange.id, exchange) },
  );
  const rule = results.rules.find(({ id }) => id === 'ERR-5XX-VALID');
  expect(rule?.status).toBe('fail');
  const shown = exchanges.get(rule?.findings[0]?.exchange ?? '');
  expect(shown?.request.body).toMatchInlineSnapshot(`
    {
      "input": "Say hello.",
      "model": "reference",
      "tools": [
        {
          "name": "t",
          "parameters": {
            "properties": {
              "note": {
                "items": {},
              },
            },
          },
          "type": "function",
        },
      ],
    }
  `);
});

describe('a defect that only a sequence of requests shows', () => {
  const find = async (shrink: number) => {
    const kept: Exchange[] = [];
    const results = await prove(
      {
        dialect: 'openai',
        changes: [continuesDeletedBranches],
        depth: 'deep',
        rules: ['REQ-PREV-DELETED'],
        cases: 200,
        shrink,
      },
      { onExchange: (exchange) => void kept.push(exchange) },
    );
    const rule = results.rules.find(({ id }) => id === 'REQ-PREV-DELETED');
    return { results, kept, status: rule?.status, finding: rule?.findings[0] };
  };

  test('is found by a generated session, which shrinks to the shortest one that shows it', async () => {
    const { results, kept, status, finding } = await find(100);
    expect(status).toBe('fail');
    expect(results.faults).toEqual([]);
    expect(finding?.session).toEqual(['create as r1', 'continue r1 as r2', 'delete r1', 'continue r1 as r3']);
    if (finding === undefined) throw new Error('there is no finding');
    expect(detailLines(finding).slice(2, 4)).toEqual([
      'session:  create as r1',
      '          continue r1 as r2',
    ]);

    const references = startReferences();
    for (const exchange of kept) references.take(exchange);
    const steps = references.stepsTo(finding.exchange);
    const operations = steps.map((id) => kept.find((exchange) => exchange.id === id)?.operation);
    expect(operations).toEqual(['create-response', 'create-response', 'delete-response', 'create-response']);
  });

  test('costs no more requests than may be spent, and stays as it was where they are too few', async () => {
    const [unshrunk, shrunk] = [await find(0), await find(3)];
    expect(shrunk.finding).toEqual(unshrunk.finding);
    expect(shrunk.finding?.session).toBeUndefined();
    expect(shrunk.results.cost.requests).toBe(unshrunk.results.cost.requests + 3);
  });
});
