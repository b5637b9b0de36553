import { describe, expect, test } from 'vitest';
import { startGathering } from './gathered-facts.js';
import type { Fact } from './judge.js';
import { startPackedValues } from './packed-values.js';

const fact = (key: string, number: number): Fact<unknown> => ({
  key,
  exchange: `a/b#${number}.1`,
  dialect: 'openai',
  fact: { number, text: 'é🦜', missing: undefined, events: new Map([[number, { type: 'x' }]]) },
});

function nested(depth: number): unknown {
  let value: unknown = 'deep';
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
}

describe('packed values', () => {
  test('come back as they were, one by one and all together', () => {
    const values = startPackedValues<Fact<unknown>>();
    const given = Array.from({ length: 1000 }, (_, number) => fact('run', number));
    const numbers = given.map(values.add);
    expect([...values.all()]).toEqual(given);
    for (const at of [0, 31, 32, 500, 999]) expect(values.get(numbers[at] ?? -1)).toEqual(given[at]);
    expect(() => values.get(1000)).toThrow('no value was kept under 1000');
  });

  test('that are nested too deeply to be written stay as they are', () => {
    const values = startPackedValues<{ readonly value: unknown }>();
    const given = Array.from({ length: 40 }, () => ({ value: nested(200_000) }));
    for (const value of given) values.add(value);
    expect([...values.all()].map((value, at) => value === given[at])).not.toContain(false);
  });
});

describe('gathered facts', () => {
  test('of one key are together, in the order in which they came, wherever in the run that was', () => {
    const gathered = startGathering();
    const keys = ['run', ...Array.from({ length: 300 }, (_, index) => `resp_${index}`)];
    for (let round = 0; round < 5; round += 1) {
      for (const [index, key] of keys.entries()) gathered.add(fact(key, round * 1000 + index));
    }
    const groups = [...gathered.groups()];
    expect(new Set(groups.map(([first]) => first?.key))).toEqual(new Set(keys));
    expect(groups).toHaveLength(keys.length);
    for (const group of groups) {
      const index = keys.indexOf(group[0]?.key ?? '');
      expect(group).toEqual([0, 1, 2, 3, 4].map((round) => fact(keys[index] ?? '', round * 1000 + index)));
    }
  });
});
