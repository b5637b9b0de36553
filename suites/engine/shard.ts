import { createHash } from 'node:crypto';

/** One of `count` parts of a run; `index` counts from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Whether what has this root belongs to the shard. The hash is stable over versions, machines and catalogues. */
export function inShard(root: string, shard: Shard): boolean {
  const hash = createHash('sha256').update(root).digest().readUInt32BE(0);
  return hash % shard.count === shard.index - 1;
}
