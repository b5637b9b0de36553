// Runs measurements, each in a process of its own, and prints them as a table.
import { fork, spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Table from 'cli-table3';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Measures what these files of bench/ export, prints the table, and gives how many measurements miss their bound. */
export async function measureAll(files) {
  const compiled = compile();
  const table = new Table({
    head: ['measured', 'value', 'unit', 'bound', 'ratio', 'peak MB'],
    style: { head: [], border: [], compact: true },
  });
  let missed = 0;
  for (const file of files) {
    const path = join(compiled, 'bench', file.replace(/ts$/, 'js'));
    const names = Object.keys(await import(path)).filter((name) => name.startsWith('measure'));
    for (const name of names) {
      const { measurements, megabytes } = await measure(path, name);
      for (const measurement of measurements) {
        if (!(ratioOf(measurement) >= 1)) missed += 1;
        table.push(row(measurement, megabytes));
      }
    }
  }
  console.log(table.toString());
  if (missed > 0) console.log(`${missed} measurements miss their bound.`);
  return missed;
}

// Without a bound nothing can be missed.
function ratioOf({ value, atLeast, atMost }) {
  if (atLeast !== undefined) return value / atLeast;
  if (atMost === undefined) return Number.POSITIVE_INFINITY;
  return value === 0 ? Number.POSITIVE_INFINITY : atMost / value;
}

function row(measurement, megabytes) {
  const { name, unit, value, atLeast, atMost } = measurement;
  const bound =
    atLeast !== undefined ? `≥ ${shown(atLeast)}` : atMost !== undefined ? `≤ ${shown(atMost)}` : '';
  const ratio = ratioOf(measurement);
  return [
    ratio >= 1 ? name : `! ${name}`,
    shown(value),
    unit,
    bound,
    Number.isFinite(ratio) ? ratio.toFixed(2) : '',
    Math.round(megabytes),
  ];
}

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
