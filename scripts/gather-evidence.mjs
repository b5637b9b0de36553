// Runs the suite against every server of the proof and keeps what it saw, for mutants of the rules to be judged on.
// As a worker: its share of them, those whose index leaves its own when divided by the number of workers.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { load } from './load.mjs';

/** Writes a file per server into a folder, which is emptied first. */
export async function gatherEvidence(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const count = Math.max(1, Math.min(8, availableParallelism()));
  await Promise.all(
    Array.from(
      { length: count },
      (_, index) =>
        new Promise((resolve, reject) => {
          const worker = new Worker(new URL(import.meta.url), { workerData: { folder, index, count } });
          worker.on('error', reject);
          worker.on('exit', (code) =>
            code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`)),
          );
        }),
    ),
  );
}

if (!isMainThread && workerData?.folder !== undefined) {
  const { folder, index, count } = workerData;
  const { subjects, gather } = await load('tests/mutants/evidence.ts');
  for (const [place, subject] of subjects.entries()) {
    if (place % count !== index) continue;
    const name = `${String(place).padStart(4, '0')}.bin`;
    writeFileSync(join(folder, name), serialize(await gather(subject)));
  }
}
