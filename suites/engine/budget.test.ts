import { describe, expect, test } from 'vitest';
import { documentProblems } from '../../reports/document-schema.js';
import type { Change } from '../../targets/reference/index.js';
import { prove, type Subject } from '../../tests/proof/subject.js';
import type { Results } from './results.js';

interface Spent {
  readonly results: Results;
  /** When each request came, in milliseconds from the first one. */
  readonly at: readonly number[];
}

/** A smoke run whose target takes 100 ms for each answer. */
async function spent(subject: Partial<Subject>, ...changes: readonly Change[]): Promise<Spent> {
  const times: number[] = [];
  const slow: Change = {
    request: async (request, { clock }) => {
      times.push(clock.now());
      await clock.sleep(100);
      return request;
    },
  };
  const results = await prove({ dialect: 'openai', changes: [slow, ...changes], depth: 'smoke', ...subject });
  return { results, at: times.map((time) => time - (times[0] ?? 0)) };
}

/** What every run that stopped early has to say of itself. */
function expectHonest(results: Results, reason: RegExp): void {
  expect(documentProblems('results', results)).toEqual([]);
  expect(results.run.complete).toBe(false);
  expect(results.faults).toEqual([]);
  const stopped = results.scenarios.filter(({ reason: why }) => reason.test(why ?? ''));
  expect(stopped.length).toBeGreaterThan(0);
  expect(stopped.every(({ status }) => status === 'not-run')).toBe(true);
  const unjudged = results.rules.filter((rule) => rule.reason === 'budget');
  expect(unjudged.length).toBeGreaterThan(0);
  expect(unjudged.every(({ status }) => status === 'not-run')).toBe(true);
}

describe('a budget that is spent ends the run, which says what was not judged', () => {
  test('of requests', async () => {
    const { results } = await spent({ budget: { requests: 10 }, target: { capabilities: {} } });
    expectHonest(results, /^the budget of 10 requests is spent$/);
    expect(results.verdict).toBe('inconclusive');
    expect(results.cost.requests).toBe(10);
  });

  test('of tokens', async () => {
    const { results } = await spent({ budget: { tokens: 200 } });
    expectHonest(results, /^the budget of 200 tokens is spent$/);
    expect(results.cost.inputTokens + results.cost.outputTokens).toBeGreaterThanOrEqual(200);
    expect(results.cost.inputTokens + results.cost.outputTokens).toBeLessThan(1500);
  });

  test('of time', async () => {
    const { results } = await spent({ budget: { deadline: 250 } });
    expectHonest(results, /^the deadline of 0.25 s has passed$/);
  });

  test('at the first failing MUST', async () => {
    const broken: Change = { response: (response) => ({ ...response, object: 'wrong' }) };
    const { results } = await spent({ bail: true }, broken);
    expectHonest(results, /^bail: a MUST failed$/);
    expect(results.verdict).toBe('nonconformant');
    const whole = await spent({}, broken);
    expect(results.cost.requests).toBeLessThan(whole.results.cost.requests / 2);
  });
});

test('what was created is taken away although the budget is spent', async () => {
  const seen = new Map<string, string[]>();
  const watching: Change = {
    request: (request) => {
      const asked = seen.get(request.method) ?? [];
      seen.set(request.method, [...asked, new URL(request.url).pathname]);
      return request;
    },
  };
  await spent({ budget: { requests: 10 } }, watching);
  expect(seen.get('DELETE')?.length).toBeGreaterThan(0);
});

test('requests are spread over time where the rate is limited', async () => {
  const { at, results } = await spent({ rate: 4, areas: ['usage'] });
  expect(results.run.complete).toBe(true);
  // Taking away what was made comes after the run, and each second holds four requests at most.
  for (const time of at.filter((each) => each <= 250 * (results.cost.requests - 1))) {
    expect(at.filter((other) => other >= time && other < time + 1000).length).toBeLessThanOrEqual(5);
  }
  expect(at[results.cost.requests - 1]).toBe(250 * (results.cost.requests - 1));
});

test('a pause that one request is told to make is made by all', async () => {
  let refusals = 0;
  const busy: Change = {
    answer: async (answer, { ordinal }) => {
      if (ordinal !== 3) return answer;
      refusals += 1;
      return {
        status: 429,
        headers: [
          ['retry-after', '20'],
          ['content-type', 'application/json'],
        ],
        body: refusal(),
      };
    },
  };
  const { at, results } = await spent({ areas: ['usage', 'http'] }, busy);
  expect(refusals).toBe(1);
  expect(results.run.complete).toBe(true);
  expect(at.filter((time) => time > 100 && time < 20_000)).toEqual([]);
  expect(at.some((time) => time >= 20_000)).toBe(true);
});

async function* refusal(): AsyncGenerator<Uint8Array> {
  yield Buffer.from(
    JSON.stringify({
      error: { message: 'slow down', type: 'too_many_requests', param: null, code: 'rate_limit_exceeded' },
    }),
  );
}
