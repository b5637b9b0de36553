import { expect, test } from 'vitest';
import { judgeUnion, ownExchanges } from '../../cli/execution/union.js';
import type { Results } from '../../suites/engine/results.js';
import type { Exchange } from '../../targets/exchange.js';
import type { Change } from '../../targets/reference/index.js';
import { prove } from '../proof/subject.js';

interface Part {
  readonly results: Results;
  readonly exchanges: readonly Exchange[];
}

/** Adds wrongly, so that there is something to find in every shard. */
const wrong: Change = {
  json: (body) =>
    typeof body === 'object' && body !== null && !Array.isArray(body) && 'usage' in body
      ? { ...body, usage: { ...(body['usage'] as object), total_tokens: 999_999 } }
      : body,
};

async function part(shard: { readonly index: number; readonly count: number } | null): Promise<Part> {
  const exchanges: Exchange[] = [];
  const results = await prove(
    { dialect: 'openai', changes: [wrong], shard, open: true, serverSeed: shard?.index ?? 0 },
    {
      onExchange: (exchange) => {
        exchanges.push(exchange);
      },
    },
  );
  return { results, exchanges };
}

async function* union(parts: readonly Part[]): AsyncGenerator<Exchange> {
  for (const { results, exchanges } of parts) {
    const isOwn = ownExchanges(results.run.shard);
    for (const exchange of exchanges) if (isOwn(exchange)) yield exchange;
  }
}

/** What must be equal: all but times, costs and what the server has made up. */
function comparable({ verdict, totals, rules, scenarios, parameters }: Results) {
  return {
    verdict,
    totals,
    rules: rules.map(({ id, status, evaluations, findings }) => ({
      id,
      status,
      evaluations,
      findings: findings.map(({ exchange, pointer, count }) => ({ exchange, pointer, count })),
    })),
    scenarios: scenarios.map(({ id, status, exchanges }) => ({ id, status, exchanges })),
    parameters,
  };
}

test.each([2, 4])('%i shards merged say what the whole run says', async (count) => {
  const whole = await part(null);
  const parts: Part[] = [];
  for (let index = 1; index <= count; index += 1) parts.push(await part({ index, count }));
  const merged = await judgeUnion(
    parts.map(({ results }) => results),
    union(parts),
    true,
    () => false,
  );
  expect(merged.faults).toEqual([]);
  expect(comparable(merged)).toEqual(comparable(whole.results));
  expect(whole.results.verdict).toBe('nonconformant');
  // Each shard has its share, and none does everything.
  for (const { exchanges } of parts) {
    expect(exchanges.length).toBeGreaterThan(0);
    expect(exchanges.length).toBeLessThan(whole.exchanges.length);
  }
});
