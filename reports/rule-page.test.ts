import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogue } from '../suites/catalogue.js';
import { hostileText } from '../tests/reports/sample.js';
import { examplesOf, ruleIndex, rulePage } from './rule-page.js';

const folder = new URL('../docs/rules/', import.meta.url);
const pages = readdirSync(folder).filter((name) => name !== 'README.md');
const [someRule] = catalogue.rules;
const example = {
  passing: ['HTTP 200'],
  symptom: 'It says nothing',
  failing: [hostileText],
  message: 'nothing was said',
  seenIn: 'somebody/server#1',
};

test('every rule has a page, and no page is of a rule that is gone', () => {
  expect(pages.toSorted()).toEqual(catalogue.rules.map(({ id }) => `${id}.md`).toSorted());
});

test('the pages and their index are current: run node scripts/rule-pages.mjs', () => {
  const outdated = catalogue.rules.filter((rule) => {
    const page = readFileSync(new URL(`${rule.id}.md`, folder), 'utf8');
    return page !== rulePage(rule, null) + examplesOf(page);
  });
  expect(outdated.map(({ id }) => id)).toEqual([]);
  expect(readFileSync(new URL('README.md', folder), 'utf8')).toBe(
    ruleIndex(catalogue.rules, catalogue.excluded),
  );
});

test('an example stands at the end and can be taken over as it is', () => {
  if (someRule === undefined) throw new Error('the catalogue is empty');
  const page = rulePage(someRule, example);
  expect(page).toContain('(seen in somebody/server#1)');
  expect(rulePage(someRule, null) + examplesOf(page)).toBe(page);
  expect(page).not.toContain('\u001b');
});
