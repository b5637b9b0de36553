import type { TestProject } from 'vitest/node';
import { catalogue } from '../catalogue.js';
import { type Area, areas } from '../engine/area.js';

/** What vitest's filters leave of the suite. Null: everything. */
export interface Filters {
  readonly areas: readonly Area[] | null;
  readonly rules: readonly string[] | null;
}

/** Reads vitest's file and name filters: a run of one area or one rule must not exercise all of them. */
export function selectedBy(project: TestProject): Filters {
  // Vitest keeps the file filters of the command line to itself; they are there, untyped.
  const { filenamePattern: files = [] } = project.vitest as unknown as {
    readonly filenamePattern?: readonly string[];
  };
  const named = areas.filter((area) =>
    files.some((file) => `suites/${area}/${area}.suite.ts`.includes(file)),
  );
  const pattern = project.config.testNamePattern;
  const rules = pattern === undefined ? [] : catalogue.rules.filter((rule) => pattern.test(testName(rule)));
  return {
    areas: files.length > 0 && named.length > 0 ? named : null,
    rules: rules.length > 0 ? rules.map(({ id }) => id) : null,
  };
}

/** The full name under which vitest knows the test of a rule. */
function testName(rule: { readonly area: string; readonly id: string; readonly title: string }): string {
  return `${rule.area} judge ${rule.id} ${rule.title}`;
}
