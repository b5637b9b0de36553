// Prints what `npm test -- --coverage` found: lines and branches of rules, automaton, generators and targets, and the files
// of which least is run. What nothing runs is code that can go, or a test that is missing.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const summary = JSON.parse(readFileSync(`${root}coverage/coverage-summary.json`, 'utf8'));
const files = Object.entries(summary)
  .filter(([name]) => name !== 'total')
  .map(([name, counts]) => ({ name: name.replace(root, ''), ...counts }));

const parts = [
  ['rules', (name) => /^suites\/.*rules/.test(name)],
  ['automaton', (name) => name.startsWith('suites/streaming/automaton/')],
  ['engine', (name) => name.startsWith('suites/engine/')],
  ['scenarios', (name) => /^suites\/.*scenarios/.test(name)],
  ['generators', (name) => name.startsWith('generators/')],
  ['targets', (name) => name.startsWith('targets/')],
];
/** Files of which least is run. */
const shown = 10;

function percent(entries, kind) {
  const covered = entries.reduce((sum, entry) => sum + entry[kind].covered, 0);
  const total = entries.reduce((sum, entry) => sum + entry[kind].total, 0);
  return `${((100 * covered) / Math.max(1, total)).toFixed(1).padStart(5)} %`;
}

console.log('coverage      lines  branches');
for (const [part, belongs] of parts) {
  const entries = files.filter(({ name }) => belongs(name));
  console.log(`${part.padEnd(11)} ${percent(entries, 'lines')}   ${percent(entries, 'branches')}`);
}
console.log('least of all');
for (const entry of files.toSorted((left, right) => left.lines.pct - right.lines.pct).slice(0, shown)) {
  console.log(`${percent([entry], 'lines')}  ${percent([entry], 'branches')}  ${entry.name}`);
}
