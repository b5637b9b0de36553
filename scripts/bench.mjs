// `npm run bench`: all measurements of bench/, as a table. Exit code 1 where one misses its bound.
// `npm run bench -- judging schemas` runs only the files of these names. What starts dist/ needs a build.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { measureAll } from './measure.mjs';

const wanted = process.argv.slice(2);
const files = readdirSync(fileURLToPath(new URL('../bench', import.meta.url)))
  .filter((file) => file.endsWith('.bench.ts'))
  .filter((file) => wanted.length === 0 || wanted.includes(file.replace('.bench.ts', '')));
if (files.length === 0) {
  console.error(`No file of bench/ is called ${wanted.join(' or ')}.`);
  process.exit(2);
}
process.exit((await measureAll(files)) === 0 ? 0 : 1);
