import { describe, expect, test } from 'vitest';
import { once } from '../../schemas/once.js';
import { catalogue } from '../../suites/catalogue.js';
import { judgeCase } from './case.js';
import { casesByArea } from './index.js';

describe.each(Object.entries(casesByArea))('%s', (_, cases) => {
  const outcomes = cases.map((one) => [one.name, one, once(() => judgeCase(one))] as const);

  test.each(outcomes)('%s', (_name, one, outcome) => {
    const { blamed, evaluations, shown } = outcome();
    expect(blamed, JSON.stringify(shown, null, 2)).toEqual(one.blamed ?? {});
    const judged = (rules: readonly string[] = []) =>
      Object.fromEntries(rules.map((rule) => [rule, (evaluations[rule] ?? 0) > 0 && !(rule in blamed)]));
    expect(judged(one.passed)).toEqual(Object.fromEntries((one.passed ?? []).map((rule) => [rule, true])));
    expect((one.notFor ?? []).filter((rule) => (evaluations[rule] ?? 0) > 0)).toEqual([]);
    if (Object.keys(shown).length > 0) expect(shown).toMatchSnapshot();
  });

  test('are a case for each rule as often as before', () => {
    const counts: { [rule: string]: number } = {};
    for (const [rule, count] of outcomes.flatMap(([, , outcome]) => Object.entries(outcome().evaluations))) {
      counts[rule] = (counts[rule] ?? 0) + count;
    }
    expect(counts).toMatchSnapshot();
  });

  test('names rules that there are', () => {
    const ids = new Set(catalogue.rules.map(({ id }) => id));
    const named = cases.flatMap(({ blamed, passed = [], notFor = [] }) => [
      ...Object.keys(blamed ?? {}),
      ...passed,
      ...notFor,
    ]);
    expect(named.filter((rule) => !ids.has(rule))).toEqual([]);
  });
});
