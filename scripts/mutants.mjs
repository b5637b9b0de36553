// Mutants of the rules, of the stream automaton and of the generators, some areas at a time: what is done is kept when the rest is stopped.
// Writes docs/mutants.md (scores) and tests/mutants/survivors.txt (what nothing was caught at, for review).
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gatherEvidence } from './gather-evidence.mjs';
import { load } from './load.mjs';
import { survivorsText, withScores } from './mutant-scores.mjs';

const cache = 'node_modules/.cache/stryker';
// The rules of capabilities are those of many areas, in a folder of their own.
const acrossAreas = 'capabilities';
const generators = 'generators';

/** Mutates the rules of these areas, all where none is named. Gives an exit code. */
export async function runMutants(root, wanted) {
  const { areas: named } = await load('suites/engine/area.ts');
  const areas = [...named, acrossAreas, generators];
  const unknown = wanted.filter((area) => !areas.includes(area));
  if (unknown.length > 0) {
    console.error(`There is no area ${unknown.join(', ')}: ${areas.join(', ')}.`);
    return 2;
  }
  const chosen = wanted.length === 0 ? areas : wanted;
  const evidence = process.env.CONFORMANCE_EVIDENCE ?? join(root, cache, 'evidence');
  if (process.env.CONFORMANCE_EVIDENCE === undefined && chosen.some((area) => area !== generators)) {
    await gatherEvidence(evidence);
  }
  // What Stryker knows of the checks are their names: where they are made otherwise, nothing that was done before counts.
  const digest = digestOf(root);
  const known = join(root, cache, 'checks.txt');
  if (!existsSync(known) || readFileSync(known, 'utf8') !== digest) {
    rmSync(join(root, cache, 'incremental.json'), { force: true });
    mkdirSync(join(root, cache), { recursive: true });
    writeFileSync(known, digest);
  }
  let failed = 0;
  for (const group of groupsOf(chosen)) {
    console.log(`\n${group.join(', ')}`);
    failed += mutate(root, group, evidence) === 0 ? 0 : 1;
  }
  const report = JSON.parse(readFileSync(join(root, cache, 'incremental.json'), 'utf8'));
  const reviewed = JSON.parse(readFileSync(join(root, 'tests/mutants/reviewed.json'), 'utf8'));
  writeFileSync(join(root, 'tests/mutants/survivors.txt'), survivorsText(report, reviewed));
  const page = join(root, 'docs/mutants.md');
  writeFileSync(page, withScores(readFileSync(page, 'utf8'), report));
  return failed === 0 ? 0 : 1;
}

/** Areas that are mutated in one go: getting ready takes a minute, whatever they are. */
const together = 6;
const alone = new Set([acrossAreas, generators, 'streaming']);

function groupsOf(areas) {
  const others = areas.filter((area) => !alone.has(area));
  return [
    ...Array.from({ length: Math.ceil(others.length / together) }, (_, index) =>
      others.slice(index * together, (index + 1) * together),
    ),
    ...areas.filter((area) => alone.has(area)).map((area) => [area]),
  ];
}

function placesOf(area) {
  if (area === generators) return ['generators/**/*.ts'];
  const rules = [`suites/${area}/**/rules/**/*.ts`, `suites/${area}/**/*rules.ts`];
  return area === 'streaming' ? [...rules, 'suites/streaming/automaton/**/*.ts'] : rules;
}

function mutate(root, group, evidence) {
  const places = group.flatMap(placesOf);
  const stryker = join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  const { status } = spawnSync(
    process.execPath,
    [stryker, 'run', '--mutate', [...places, '!**/*.test.ts'].join(',')],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        CONFORMANCE_AREAS: group.includes(acrossAreas) ? undefined : group.join(','),
        CONFORMANCE_EVIDENCE: group.includes(generators) ? undefined : evidence,
        CONFORMANCE_RECORDINGS: process.env.CONFORMANCE_RECORDINGS ?? join(root, '../shared/recordings'),
      },
    },
  );
  return status ?? 1;
}

function digestOf(root) {
  const hash = createHash('sha1');
  for (const folder of [
    'tests/defects',
    'tests/generators',
    'tests/mutants',
    'tests/oddities',
    'tests/proof',
    'tests/streaming',
  ]) {
    for (const name of readdirSync(join(root, folder), { recursive: true }).toSorted()) {
      if (name.endsWith('.ts')) hash.update(readFileSync(join(root, folder, name)));
    }
  }
  return hash.digest('hex');
}
