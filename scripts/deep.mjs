// `npm run deep`: what takes too long for every change. Generators and streams with many samples, memory of long runs (one
// of them of the built command line: `npm run build` first), and mutants of the rules. Parts: samples, memory, mutants;
// `npm run deep -- memory` runs only what is named. What is named after `mutants` are the areas, e.g.
// `npm run deep -- mutants usage tools`.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measureAll } from './measure.mjs';
import { runMutants } from './mutants.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [part, ...areas] = process.argv.slice(2);
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
  mutants: () => runMutants(root, areas),
};

let failed = 0;
for (const name of part === undefined ? parts : [part]) {
  console.log(`\n${name}`);
  if ((await work[name]()) !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
