import { defineConfig } from 'vitest/config';

// Two projects: the conformance suite itself, and the tests that prove the suite.
// `isolate: false` with one worker for the suite: the engine makes the exchanges once, in globalSetup, and every area
// file judges the same transcript.
// Allure results of the suite lie beside the other results; those of the project's own tests are written on request.
const ownTests = !process.argv.includes('conformance');
const allureResults = ownTests ? process.env.ALLURE_RESULTS : 'conformance-results/reference/allure-results';

export default defineConfig({
  test: {
    reporters: [
      'default',
      ...(allureResults === undefined
        ? []
        : [
            ['allure-vitest/reporter', { resultsDir: allureResults, reportMatchers: false }] satisfies [
              string,
              Record<string, unknown>,
            ],
          ]),
    ],
    // `npm test -- --coverage`, and `node scripts/coverage.mjs` for what it found.
    coverage: {
      provider: 'v8',
      include: ['{suites,generators,targets}/**/*.ts'],
      exclude: ['**/*.test.ts', '**/*.suite.ts', 'suites/vitest/**'],
      reporter: ['json-summary'],
      reportsDirectory: 'coverage',
    },
    projects: [
      {
        test: {
          name: 'conformance',
          include: ['suites/**/*.suite.ts'],
          globalSetup: ['suites/vitest/global-setup.ts'],
          setupFiles: ['allure-vitest/setup'],
          pool: 'threads',
          isolate: false,
          maxWorkers: 1,
          fileParallelism: false,
          testTimeout: 0,
          hookTimeout: 0,
        },
      },
      {
        test: {
          name: 'tests',
          include: ['{schemas,generators,suites,reports,targets,cli,tests}/**/*.test.ts'],
          pool: 'threads',
          isolate: false,
          // Left to itself vitest spares a core for the editor: on two cores it would use one.
          maxWorkers: '100%',
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
