// Runs the suite against every server of the proof and keeps what it saw, for mutants of the rules to be judged on.
// As a worker: its share of them.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { isMainThread, workerData } from 'node:worker_threads';
import { load } from './load.mjs';
import { runWorkers, shareOf } from './workers.mjs';

/** Writes a file per server into a folder, which is emptied first. */
export async function gatherEvidence(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await runWorkers(new URL(import.meta.url), { folder });
}

if (!isMainThread && workerData?.folder !== undefined) {
  const { subjects, gather } = await load('tests/mutants/evidence.ts');
  for (const [place, subject] of shareOf([...subjects.entries()], workerData)) {
    const name = `${String(place).padStart(4, '0')}.bin`;
    writeFileSync(join(workerData.folder, name), serialize(await gather(subject)));
  }
}
