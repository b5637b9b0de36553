// Writes docs/rules: one page for each rule, with examples taken from runs against the reference server and its
// defective variants, and an index. A test tells when the pages are no longer current.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { load } from './load.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = `${root}docs/rules/`;
const { catalogue } = await load('suites/catalogue.ts');
const { rulePage, ruleIndex, examplesOf } = await load('reports/rule-page.ts');

// Examples take minutes to make; without --examples those of the present pages are kept.
const fresh = process.argv.includes('--examples') ? await freshExamples() : null;

mkdirSync(folder, { recursive: true });
const before = new Map(readdirSync(folder).map((name) => [name, readFileSync(`${folder}${name}`, 'utf8')]));
for (const name of before.keys()) rmSync(`${folder}${name}`);
for (const rule of catalogue.rules) {
  const name = `${rule.id}.md`;
  const page = rulePage(rule, fresh?.get(rule.id) ?? null);
  const kept = fresh?.has(rule.id) ? '' : examplesOf(before.get(name) ?? '');
  writeFileSync(`${folder}${name}`, page + kept);
}
writeFileSync(`${folder}README.md`, ruleIndex(catalogue.rules, catalogue.excluded));
console.log(`${catalogue.rules.length} pages in docs/rules`);

async function freshExamples() {
  const { ruleExamples } = await load('tests/reports/rule-examples.ts');
  const defects = [];
  for (const name of readdirSync(`${root}tests/defects`).filter((file) => file.endsWith('.ts'))) {
    const exported = await load(`tests/defects/${name}`);
    defects.push(...Object.entries(exported).flatMap(([key, list]) => (key.endsWith('Defects') ? list : [])));
  }
  return ruleExamples(defects, console.log);
}
