import { expect, test } from 'vitest';
import type { Change } from '../../targets/reference/index.js';
import { prove } from '../../tests/proof/subject.js';
import type { Results } from './results.js';

const rule = 'RES-USAGE-SUM';

/** Adds wrongly the first so many times that a request of the usage scenarios is answered. */
function wrong(times: number): Change {
  return {
    json: (body, context) => {
      if (context.operation !== 'create-response' || typeof body !== 'object' || body === null) return body;
      const seen = Number(context.memory.get('wrong') ?? 0);
      if (Array.isArray(body) || !('usage' in body) || seen >= times) return body;
      context.memory.set('wrong', seen + 1);
      return { ...body, usage: { ...(body['usage'] as object), total_tokens: 999_999 } };
    },
  };
}

async function judged(change: Change, retries: number): Promise<Results> {
  return prove({ dialect: 'openai', changes: [change], areas: ['usage'], depth: 'smoke', retries });
}

const resultOf = (results: Results) => results.rules.find(({ id }) => id === rule);

test('a failure seen in one exchange only is tried again, and stays a failure', async () => {
  const results = await judged(wrong(1), 2);
  expect(resultOf(results)).toMatchObject({ status: 'fail', attempts: { failed: 1, of: 3 } });
  expect(results.verdict).toBe('nonconformant');
});

test('an attempt that fails again is counted', async () => {
  const { cost } = await judged(wrong(1), 0);
  const lasting: Change = {
    json: (body, context) =>
      context.ordinal > cost.requests
        ? (wrong(Number.POSITIVE_INFINITY).json?.(body, context) ?? body)
        : (wrong(1).json?.(body, context) ?? body),
  };
  expect(resultOf(await judged(lasting, 2))).toMatchObject({
    status: 'fail',
    attempts: { failed: 3, of: 3 },
  });
});

test('without retries nothing more is sent', async () => {
  const results = await judged(wrong(1), 0);
  expect(resultOf(results)).toMatchObject({ status: 'fail', attempts: null });
  const again = await judged(wrong(1), 2);
  expect(again.cost.requests).toBeGreaterThan(results.cost.requests);
  expect(again.scenarios).toEqual(results.scenarios);
});

test('several failing exchanges are no chance', async () => {
  const results = await judged(wrong(2), 2);
  const result = resultOf(results);
  expect(result).toMatchObject({ status: 'fail', attempts: null });
  expect(result?.findings[0]?.count).toBe(2);
});
