import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { catalogue } from '../suites/catalogue.js';
import { runTarget } from '../suites/engine/run.js';
import { type Scenario, type Stage, scenario } from '../suites/engine/scenario.js';
import { systemClock } from '../targets/clock.js';
import { connection } from '../targets/connection.js';
import { fetchTransport } from '../targets/fetch-transport.js';
import { limitsOf } from '../targets/limits.js';
import { referenceTarget } from '../targets/reference/target.js';
import { secretsOf } from '../targets/target-secrets.js';
import { throttle } from '../targets/throttle.js';
import { openTranscript } from '../targets/transcript.js';
import type { Measurement } from './measurement.js';

/** What a run may take, transcript, judging and client together. */
const mostMegabytes = 400;

/** A stream of a million events, received, written down and judged by all rules. */
export function measureLongStream(): Promise<readonly Measurement[]> {
  const long = scenario({
    id: 'streaming/long-text',
    area: 'streaming',
    title: 'one very long stream',
    needs: [],
    depth: 'smoke',
    cost: { requests: 1, input: 1, output: 1 },
    run: (stage) => stage.target.create({ input: 'x', stream: true }),
  });
  return measured('a stream of 1 M events', long);
}

/** Twenty thousand exchanges, written down and judged by all rules. */
export function measureManyExchanges(): Promise<readonly Measurement[]> {
  const many = scenario({
    id: 'create/many',
    area: 'create',
    title: 'very many requests',
    needs: [],
    depth: 'smoke',
    cost: { requests: 20_000, input: 1, output: 1 },
    run: sendMany,
  });
  return measured('a run of 20,000 exchanges', many);
}

async function sendMany(stage: Stage): Promise<void> {
  let sent = 0;
  const lane = async () => {
    while (sent < 20_000) {
      sent += 1;
      await stage.case(sent).create({ input: 'Say hello.', store: false });
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
}

async function measured(name: string, only: Scenario): Promise<readonly Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'memory-'));
  const child = fork(fileURLToPath(new URL('./memory-target.js', import.meta.url)));
  const baseUrl = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve(String(message)));
    child.once('error', reject);
  });
  const limits = { ...limitsOf({ maxBodyBytes: 2 ** 32 }), totalMs: 600_000 };
  const transport = fetchTransport({
    connectMs: 1000,
    silenceMs: limits.totalMs,
    certificateAuthority: null,
    environment: {},
  });
  const target = referenceTarget('openai', baseUrl);
  const writer = await openTranscript(join(folder, 'transcript.ndjson'));
  try {
    const results = await runTarget(
      {
        target,
        catalogue: { ...catalogue, scenarios: [only] },
        selection: {
          areas: null,
          rules: null,
          depth: 'smoke',
          dialect: 'openai',
          capabilities: target.capabilities,
          cases: 1,
          shard: null,
        },
        connect: connection({
          target,
          credentials: { first: async () => 'any-key-0123456789', second: async () => null },
          transport: transport.send,
          clock: systemClock,
          limits,
          throttle: throttle(systemClock),
          secrets: secretsOf(target),
          folder,
        }),
        clock: systemClock,
        seed: 1,
        large: false,
        concurrency: 8,
        rate: null,
        budget: { requests: null, tokens: null, deadline: null },
        patience: 30_000,
        shrink: 0,
        keep: true,
        suite: { name: 'responses-conformance', version: '0', contract: '2026-11' },
        isKnown: () => false,
      },
      { onExchange: (exchange) => writer.append(exchange) },
    );
    const failed = results.rules.filter(({ status }) => status === 'fail').map(({ id }) => id);
    const done = results.scenarios.find(({ id }) => id === only.id)?.status;
    if (done !== 'done') throw new Error(`${name} was not received: ${done}`);
    return [
      {
        name: `${name}: peak memory`,
        unit: 'MB',
        value: process.resourceUsage().maxRSS / 1024,
        atMost: mostMegabytes,
      },
      { name: `${name}: wall time`, unit: 's', value: results.cost.wallMs / 1000 },
      {
        name: `${name}: rules that fail (${failed.join(' ')})`,
        unit: 'rules',
        value: failed.length,
        atMost: 0,
      },
    ];
  } finally {
    await writer.close();
    await transport.close();
    child.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}
