import { describe, expect, test } from 'vitest';
import { isObject } from '../../schemas/json.js';
import type { Change } from '../../targets/reference/index.js';
import { alteringResponses, without } from '../defects/building.js';
import { prove } from '../proof/subject.js';

const contextRules = ['REQ-PREV-CONTEXT', 'REQ-PREV-STORE-FALSE', 'REQ-PREV-DEPTH', 'REQ-PREV-BRANCH'];

/** Mocks count nothing: every answer has the same usage. */
const cannedUsage: Change = alteringResponses((response) =>
  isObject(response['usage'])
    ? { ...response, usage: { ...response['usage'], input_tokens: 10, output_tokens: 5, total_tokens: 15 } }
    : response,
);

const historyIgnored: Change = { acted: (body) => without(body, 'previous_response_id') };

/** Counts what the request itself says, and leaves the history out. */
const historyNotCounted: Change = {
  plan: (plan, { body }) => ({ ...plan, inputTokens: JSON.stringify(body?.['input'] ?? '').length }),
};

async function statuses(...changes: readonly Change[]) {
  const results = await prove({ dialect: 'openai', changes, areas: ['state'], open: true });
  return Object.fromEntries(
    results.rules.flatMap(({ id, status }) => (contextRules.includes(id) ? [[id, status]] : [])),
  );
}

describe('the rules about what the model sees of a previous response', () => {
  test('fail where usage counts and the history is ignored', async () => {
    expect(await statuses(historyIgnored)).toMatchObject({
      'REQ-PREV-CONTEXT': 'fail',
      'REQ-PREV-STORE-FALSE': 'fail',
    });
  });

  test('do not condemn a server whose usage is canned', async () => {
    expect(Object.values(await statuses(cannedUsage))).not.toContain('fail');
  });

  test('neither condemn nor clear a server whose usage is canned and which ignores the history', async () => {
    const found = await statuses(cannedUsage, historyIgnored);
    expect(found['REQ-PREV-CONTEXT']).not.toBe('fail');
    expect(found['REQ-PREV-CONTEXT']).not.toBe('pass');
  });

  test('believe a recalled fact more than counts that leave the history out', async () => {
    expect(await statuses(historyNotCounted)).toMatchObject({ 'REQ-PREV-CONTEXT': 'pass' });
  });
});
