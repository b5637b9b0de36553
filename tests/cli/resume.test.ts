import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { Results } from '../../suites/engine/results.js';
import { workplace } from './workplace.js';

const { path, serve, command } = workplace();
const key = { RESPONSES_API_KEY: 'a-key-for-the-resumed-run' };

async function resultsIn(folder: string): Promise<Results> {
  return JSON.parse(await readFile(path(folder, 'results.json'), 'utf8')) as Results;
}

test('a run that ran out of its budget is gone on with, and judged as if it had never stopped', async () => {
  const baseUrl = await serve();
  const words = [
    'run',
    '--base-url',
    baseUrl,
    '--model',
    'reference',
    '--suite',
    'usage,http',
    '--depth',
    'smoke',
  ];
  expect((await command([...words, '--output', 'whole'], key)).code).toBe(0);
  const short = await command([...words, '--output', 'part', '--max-requests', '6'], key);
  expect(short.code).toBe(5);
  expect((await resultsIn('part')).run.complete).toBe(false);

  const resumed = await command([...words, '--resume', 'part'], key);
  expect(resumed.err).toBe('');
  expect(resumed.code).toBe(0);
  const statuses = ({ rules }: Results) => rules.map(({ id, status }) => [id, status]);
  expect(statuses(await resultsIn('part'))).toEqual(statuses(await resultsIn('whole')));
  expect((await resultsIn('part')).run.complete).toBe(true);
});

test('another target, seed or depth is refused', async () => {
  const baseUrl = await serve();
  const words = ['run', '--base-url', baseUrl, '--model', 'reference', '--rule', 'RES-USAGE-SUM'];
  await command([...words, '--depth', 'smoke', '--output', 'part', '--max-requests', '1'], key);
  const other = ['run', '--base-url', await serve(), '--model', 'reference', '--resume', 'part'];
  expect((await command(other, key)).code).toBe(2);
  expect((await command([...words, '--resume', 'part', '--seed', '9'], key)).code).toBe(2);
  expect((await command([...words, '--resume', 'part', '--depth', 'deep'], key)).code).toBe(2);
});
