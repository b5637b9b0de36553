import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestResult } from 'allure-js-commons';
import { expect, test } from 'vitest';
import { type Area, areas } from '../../suites/engine/area.js';
import type { Change } from '../../targets/reference/index.js';
import { usageDefects } from '../defects/usage.js';
import { workplace } from './workplace.js';

const { path, folder, serve, command } = workplace();
const key = { RESPONSES_API_KEY: 'a-key-for-both-front-ends' };
const project = fileURLToPath(new URL('../..', import.meta.url));

/** Labels that say where vitest has run a test: they are vitest's own. */
const ofVitest: ReadonlySet<string> = new Set([
  'framework',
  'language',
  'host',
  'thread',
  'package',
  'parentSuite',
  'suite',
  '_fallbackTestCaseId',
]);

const fileOf = (area: Area) => `suites/${area}/${area}.suite.ts`;

function changeCaughtBy(rule: string): Change {
  const defect = usageDefects.find(({ caughtBy }) => caughtBy.includes(rule));
  if (defect === undefined) throw new Error(`no defect breaks ${rule}`);
  return defect.change;
}

/** Runs the suite in vitest, in a process and a folder of its own. */
async function inVitest(files: readonly string[], options: readonly string[]): Promise<string> {
  const vitest = join(project, 'node_modules', 'vitest', 'vitest.mjs');
  const child = spawn(
    process.execPath,
    [vitest, 'run', '--root', project, '--project', 'conformance', ...files],
    {
      cwd: folder(),
      env: { ...key, PATH: process.env['PATH'], CONFORMANCE_OPTIONS: options.join(' ') },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const said: string[] = [];
  child.stdout.on('data', (piece: Buffer) => said.push(piece.toString('utf8')));
  child.stderr.on('data', (piece: Buffer) => said.push(piece.toString('utf8')));
  await once(child, 'close');
  return said.join('');
}

/** What the history, the tree and the filters of a report rest on, by history id. */
async function filedIn(results: string) {
  const names = (await readdir(results)).filter((name) => name.endsWith('-result.json'));
  const filed = await Promise.all(
    names.map(async (name) => {
      const result = JSON.parse(await readFile(join(results, name), 'utf8')) as TestResult;
      const { historyId, testCaseId, description, status, links, parameters, labels } = result;
      const own = labels.filter((label) => !ofVitest.has(label.name));
      return [
        historyId,
        { name: result.name, testCaseId, description, status, links, parameters, own },
      ] as const;
    }),
  );
  expect(new Set(filed.map(([id]) => id)).size).toBe(filed.length);
  return new Map(filed);
}

test('every area has the file that shows it in vitest', () => {
  const without = areas.filter((area) => !existsSync(join(project, fileOf(area))));
  expect(without).toEqual([]);
});

test('vitest and the command line file the same tests under the same names, labels and history', async () => {
  const baseUrl = await serve({
    changes: ['RES-USAGE-SUM', 'RES-USAGE-DETAILS', 'RES-USAGE-NULL'].map(changeCaughtBy),
  });
  await writeFile(
    path('baseline.yaml'),
    'schemaVersion: "1.0"\nentries:\n  - { rule: RES-USAGE-SUM, reason: known, owner: tests, until: 2099-12-31 }\n',
  );
  const options = [
    ...['--base-url', baseUrl, '--model', 'reference', '--baseline', 'baseline.yaml'],
    ...['--capability', 'logprobs=off'],
  ];
  const asked: readonly Area[] = ['usage', 'include', 'sdk'];
  const run = await command(['run', ...options, '--suite', asked.join(','), '--output', 'out'], key);
  expect(run.code, run.err).toBe(1);
  const said = await inVitest(asked.map(fileOf), options);

  const inside = join(folder(), 'conformance-results', 'reference', 'allure-results');
  const [ofCommand, fromVitest] = [await filedIn(path('out', 'allure-results')), await filedIn(inside)];
  // The command line lists what was not asked for as well, vitest only the areas whose files it runs.
  const filed = [...ofCommand].filter(([, { own }]) =>
    own.some(({ name, value }) => name === 'feature' && asked.some((area) => area === value)),
  );
  const statuses = filed.map(([, { status }]) => status);
  expect(new Set(statuses)).toEqual(new Set(['passed', 'failed', 'skipped']));
  // A test of vitest that fails would end the night: what is known is skipped there, and tagged in both.
  const expected = filed.map(([id, one]) => {
    const known = one.own.some(({ name, value }) => name === 'tag' && value === 'known');
    return [id, known ? { ...one, status: 'skipped' } : one] as const;
  });
  expect(expected.filter(([id, { status }]) => ofCommand.get(id)?.status !== status)).toHaveLength(1);
  expect(Object.fromEntries(fromVitest), said).toEqual(Object.fromEntries(expected));

  for (const file of ['environment.properties', 'categories.json']) {
    expect(await readFile(join(inside, file), 'utf8'), file).toBe(
      await readFile(path('out', 'allure-results', file), 'utf8'),
    );
  }
});
