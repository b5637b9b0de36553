import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runProgram } from '../../cli/program.js';
import type { Results } from '../../suites/engine/results.js';
import type { Change } from '../../targets/reference/index.js';
import { readTranscript } from '../../targets/transcript.js';
import { fakeTerminal } from './fake-terminal.js';
import { workplace } from './workplace.js';

const { path, resultsIn, folder, serve, command } = workplace();
const key = { RESPONSES_API_KEY: 'a-key-for-the-resumed-run' };

async function idsIn(name: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const { id } of readTranscript(path(name, 'transcript.ndjson'))) ids.push(id);
  return ids.toSorted();
}

const statuses = ({ rules }: Results) => rules.map(({ id, status }) => [id, status]);

/** Counts what a server is asked; `at` is called with how often that was. */
interface Counter {
  readonly change: Change;
  readonly asked: string[];
  at: (count: number) => void;
}

function counting(): Counter {
  const asked: string[] = [];
  const counter: Counter = {
    asked,
    at: () => {},
    change: {
      request: (request) => {
        counter.asked.push(`${request.method} ${new URL(request.url).pathname}`);
        counter.at(asked.length);
        return request;
      },
    },
  };
  return counter;
}

const wordsFor = (baseUrl: string, ...more: readonly string[]) => [
  'run',
  '--base-url',
  baseUrl,
  '--model',
  'reference',
  '--depth',
  'smoke',
  ...more,
];

test('a run that ran out of its budget is gone on with, and judged as if it had never stopped', async () => {
  const server = counting();
  const baseUrl = await serve({ changes: [server.change], keys: [[key.RESPONSES_API_KEY, 'first']] });
  const words = wordsFor(baseUrl, '--suite', 'usage,http');
  expect((await command([...words, '--output', 'whole'], key)).code).toBe(0);
  const whole = server.asked.splice(0).length;
  expect((await command([...words, '--output', 'part', '--max-requests', '6'], key)).code).toBe(5);
  expect((await resultsIn('part')).run.complete).toBe(false);

  const resumed = await command([...words, '--resume', 'part'], key);
  expect(resumed.err).toBe('');
  expect(resumed.code).toBe(0);
  expect(statuses(await resultsIn('part'))).toEqual(statuses(await resultsIn('whole')));
  expect((await resultsIn('part')).run.complete).toBe(true);
  expect(await idsIn('part')).toEqual(await idsIn('whole'));
  // Nothing but what was stored, and taken away when the budget was spent, is asked for twice.
  expect(server.asked.filter((line) => !line.startsWith('DELETE')).length).toBeLessThanOrEqual(whole + 4);
});

test('an interrupted run says what it did not judge, and is completed', async () => {
  const server = counting();
  const baseUrl = await serve({ changes: [server.change], keys: [[key.RESPONSES_API_KEY, 'first']] });
  const words = wordsFor(baseUrl);
  expect((await command([...words, '--output', 'whole'], key)).code).toBe(0);
  server.asked.splice(0);
  const interruption = new AbortController();
  server.at = (count) => {
    if (count === 12) interruption.abort(new Error('interrupted'));
  };
  const terminal = fakeTerminal(folder(), key, interruption.signal);
  const code = await runProgram([...words, '--output', 'part'], terminal);
  server.at = () => {};
  expect(code).toBe(5);
  const part = await resultsIn('part');
  expect(part).toMatchObject({ verdict: 'inconclusive', run: { complete: false } });
  expect(part.rules.some(({ status, reason }) => status === 'not-run' && reason === 'budget')).toBe(true);
  expect(terminal.said().err).toBe('');
  const before = await idsIn('part');
  expect(before.length).toBeGreaterThan(5);

  expect((await command([...words, '--resume', 'part'], key)).code).toBe(0);
  const whole = await resultsIn('whole');
  expect(statuses(await resultsIn('part'))).toEqual(statuses(whole));
  expect(await idsIn('part')).toEqual(await idsIn('whole'));
});

test('a run that was killed is resumed from its transcript, whose last line is cut', async () => {
  const server = counting();
  const baseUrl = await serve({ changes: [server.change], keys: [[key.RESPONSES_API_KEY, 'first']] });
  const words = wordsFor(baseUrl, '--suite', 'usage,http');
  await command([...words, '--output', 'part', '--keep'], key);
  const whole = await idsIn('part');
  await rm(path('part', 'results.json'));
  await appendFile(path('part', 'transcript.ndjson'), '{"id":"usage/cut');
  server.asked.splice(0);
  expect((await command([...words, '--resume', 'part', '--keep'], key)).code).toBe(0);
  expect(await idsIn('part')).toEqual(whole);
  expect(server.asked).toEqual([]);
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

test('the process ends in good order on SIGINT, and its run is completed by another one', async () => {
  const server = counting();
  const baseUrl = await serve({ changes: [server.change], keys: [[key.RESPONSES_API_KEY, 'first']] });
  const words = wordsFor(baseUrl, '--suite', 'usage,http,state');
  const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
  const jiti = fileURLToPath(new URL('../../node_modules/jiti/lib/jiti-cli.mjs', import.meta.url));
  const child = spawn(process.execPath, [jiti, main, ...words, '--output', 'part'], {
    cwd: folder(),
    env: { ...process.env, ...key, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  server.at = (count) => {
    if (count === 6) child.kill('SIGINT');
  };
  const [code] = await once(child, 'exit');
  expect(code).toBe(5);
  expect((await resultsIn('part')).run.complete).toBe(false);
  expect((await idsIn('part')).length).toBeGreaterThan(2);
  expect((await command([...words, '--resume', 'part'], key)).code).toBe(0);
  expect((await resultsIn('part')).run.complete).toBe(true);
});
