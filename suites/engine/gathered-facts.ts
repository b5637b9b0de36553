import type { DialectName } from '../../schemas/dialect.js';
import type { Fact } from './judge.js';
import { startPackedValues } from './packed-values.js';

/** Facts of group rules, gathered while exchanges come in and judged at the end. */
export interface GatheredFacts {
  readonly add: (fact: Fact<unknown>) => void;
  /** The facts of each key, one key after the other, in the order in which they were gathered. */
  readonly groups: () => Iterable<readonly Fact<unknown>[]>;
}

interface Gathered {
  readonly exchange: string;
  readonly dialect: DialectName;
  readonly fact: unknown;
}

/** Starts gathering. Of long runs facts are what is kept in memory: they are packed, and found again by key. */
export function startGathering(): GatheredFacts {
  const packed = startPackedValues<Gathered>();
  // The facts of a key hang together like a chain: its last one here, the one before each in `before`.
  const lastOf = new Map<string, number>();
  const before: (number | null)[] = [];

  const factsOf = (key: string, last: number): readonly Fact<unknown>[] => {
    const numbers: number[] = [];
    for (let number: number | null = last; number !== null; number = before[number] ?? null) {
      numbers.push(number);
    }
    return numbers.toReversed().map((number) => ({ key, ...packed.get(number) }));
  };

  return {
    add: ({ key, ...gathered }) => {
      const number = packed.add(gathered);
      before[number] = lastOf.get(key) ?? null;
      lastOf.set(key, number);
    },
    *groups() {
      for (const [key, last] of lastOf) yield factsOf(key, last);
    },
  };
}
