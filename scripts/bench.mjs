// `npm run bench`: all measurements of bench/, as a table. Exit code 1 where one misses its bound.
// `npm run bench -- judging schemas` runs only the files of these names. What starts dist/ needs a build.
import { fork, spawnSync } from 'node:child_process';
import { cpSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Table from 'cli-table3';

const root = fileURLToPath(new URL('..', import.meta.url));
const wanted = process.argv.slice(2);
const files = readdirSync(`${root}bench`)
  .filter((file) => file.endsWith('.bench.ts'))
  .filter((file) => wanted.length === 0 || wanted.includes(file.replace('.bench.ts', '')));
if (files.length === 0) {
  console.error(`No file of bench/ is called ${wanted.join(' or ')}.`);
  process.exit(2);
}

const compiled = compile();
const table = new Table({
  head: ['measured', 'value', 'unit', 'bound', 'ratio', 'peak MB'],
  style: { head: [], border: [], compact: true },
});
let missed = 0;
for (const file of files) {
  const names = Object.keys(await import(join(compiled, 'bench', file.replace(/ts$/, 'js')))).filter((name) =>
    name.startsWith('measure'),
  );
  for (const name of names) {
    const { measurements, megabytes } = await measure(
      join(compiled, 'bench', file.replace(/ts$/, 'js')),
      name,
    );
    for (const measurement of measurements) table.push(row(measurement, megabytes));
  }
}
console.log(table.toString());
if (missed > 0) console.log(`${missed} measurements miss their bound.`);
process.exit(missed === 0 ? 0 : 1);

// Measured is what tsc makes, as it is shipped: a loader for TypeScript would be measured along.
function compile() {
  const folder = `${root}node_modules/.cache/bench`;
  const compiler = join(
    dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
    'bin',
    'tsc',
  );
  // What is wrong with types is told by `npm run check`.
  spawnSync(process.execPath, [compiler, '-p', 'tsconfig.json', '--noEmit', 'false', '--outDir', folder], {
    cwd: root,
    stdio: 'ignore',
  });
  for (const area of [
    'package.json',
    'schemas',
    'suites',
    'reports',
    'targets',
    'generators',
    'cli',
    'tests',
  ]) {
    cpSync(join(root, area), join(folder, area), {
      recursive: true,
      filter: (path) => !/\.tsx?$/.test(path) && !path.includes('/schemas/compiled'),
    });
  }
  return folder;
}

function row({ name, unit, value, atLeast, atMost }, megabytes) {
  const bound =
    atLeast !== undefined ? `≥ ${shown(atLeast)}` : atMost !== undefined ? `≤ ${shown(atMost)}` : '';
  const ratio = atLeast !== undefined ? value / atLeast : atMost !== undefined ? atMost / value : null;
  const isMissed = ratio !== null && !(ratio >= 1);
  if (isMissed) missed += 1;
  return [
    isMissed ? `! ${name}` : name,
    shown(value),
    unit,
    bound,
    ratio === null ? '' : ratio.toFixed(2),
    Math.round(megabytes),
  ];
}

function shown(value) {
  const digits = Math.abs(value) < 10 ? 2 : 0;
  return value.toLocaleString('en', { maximumFractionDigits: digits });
}

function measure(file, name) {
  process.stderr.write(`${name}\n`);
  return new Promise((resolve, reject) => {
    const child = fork(`${root}scripts/bench-worker.mjs`, [file, name], { execArgv: ['--expose-gc'] });
    let outcome = null;
    child.on('message', (message) => {
      outcome = message;
    });
    child.on('error', reject);
    child.on('exit', (code) =>
      outcome === null ? reject(new Error(`${file} ${name} ended with ${code}`)) : resolve(outcome),
    );
  });
}
