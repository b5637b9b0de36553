import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Results } from '../suites/engine/results.js';
import { depths } from '../suites/engine/scenario.js';
import { systemClock } from '../targets/clock.js';
import { createReferenceServer } from '../targets/reference/index.js';
import { prove } from '../tests/proof/subject.js';
import type { Measurement } from './measurement.js';

/** Latency of the target, the same for every request, in milliseconds. */
const latency = 250;
const concurrency = 8;
const keys = { RESPONSES_API_KEY: 'key-of-the-bench-1-0123', RESPONSES_API_KEY_2: 'key-of-the-bench-2-4567' };

/**
 * Measures a standard run of the built command line against a target that answers every request after 250 ms, against the
 * ideal: all slots busy all the time, or the longest chain of requests that need one another.
 */
export async function measureLatency(): Promise<readonly Measurement[]> {
  const chainMs = await longestChain();
  const run = await runBehindLatency(['--concurrency', String(concurrency)]);
  const ideal = Math.max(run.results.cost.serviceMs / concurrency, chainMs);
  return [
    { name: 'standard run behind 250 ms: requests', unit: 'requests', value: run.results.cost.requests },
    { name: 'standard run behind 250 ms: longest chain', unit: 'ms', value: chainMs },
    { name: 'standard run behind 250 ms: wall time', unit: 'ms', value: run.wallMs },
    {
      name: 'standard run behind 250 ms: wall / ideal',
      unit: 'times',
      value: run.wallMs / ideal,
      atMost: 1.25,
    },
    { name: 'standard run: first request after', unit: 'ms', value: run.firstMs, atMost: 1500 },
  ];
}

/** Measures how wall time falls with shards: each shard is a run of its own, the slowest decides. */
export async function measureShards(counts: readonly number[] = [1, 2, 4]): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = [];
  for (const count of counts) {
    let slowest = 0;
    let requests = 0;
    for (let index = 1; index <= count; index += 1) {
      const { wallMs, results } = await runBehindLatency(count === 1 ? [] : ['--shard', `${index}/${count}`]);
      slowest = Math.max(slowest, wallMs);
      requests += results.cost.requests;
    }
    measurements.push(
      { name: `${count} shards behind 250 ms: slowest shard`, unit: 'ms', value: slowest },
      { name: `${count} shards behind 250 ms: requests in all`, unit: 'requests', value: requests },
    );
  }
  return measurements;
}

/** What each depth costs on the reference server, with all capabilities on. */
export async function measureDepths(): Promise<readonly Measurement[]> {
  const most = { smoke: 40, standard: 400, deep: undefined };
  const measurements: Measurement[] = [];
  for (const depth of depths) {
    const cases = { smoke: 5, standard: 60, deep: 200 }[depth];
    const { cost } = await prove({ dialect: 'openai', changes: [], depth, cases });
    measurements.push(
      {
        name: `depth ${depth}: requests`,
        unit: 'requests',
        value: cost.requests,
        ...(most[depth] === undefined ? {} : { atMost: most[depth] }),
      },
      { name: `depth ${depth}: input tokens`, unit: 'tokens', value: cost.inputTokens },
      { name: `depth ${depth}: output tokens`, unit: 'tokens', value: cost.outputTokens },
    );
  }
  return measurements;
}

// With a slot for everybody nobody waits but for what he uses. On a turned clock it takes no time.
async function longestChain(): Promise<number> {
  const { cost } = await prove({
    dialect: 'openai',
    changes: [behindLatency],
    concurrency: 10_000,
    cases: 60,
  });
  return cost.wallMs;
}

const behindLatency: NonNullable<Parameters<typeof prove>[0]['changes']>[number] = {
  request: async (request, context) => {
    await context.clock.sleep(latency);
    return request;
  },
};

async function runBehindLatency(
  words: readonly string[],
): Promise<{ readonly wallMs: number; readonly firstMs: number; readonly results: Results }> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  let first: number | null = null;
  const server = await createReferenceServer({
    clock: systemClock,
    keys: Object.values(keys).map((key, index) => [key, `user-${index + 1}`] as const),
    changes: [
      {
        request: (request) => {
          first ??= performance.now();
          return request;
        },
      },
      behindLatency,
    ],
  }).listen();
  try {
    const main = resolve('dist/cli/main.js');
    const target = ['--base-url', server.baseUrl, '--model', 'reference', '--capability', 'all=on'];
    const started = performance.now();
    const child = spawn(
      process.execPath,
      [main, 'run', ...target, '--max-tokens', '1000000', '--output', folder, ...words],
      { env: { ...process.env, ...keys }, stdio: ['ignore', 'ignore', 'inherit'] },
    );
    await new Promise((resolve, reject) => child.on('exit', resolve).on('error', reject));
    const wallMs = performance.now() - started;
    const results = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as Results;
    return { wallMs, firstMs: (first ?? Number.NaN) - started, results };
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
