import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../suites/catalogue.js';
import type { Rule } from '../../suites/engine/rule.js';
import { defects } from '../defects/index.js';
import { oddities } from '../oddities/index.js';
import { brokenGates, indistinguishable, type Proof } from './gates.js';
import type { DefectOutcome } from './matrix.js';

const [first, second] = catalogue.rules as readonly [Rule, Rule];
const [defect, other] = defects;
const [oddity] = oddities;
if (defect === undefined || other === undefined || oddity === undefined)
  throw new Error('there is nothing to prove');

function caught(name: string, rule: Rule): DefectOutcome {
  return { name, caughtBy: [rule.id], missedBy: [], failed: true, said: {}, collateral: [], faults: [] };
}

const sound: Proof = {
  rules: [first, second],
  defects: [defect, other],
  outcomes: [caught(defect.name, first), caught(other.name, second)],
  oddities: [{ oddity, blamed: [] }],
  seenReal: [],
};

describe('the gates of the proof', () => {
  test('hold where every rule kills and every oddity lives', () => {
    expect(brokenGates(sound)).toEqual([]);
  });

  test('fail where a rule is emptied: what it caught is caught no more', () => {
    const emptied = { ...caught(defect.name, first), caughtBy: [], missedBy: [first.id], failed: false };
    expect(brokenGates({ ...sound, outcomes: [emptied, caught(other.name, second)] })).toEqual(
      expect.arrayContaining([expect.stringContaining(`${first.id} catches no defect`)]),
    );
  });

  test('fail where an oddity turns red', () => {
    expect(brokenGates({ ...sound, oddities: [{ oddity, blamed: ['RULE: reason'] }] })).toEqual([
      `${oddity.name} is permitted, but RULE: reason`,
    ]);
  });

  test('fail where no defect tells two rules apart', () => {
    const both = { ...caught(defect.name, first), caughtBy: [first.id, second.id] };
    expect(brokenGates({ ...sound, outcomes: [both] })[0]).toContain('apart');
  });

  test('fail where the suite itself has a fault', () => {
    expect(brokenGates({ ...sound, outcomes: [{ ...caught(defect.name, first), faults: ['x'] }] })).toEqual(
      expect.arrayContaining([expect.stringContaining('fault in the suite')]),
    );
  });
});

describe('the catalogue', () => {
  test('has a defect that names each rule', () => {
    const named = new Set(defects.flatMap(({ caughtBy }) => caughtBy));
    expect(catalogue.rules.filter(({ id }) => !named.has(id)).map(({ id }) => id)).toEqual([]);
  });

  test('has at least 250 defects and 40 oddities, each with a name of its own', () => {
    expect(defects.length).toBeGreaterThanOrEqual(250);
    expect(oddities.length).toBeGreaterThanOrEqual(40);
    const names = [...defects, ...oddities].map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('has no two rules that every defect sets off together, by the matrix of the last proof', () => {
    const matrix = JSON.parse(readFileSync(new URL('matrix.json', import.meta.url), 'utf8')) as {
      readonly [defect: string]: readonly string[];
    };
    const outcomes = Object.entries(matrix).map(([name, caughtBy]) => ({ ...caught(name, first), caughtBy }));
    expect(indistinguishable({ ...sound, rules: catalogue.rules, outcomes })).toEqual([]);
  });

  test('is the one that docs/proof.md was made from', () => {
    const page = readFileSync(new URL('../../docs/proof.md', import.meta.url), 'utf8');
    const missing = [...defects, ...oddities].filter(({ name }) => !page.includes(`| ${name} |`));
    expect(
      missing.map(({ name }) => name),
      'run "npm run proof"',
    ).toEqual([]);
    expect(page).toContain(`rules: ${catalogue.rules.length},`);
  });
});
