import { defineConfig } from 'vitest/config';

// What mutants of rules, automaton and generators are run against: the tests that prove rules, and no real sockets.
export default defineConfig({
  test: {
    include: [
      'generators/**/*.test.ts',
      'suites/**/*.test.ts',
      'tests/{defects,oddities,proof,streaming,generators,recordings}/**/*.test.ts',
    ],
    // What tells whether documents are current says nothing of mutants.
    exclude: ['tests/proof/{gates,planted}.test.ts', '**/node_modules/**'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
