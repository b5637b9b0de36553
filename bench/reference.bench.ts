import { Pool } from 'undici';
import { createReferenceServer } from '../targets/reference/index.js';
import type { Measurement } from './measurement.js';

export type { Measurement } from './measurement.js';

/**
 * Measures the reference server over a real socket, client and server sharing one thread: what the server alone can do
 * is more. First rounds warm up (schemas are loaded, code is compiled) and are not counted.
 */
export async function measureReference(seconds = 2): Promise<readonly Measurement[]> {
  const server = createReferenceServer({ keys: 'none', maxStored: 1000 });
  const listening = await server.listen();
  const pool = new Pool(new URL(listening.baseUrl).origin, { connections: 8 });
  const path = `${new URL(listening.baseUrl).pathname}/responses`;
  const small = JSON.stringify({ model: 'reference', input: 'Hello', store: false });
  const long = JSON.stringify({ model: 'reference', input: 'Write 2000 words', stream: true, store: false });
  const post = (body: string) =>
    pool.request({ method: 'POST', path, headers: { 'content-type': 'application/json' }, body });

  const request = async () => {
    await (await post(small)).body.arrayBuffer();
    return 1;
  };
  const stream = async () => {
    const { body } = await post(long);
    let events = 0;
    for await (const chunk of body) events += eventsIn(chunk);
    return events;
  };
  try {
    await rate(request, 8, 3);
    const requests = await rate(request, 8, seconds);
    await rate(stream, 2, 1);
    const events = await rate(stream, 2, seconds);
    return [
      {
        name: 'reference server, small JSON requests',
        unit: 'requests per core and second',
        value: requests,
        atLeast: 2000,
      },
      {
        name: 'reference server, streamed events',
        unit: 'events per core and second',
        value: events,
        atLeast: 100_000,
      },
    ];
  } finally {
    await pool.close();
    await listening.close();
  }
}

const blankLine = Buffer.from('\n\n');

function eventsIn(chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf(blankLine); at >= 0; at = chunk.indexOf(blankLine, at + 2)) count += 1;
  return count;
}

/**
 * Runs `work` in so many lanes for so many seconds. What it counts, per second of processor time: on a machine that
 * others use as well, wall time would measure them.
 */
async function rate(work: () => Promise<number>, lanes: number, seconds: number): Promise<number> {
  const before = process.cpuUsage();
  const until = performance.now() + seconds * 1000;
  let count = 0;
  const lane = async () => {
    while (performance.now() < until) {
      const done = await work();
      count += done;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const { user, system } = process.cpuUsage(before);
  return Math.round((count * 1e6) / (user + system));
}
