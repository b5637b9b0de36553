import type { Fact } from './judge.js';
import { type PackedValues, startPackedValues } from './packed-values.js';

/** Facts of group rules, gathered while exchanges come in and judged at the end. */
export interface GatheredFacts {
  readonly add: (fact: Fact<unknown>) => void;
  /** The facts of each key, one key after the other; within a key in the order in which they were gathered. */
  readonly groups: () => Iterable<readonly Fact<unknown>[]>;
}

/** Facts are sorted into so many parts by their key. Only one part is unpacked at a time. */
const parts = 32;

/**
 * Starts gathering. Of long runs facts are what is kept in memory, so they are packed. Those of one key come from all over
 * the run; the part that a key belongs to has them together, whenever they came.
 */
export function startGathering(): GatheredFacts {
  const packed: (PackedValues<Fact<unknown>> | undefined)[] = [];
  return {
    add: (fact) => {
      const part = partOf(fact.key);
      const values = packed[part] ?? startPackedValues<Fact<unknown>>();
      packed[part] = values;
      values.add(fact);
    },
    *groups() {
      for (const part of packed) if (part !== undefined) yield* byKey(part.all()).values();
    },
  };
}

function byKey(facts: Iterable<Fact<unknown>>): ReadonlyMap<string, readonly Fact<unknown>[]> {
  const groups = new Map<string, Fact<unknown>[]>();
  for (const fact of facts) {
    const group = groups.get(fact.key);
    if (group === undefined) groups.set(fact.key, [fact]);
    else group.push(fact);
  }
  return groups;
}

function partOf(key: string): number {
  let hash = 0;
  for (let at = 0; at < key.length; at += 1) hash = (Math.imul(hash, 31) + key.charCodeAt(at)) | 0;
  return Math.abs(hash) % parts;
}
