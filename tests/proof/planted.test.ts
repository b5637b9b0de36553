import { expect, test } from 'vitest';
import type { Exchange } from '../../targets/exchange.js';
import { nestedArrayFails } from './planted-defect.js';
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
