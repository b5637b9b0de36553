// Work that is shared out among threads, one for each core: who takes part knows its index and how many there are.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** Runs a module in each worker with `{ index, count, ...data }` and waits for all of them; `onMessage` takes what they post. */
export async function runWorkers(module, data, onMessage = () => {}) {
  const count = Math.max(1, Math.min(8, availableParallelism()));
  await Promise.all(
    Array.from(
      { length: count },
      (_, index) =>
        new Promise((resolve, reject) => {
          const worker = new Worker(module, { workerData: { index, count, ...data } });
          worker.on('message', onMessage);
          worker.on('error', reject);
          worker.on('exit', (code) =>
            code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`)),
          );
        }),
    ),
  );
}

/** The share of one worker: those whose place, divided by the number of workers, leaves its index. */
export function shareOf(entries, { index, count }) {
  return entries.filter((_, place) => place % count === index);
}
