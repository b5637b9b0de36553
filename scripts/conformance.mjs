// `npm run conformance`: runs the suite in vitest, then makes one Allure page of its results, whatever they are.
// Words behind `--` go to vitest, e.g. `npm run conformance -- suites/streaming`.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = join(root, 'conformance-results');

const node = (...words) => spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit' }).status ?? 1;

// allure-vitest adds to what lies there; a page must not mix two runs.
for (const folder of existsSync(results) ? readdirSync(results) : []) {
  rmSync(join(results, folder, 'allure-results'), { recursive: true, force: true });
}

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const outcome = node(vitest, 'run', '--project', 'conformance', ...process.argv.slice(2));

const latest = (existsSync(results) ? readdirSync(results) : [])
  .map((folder) => join(results, folder))
  .filter((folder) => existsSync(join(folder, 'results.json')))
  .toSorted(
    (left, right) =>
      statSync(join(right, 'results.json')).mtimeMs - statSync(join(left, 'results.json')).mtimeMs,
  )[0];
if (latest === undefined) process.exit(outcome);
process.stdout.write('report: ');
const reported = node(join(root, 'dist', 'cli', 'main.js'), 'report', latest);
process.exit(outcome === 0 ? reported : outcome);
