import { describe, expect, test } from 'vitest';
import { dialectNames } from '../schemas/dialect.js';
import { catalogue } from '../suites/catalogue.js';
import { canFeed, probesOf } from '../suites/engine/plan.js';
import type { Scenario } from '../suites/engine/scenario.js';
import sectionD from './section-d.json' with { type: 'json' };

const { rules, scenarios, excluded } = catalogue;

describe('the catalogue', () => {
  test('never renames or reuses a rule id', () => {
    expect(rules.map(({ id }) => id).toSorted()).toMatchSnapshot();
  });

  test('never renames or reuses a scenario id', () => {
    expect(scenarios.map(({ id }) => id).toSorted()).toMatchSnapshot();
  });

  test('implements every rule of contract section d, or says why not', () => {
    const known = new Set([...rules, ...excluded].map(({ id }) => id));
    expect(sectionD.filter((id) => !known.has(id))).toEqual([]);
  });

  test('gives a reason for each exclusion', () => {
    expect(excluded.filter(({ reason }) => reason.length < 20)).toEqual([]);
  });

  test.each(rules.map((rule) => [rule.id, rule] as const))('%s is complete', (_, rule) => {
    expect(rule.id).toMatch(/^[A-Z0-9]+(-[A-Z0-9]+)+$/);
    expect(rule.title.length).toBeGreaterThan(10);
    expect(rule.why.length).toBeGreaterThan(10);
    expect(rule.fix.length).toBeGreaterThan(10);
    expect(rule.source.note.length).toBeGreaterThan(5);
  });

  test('has a scenario that can feed each rule, in each dialect of the rule', () => {
    const unfed = rules.flatMap((rule) =>
      (rule.dialects ?? dialectNames)
        .filter(
          (dialect) =>
            !scenarios.some(
              (scenario) => canFeed(scenario, rule) && (scenario.dialects?.includes(dialect) ?? true),
            ),
        )
        .map((dialect) => `${rule.id} in ${dialect}`),
    );
    expect(unfed).toEqual([]);
  });

  test('names only evidence that exists', () => {
    const dangling = rules.flatMap((rule) =>
      (rule.evidence ?? [])
        .filter((glob) => !scenarios.some((scenario) => canFeed(scenario, { ...rule, evidence: [glob] })))
        .map((glob) => `${rule.id}: ${glob}`),
    );
    expect(dangling).toEqual([]);
  });

  test('keeps scenario ids inside their area', () => {
    expect(scenarios.filter(({ id, area }) => !id.startsWith(`${area}/`)).map(({ id }) => id)).toEqual([]);
  });

  test('has no scenario that waits for itself', () => {
    const circles = scenarios.filter((scenario) => reachable(scenario).has(scenario));
    expect(circles.map(({ id }) => id)).toEqual([]);
  });
});

/** Everything a scenario waits for: what it uses, and the probes of what it needs. */
function reachable(scenario: Scenario): ReadonlySet<Scenario> {
  const found = new Set<Scenario>();
  const visit = (current: Scenario) => {
    for (const earlier of [...(current.after ?? []), ...probesOf(current, catalogue)]) {
      if (found.has(earlier)) continue;
      found.add(earlier);
      visit(earlier);
    }
  };
  visit(scenario);
  return found;
}
