import { describe, expect, test } from 'vitest';
import { dialectNames } from '../../schemas/dialect.js';
import { blamedRules, faultsOf } from './matrix.js';
import { prove } from './subject.js';

describe.each(dialectNames)('the reference server as %s', (dialect) => {
  test('is blamed for nothing, with every capability declared on', async () => {
    const results = await prove({ dialect, changes: [] });
    expect(faultsOf(results)).toEqual([]);
    expect(blamedRules(results).map(({ id, reason }) => `${id}: ${reason}`)).toEqual([]);
    expect(results.verdict).toBe('conformant');
  });

  test('lets every rule of the dialect be judged', async () => {
    const results = await prove({ dialect, changes: [] });
    const unjudged = results.rules.filter(
      ({ status, reason }) => status !== 'pass' && reason !== 'other-dialect',
    );
    expect(unjudged.map(({ id, status, reason }) => `${id} ${status}: ${reason}`)).toEqual([]);
  });
});
