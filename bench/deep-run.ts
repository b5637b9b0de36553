import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Results } from '../suites/engine/results.js';
import type { Measurement } from './measurement.js';

/** What a run may take at its peak, everything included. */
const mostMegabytes = 400;

/** So many generated cases of each family make some 19,000 requests. */
const cases = 2000;

const keys = { RESPONSES_API_KEY: 'key-of-the-bench-1-0123', RESPONSES_API_KEY_2: 'key-of-the-bench-2-4567' };
const main = resolve('dist/cli/main.js');
const tellPeak = "process.on('exit', () => console.error('peak', process.resourceUsage().maxRSS))";

/**
 * A deep run of the built command line with very many generated cases: streams, sessions, refusals and all that is kept
 * of them until the end. The target is a process of its own.
 */
export async function measureDeepRun(): Promise<readonly Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'deep-run-'));
  const server = started([main, 'serve']);
  try {
    const baseUrl = await said(server, 'stdout', /listening on (\S+)/);
    const run = started([
      ...['--import', `data:text/javascript,${encodeURIComponent(tellPeak)}`],
      ...[main, 'run', '--base-url', baseUrl, '--model', 'reference', '--capability', 'all=on'],
      ...['--depth', 'deep', '--cases', String(cases), '--max-tokens', '1000000000', '--output', folder],
    ]);
    const peak = Number(await said(run, 'stderr', /peak (\d+)/)) / 1024;
    const { cost } = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as Results;
    return [
      { name: 'deep run: requests', unit: 'requests', value: cost.requests, atLeast: 15_000 },
      { name: 'deep run: peak memory', unit: 'MB', value: peak, atMost: mostMegabytes },
      { name: 'deep run: wall time', unit: 's', value: cost.wallMs / 1000 },
    ];
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function started(words: readonly string[]): ChildProcess {
  return spawn(process.execPath, words, {
    env: { ...process.env, ...keys },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Waits until the process has written what is looked for; reads on, so that it is never held up. */
function said(child: ChildProcess, name: 'stdout' | 'stderr', wanted: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.resume();
    child.stderr?.resume();
    child[name]?.on('data', (piece) => {
      text += String(piece);
      const [, found] = wanted.exec(text) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.on('error', reject);
    child.on('close', (code) => reject(new Error(`ended with ${code} and did not say ${wanted}: ${text}`)));
  });
}
