import { defineConfig } from 'vitest/config';

// Two projects: the conformance suite itself, and the tests that prove the suite.
// `isolate: false` with one worker for the suite: the engine makes the exchanges once, in globalSetup, and every area
// file judges the same transcript.
export default defineConfig({
  test: {
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
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
