// Proves its share of the defective and odd servers.
import { parentPort, workerData } from 'node:worker_threads';
import { loadAll } from './load.mjs';
import { shareOf } from './workers.mjs';

const [{ defects }, { oddities }, { proveDefect, proveOddity }] = await loadAll(
  'tests/defects/index.ts',
  'tests/oddities/index.ts',
  'tests/proof/matrix.ts',
);
for (const defect of shareOf(defects, workerData)) {
  parentPort.postMessage({ outcome: await proveDefect(defect) });
}
for (const oddity of shareOf(oddities, workerData)) {
  parentPort.postMessage({ odd: { name: oddity.name, blamed: await proveOddity(oddity) } });
}
