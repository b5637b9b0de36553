// Mutants of the rules, of the stream automaton and of the generators, some areas at a time: what is done is kept when the rest is stopped.
// Writes docs/mutants.md (scores) and tests/mutants/survivors.txt (what nothing was caught at, for review).
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gatherEvidence } from './gather-evidence.mjs';
import { load } from './load.mjs';

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
  writeFileSync(join(root, 'tests/mutants/survivors.txt'), survivorsText(report));
  writeFileSync(join(root, 'docs/mutants.md'), scoresPage(root, report));
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

/** What a mutant counts as; ignored ones and those of declarations count as nothing. */
function outcomeOf({ status }) {
  if (status === 'Killed' || status === 'Timeout') return 'caught';
  return status === 'Survived' || status === 'NoCoverage' ? 'survived' : null;
}

function survivorsText({ files }) {
  const lines = Object.entries(files)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([name, { source, mutants }]) => {
      const text = source.split('\n');
      return mutants
        .filter((mutant) => outcomeOf(mutant) === 'survived')
        .toSorted((left, right) => left.location.start.line - right.location.start.line)
        .map(({ location: { start, end }, mutatorName, replacement }) => {
          const line = text[start.line - 1] ?? '';
          const was = line.slice(start.column - 1, start.line === end.line ? end.column - 1 : undefined);
          return `${name}:${start.line} ${mutatorName}: ${oneLine(was)} → ${oneLine(replacement ?? '')}`;
        });
    });
  return `${lines.join('\n')}\n`;
}

function oneLine(text) {
  return text.replaceAll(/\s+/g, ' ').slice(0, 90);
}

function placeOf(name) {
  const [top, folder] = name.split('/');
  if (top === generators) return `${generators}, ${folder}`;
  return name.startsWith('suites/streaming/automaton') ? 'streaming, automaton' : folder;
}

function scoresPage(root, { files }) {
  const byArea = new Map();
  for (const [name, { mutants }] of Object.entries(files)) {
    const place = placeOf(name);
    const counts = byArea.get(place) ?? { caught: 0, survived: 0 };
    for (const mutant of mutants) {
      const outcome = outcomeOf(mutant);
      if (outcome !== null) counts[outcome] += 1;
    }
    byArea.set(place, counts);
  }
  const rows = [...byArea].toSorted(([left], [right]) => (left < right ? -1 : 1));
  const total = rows.reduce(
    (sum, [, { caught, survived }]) => ({ caught: sum.caught + caught, survived: sum.survived + survived }),
    { caught: 0, survived: 0 },
  );
  const row = (name, { caught, survived }) =>
    `| ${name} | ${caught + survived} | ${caught} | ${((100 * caught) / Math.max(1, caught + survived)).toFixed(1)} % |`;
  const page = join(root, 'docs/mutants.md');
  const text = existsSync(page) ? readFileSync(page, 'utf8') : '';
  const table = [
    '| place | mutants | caught | score |',
    '| --- | --- | --- | --- |',
    ...rows.map(([name, counts]) => row(name, counts)),
    row('**all**', total),
  ].join('\n');
  return text.replace(/(<!-- scores -->)[\s\S]*?(<!-- end -->)/, `$1\n\n${table}\n\n$2`);
}
