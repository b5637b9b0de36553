// `npm run proof`: the matrix of defects and rules, its gates, and docs/proof.md. Exit code 1 where a gate is broken.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadAll } from './load.mjs';
import { runWorkers } from './workers.mjs';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const [{ defects }, { oddities }, { catalogue }, { seenReal }, { brokenGates }, { figures, proofPage }] =
  await loadAll(
    'tests/defects/index.ts',
    'tests/oddities/index.ts',
    'suites/catalogue.ts',
    'suites/seen-real.ts',
    'tests/proof/gates.ts',
    'tests/proof/page.ts',
  );

const outcomes = new Map();
const blamed = new Map();
const total = defects.length + oddities.length;
const show = () => {
  if (process.stderr.isTTY) process.stderr.write(`\r${outcomes.size + blamed.size} of ${total}`);
};
await runWorkers(new URL('./proof-worker.mjs', import.meta.url), {}, ({ outcome, odd }) => {
  if (outcome !== undefined) outcomes.set(outcome.name, outcome);
  else blamed.set(odd.name, odd.blamed);
  show();
});

const proof = {
  rules: catalogue.rules,
  defects,
  outcomes: defects.map(({ name }) => outcomes.get(name)),
  oddities: oddities.map((oddity) => ({ oddity, blamed: blamed.get(oddity.name) })),
  seenReal: catalogue.rules.map(({ id }) => id).filter((id) => seenReal.has(id)),
};
writeFileSync(at('docs/proof.md'), proofPage(proof));
// The matrix itself, for the test that no two rules are told apart by no defect: it need not be made anew for that.
const matrix = proof.outcomes.map(({ name, caughtBy, collateral }) => [
  name,
  [...caughtBy, ...collateral].toSorted(),
]);
writeFileSync(
  at('tests/proof/matrix.json'),
  `{\n${matrix.map(([name, ids]) => `  ${JSON.stringify(name)}: ${JSON.stringify(ids)}`).join(',\n')}\n}\n`,
);
// What findings say and where they point is part of the product: a change of it is seen in the tests of the defects.
writeFileSync(
  at('tests/proof/findings.json'),
  `${JSON.stringify(Object.fromEntries(proof.outcomes.map(({ name, said }) => [name, said])), null, 2)}\n`,
);
process.stdout.write(`\n${figures(proof).join('\n')}\n`);
const broken = brokenGates(proof);
for (const line of broken) process.stdout.write(`gate: ${line}\n`);
process.exit(broken.length === 0 ? 0 : 1);
