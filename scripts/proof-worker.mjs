// Proves its share of the defective and odd servers: those whose index, divided by the number of workers, leaves its own.
import { parentPort, workerData } from 'node:worker_threads';
import { load } from './load.mjs';

const { index, count } = workerData;
const mine = (entries) => entries.filter((_, place) => place % count === index);

const [{ defects }, { oddities }, { proveDefect, proveOddity }] = await Promise.all([
  load('tests/defects/index.ts'),
  load('tests/oddities/index.ts'),
  load('tests/proof/matrix.ts'),
]);
for (const defect of mine(defects)) {
  parentPort.postMessage({ outcome: await proveDefect(defect) });
}
for (const oddity of mine(oddities)) {
  parentPort.postMessage({ odd: { name: oddity.name, blamed: await proveOddity(oddity) } });
}
