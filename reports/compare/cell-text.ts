import type { Cell } from './comparison.js';

/** The status of a rule in one run, as a word. */
export function shownStatus({ status, known }: Cell): string {
  if (status === null) return 'unknown rule';
  return known ? `${status} (known)` : status;
}
