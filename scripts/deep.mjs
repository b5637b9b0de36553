// `npm run deep`: what takes too long for every change. Generators and streams with many samples, memory of long runs (one
// of them of the built command line: `npm run build` first), and mutants of the rules. Parts: samples, memory, mutants;
// `npm run deep -- memory` runs only what is named. What is named after `mutants` are the files to mutate, e.g.
// `npm run deep -- mutants "suites/usage/rules/*.ts"`.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gatherEvidence } from './gather-evidence.mjs';
import { measureAll } from './measure.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [part, ...places] = process.argv.slice(2);
const parts = ['samples', 'memory', 'mutants'];
if (part !== undefined && !parts.includes(part)) {
  console.error(`There is no part "${part}": ${parts.join(', ')}.`);
  process.exit(2);
}

const node = (file, words, environment = {}) =>
  spawnSync(process.execPath, [join(root, 'node_modules', file), ...words], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  }).status ?? 1;

const work = {
  samples: () =>
    node(
      'vitest/vitest.mjs',
      [
        'run',
        '--project',
        'tests',
        '--test-timeout',
        '3600000',
        'generators',
        'tests/streaming',
        'tests/generators',
      ],
      { CONFORMANCE_SAMPLES: process.env.CONFORMANCE_SAMPLES ?? '10000' },
    ),
  memory: () => measureAll(['memory.ts', 'deep-run.ts']),
  mutants: async () => {
    const stryker = '@stryker-mutator/core/bin/stryker.js';
    if (!existsSync(join(root, 'node_modules', stryker))) {
      console.error('Mutants need Stryker: npm install --no-save @stryker-mutator/core@9.6.1');
      return 1;
    }
    const evidence = join(root, 'node_modules/.cache/stryker/evidence');
    await gatherEvidence(evidence);
    return node(stryker, ['run', ...(places.length === 0 ? [] : ['--mutate', places.join(',')])], {
      CONFORMANCE_EVIDENCE: evidence,
      CONFORMANCE_RECORDINGS: join(root, '../shared/recordings'),
    });
  },
};

let failed = 0;
for (const name of part === undefined ? parts : [part]) {
  console.log(`\n${name}`);
  if ((await work[name]()) !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
