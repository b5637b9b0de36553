import { createHash } from 'node:crypto';
import type { Scenario } from './scenario.js';

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

/**
 * The root of each scenario's dependency group, by scenario id: scenarios that use one another, directly or through
 * others, share a root and so a shard. The root is the smallest id of the group.
 */
export function rootsOf(scenarios: readonly Scenario[]): ReadonlyMap<string, string> {
  const roots = new Map<string, string>(scenarios.map(({ id }) => [id, id]));
  const find = (id: string): string => {
    const above = roots.get(id) ?? id;
    return above === id ? id : find(above);
  };
  for (const scenario of scenarios) {
    for (const earlier of scenario.after ?? []) {
      const [low, high] = [find(scenario.id), find(earlier.id)].toSorted();
      if (low !== undefined && high !== undefined && low !== high) roots.set(high, low);
    }
  }
  return new Map(scenarios.map(({ id }) => [id, find(id)]));
}
