import { describe, expect, test } from 'vitest';
import { dialectNames } from '../../schemas/dialect.js';
import { blamedRules } from '../proof/matrix.js';
import { prove } from '../proof/subject.js';

/** Generated cases of each family, as a run at standard depth makes them where `--cases` does not say. */
const standardCases = 60;

/** What a standard run may cost. Foundry has some fourteen hosted tools more than the others, each tried alone. */
const most = {
  openai: { requests: 400, tokens: 40_000 },
  'azure-openai': { requests: 400, tokens: 40_000 },
  'azure-foundry': { requests: 400, tokens: 40_000 },
  'open-responses': { requests: 400, tokens: 40_000 },
} as const;

describe.each(dialectNames)('a standard run against the reference server as %s', (dialect) => {
  test('reaches every branch of the create schema that can be reached, and stays cheap', async ({
    annotate,
  }) => {
    const results = await prove({ dialect, changes: [], cases: standardCases });
    const { requests, inputTokens, outputTokens } = results.cost;
    const { branches, reached } = results.coverage.request;
    await annotate(
      `${reached} of ${branches} branches with ${requests} requests, ${inputTokens + outputTokens} tokens`,
    );
    expect(results.coverage.unreached.filter((branch) => !branch.includes('(unreachable: '))).toEqual([]);
    expect(results.coverage.unreached.length).toBe(branches - reached);
    expect(blamedRules(results).map(({ id, reason }) => `${id}: ${reason}`)).toEqual([]);
    expect(requests).toBeLessThanOrEqual(most[dialect].requests);
    expect(inputTokens + outputTokens).toBeLessThanOrEqual(most[dialect].tokens);
  });
});
