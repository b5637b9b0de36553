import { createHash } from 'node:crypto';

/** Stands for a text where only equality matters: facts and their keys stay in memory as long as a run lasts. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
