import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { profileCapabilities, profiles, requirementSets } from '../reports/certificate/requirement-set.js';
import { catalogue } from '../suites/catalogue.js';
import { appliesTo, levelIn } from '../suites/engine/rule.js';
import { type DialectName, dialectNames } from './dialect.js';

const folder = new URL('./requirements/', import.meta.url);
const contracts = readdirSync(folder);
const rules = new Map(catalogue.rules.map((rule) => [rule.id, rule]));

/** Rules of the suite's own inference that are scored, because the contract's list of rules (section d) has them. */
const inferredAndNamed = new Set([
  'DEL-THEN-404',
  'ERR-STREAM-PRE',
  'GET-SAME',
  'REQ-PREV-UNKNOWN',
  'STREAM-FINAL-EQ',
  'STREAM-ID-CONST',
  'STREAM-ITEM-INDEX',
]);

const sets = contracts.flatMap((contract) =>
  dialectNames.map((dialect) => {
    const file = new URL(`${contract}/${dialect}.json`, folder);
    const byProfile: { readonly [key: string]: readonly string[] } = JSON.parse(readFileSync(file, 'utf8'));
    return { contract, dialect, byProfile };
  }),
);

describe.each(sets)('contract $contract, $dialect', ({ contract, dialect, byProfile }) => {
  const named = Object.entries(byProfile).flatMap(([key, ids]) => ids.map((id) => ({ key, id })));

  test('names every rule once', () => {
    const ids = named.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  test('its profiles are those of the design', () => {
    const parts = Object.keys(byProfile).flatMap((key) => key.split('+'));
    expect([...new Set(parts)].filter((part) => !profiles.some((profile) => profile === part))).toEqual([]);
    expect(byProfile['core']?.length).toBeGreaterThan(30);
    expect(byProfile['streaming']?.length).toBeGreaterThan(20);
  });

  test.each(named)('$key: $id is a MUST that the profile allows to judge', ({ key, id }) => {
    const rule = rules.get(id);
    if (rule === undefined) throw new Error(`${id} is in no catalogue; an id is never renamed`);
    expect(appliesTo(rule, dialect)).toBe(true);
    expect(levelIn(rule, dialect)).toBe('MUST');
    if (rule.basis === 'inferred') expect(inferredAndNamed).toContain(id);
    const capabilities = profiles
      .filter((profile) => key.split('+').includes(profile))
      .flatMap((profile) => profileCapabilities[profile]);
    expect(capabilities).toEqual(expect.arrayContaining([...rule.needs]));
  });

  test('what several profiles judge together counts when all of them are wanted', () => {
    const wanted = requirementSets(contract, dialect as DialectName, ['core', 'streaming', 'tools']);
    const scored = wanted.flatMap((set) => set.rules);
    expect(scored).toEqual(expect.arrayContaining([...(byProfile['streaming+tools'] ?? [])]));
    const alone = requirementSets(contract, dialect as DialectName, ['core', 'streaming']).flatMap(
      (set) => set.rules,
    );
    expect(alone.some((id) => byProfile['streaming+tools']?.includes(id))).toBe(false);
  });
});
