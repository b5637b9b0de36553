import { setFlagsFromString } from 'node:v8';

/** By how much the heap may grow, in percent of what is in use, before it is collected. */
const growth = 50;

/**
 * Has the heap collected more often. By itself V8 lets a small heap grow to several times what is in use, as long as the
 * machine has memory: a long run would take 500 MB where 150 MB are in use. This is no limit, and costs a few percent of time.
 */
export function growHeapInSmallSteps(): void {
  setFlagsFromString(`--heap-growing-percent=${growth}`);
}
