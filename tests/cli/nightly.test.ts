import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { usageDefects } from '../defects/usage.js';
import { workplace } from './workplace.js';

const { path, serve, command } = workplace();
const rule = 'RES-USAGE-SUM';
const defect = usageDefects.find(({ caughtBy }) => caughtBy.includes(rule));
const key = { RESPONSES_API_KEY: 'a-key-for-the-night' };

function night(baseUrl: string, output: string, ...more: readonly string[]) {
  const target = ['--base-url', baseUrl, '--model', 'reference', '--suite', 'usage', '--depth', 'smoke'];
  return command(['run', ...target, '--output', output, ...more], key);
}

/** A reference server, sound or with the defect, at one and the same address from night to night. */
async function configured(config: string, baseUrl: string): Promise<void> {
  const { writeFile } = await import('node:fs/promises');
  const target = { baseUrl, model: 'reference' };
  await writeFile(config, JSON.stringify({ targets: { mine: target } }));
}

test('two nights, one regression: exit code, terminal, Allure history and compare all name exactly that rule', async () => {
  if (defect === undefined) throw new Error(`no defect breaks ${rule}`);
  const config = path('conformance.config.json');
  const options = ['--target', 'mine', '--suite', 'usage', '--depth', 'smoke'];
  await configured(config, await serve());
  const first = await command(['run', ...options, '--output', 'first'], key);
  expect(first.code).toBe(0);
  await configured(config, await serve({ changes: [defect.change] }));
  const second = await command(['run', ...options, '--output', 'second'], key);
  expect(second.code).toBe(1);
  expect(second.out.match(/^FAIL \S+$/gm)).toEqual([`FAIL ${rule}`]);

  const compared = await command(['compare', 'first', 'second', '--output', 'compared']);
  expect(compared.code).toBe(0);
  expect(compared.out).toContain(`new failures: ${rule}\n`);
  expect(JSON.parse(await readFile(path('compared', 'compare.json'), 'utf8'))).toMatchObject({
    kind: 'then-and-now',
    changes: { newFailures: [rule], fixed: [] },
  });

  for (const output of ['first', 'second']) {
    const reported = await command(['report', output, '--history', 'history.jsonl']);
    expect(reported.err).toBe('');
  }
  const nights = (await readFile(path('history.jsonl'), 'utf8')).trim().split('\n').map(failedIn);
  expect(nights).toEqual([[], [`usage/${rule}`]]);
});

test('a failure that the baseline knows leaves the night green; when it is gone, the entry is stale', async () => {
  if (defect === undefined) throw new Error(`no defect breaks ${rule}`);
  const broken = await serve({ changes: [defect.change] });
  const baseline = ['--baseline', 'baseline.yaml'];
  expect((await night(broken, 'a', ...baseline, '--update-baseline')).code).toBe(0);
  const known = await night(broken, 'b', ...baseline);
  expect(known.code).toBe(0);
  expect(known.out).toContain(`Known failures: ${rule}`);
  const mended = await night(await serve(), 'c', ...baseline);
  expect(mended.code).toBe(1);
  expect(mended.out).toContain(`stale: ${rule}`);
});

test('--failed runs only what failed, and replay shows the finding until it is mended', async () => {
  if (defect === undefined) throw new Error(`no defect breaks ${rule}`);
  const broken = await serve({ changes: [defect.change] });
  expect((await night(broken, 'a')).code).toBe(1);
  const again = await command(
    [
      'run',
      '--base-url',
      broken,
      '--model',
      'reference',
      '--depth',
      'smoke',
      '--failed',
      'a',
      '--output',
      'b',
    ],
    key,
  );
  expect(again.code).toBe(1);
  const { rules } = JSON.parse(await readFile(path('b', 'results.json'), 'utf8')) as {
    readonly rules: readonly { readonly id: string; readonly reason: string | null }[];
  };
  expect(rules.filter(({ reason }) => reason !== 'filtered').map(({ id }) => id)).toEqual([rule]);

  const file = path('a', 'failures', `${rule}-1`, 'replay.json');
  const replayed = await command(['replay', file, '--base-url', broken], key);
  expect(replayed.out).toContain(`\nfail: `);
  expect(replayed.code).toBe(1);
  expect((await command(['replay', file, '--base-url', await serve()], key)).code).toBe(0);
});

// Names of the tests that failed in one line of the history.
function failedIn(line: string): readonly string[] {
  const { testResults } = JSON.parse(line) as {
    readonly testResults: { readonly [id: string]: { readonly status: string; readonly fullName: string } };
  };
  return Object.values(testResults)
    .filter(({ status }) => status === 'failed')
    .map(({ fullName }) => fullName);
}
