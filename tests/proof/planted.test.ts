import { expect, test } from 'vitest';
import { isObject, type JsonValue } from '../../schemas/json.js';
import type { Exchange } from '../../targets/exchange.js';
import type { Change } from '../../targets/reference/index.js';
import { prove } from './subject.js';

/** Fails where a function's parameters nest an array: nothing that anybody would write a test for. */
const nestedArrayFails: Change = {
  fault: (fault, stage, { body }) =>
    stage === 'validate' &&
    fault === null &&
    (Array.isArray(body?.['tools']) ? body['tools'] : []).some(nestsArray)
      ? { stage, status: 500, type: 'server_error', code: null, param: null, message: 'Internal error.' }
      : fault,
};

function nestsArray(tool: JsonValue): boolean {
  return (
    isObject(tool) &&
    tool['type'] === 'function' &&
    JSON.stringify(tool['parameters'] ?? null).includes('"items"')
  );
}

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
