import { deserialize, serialize } from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Plain values that are kept for the end of a run, in little memory. */
export interface PackedValues<T> {
  /** Keeps a value and gives the number under which it is found again. */
  readonly add: (value: T) => number;
  /** A copy of one value. To read all of them, `all` is much cheaper. */
  readonly get: (number: number) => T;
  /** Copies of all values in the order in which they came. */
  readonly all: () => Iterable<T>;
}

/** Values of one block. Runs of customary length fill few blocks, if any, and pay nothing. */
const perBlock = 32;

/** Starts keeping values. What a run keeps is much alike: packed together it takes a tenth of its size. */
export function startPackedValues<T>(): PackedValues<T> {
  const blocks: Block<T>[] = [];
  let open: T[] = [];
  return {
    add: (value) => {
      open.push(value);
      const number = blocks.length * perBlock + open.length - 1;
      if (open.length === perBlock) {
        blocks.push(pack(open));
        open = [];
      }
      return number;
    },
    get: (number) => {
      const packed = blocks[Math.floor(number / perBlock)];
      const value = (packed === undefined ? open : unpack(packed))[number % perBlock];
      if (value === undefined) throw new Error(`no value was kept under ${number}`);
      return value;
    },
    *all() {
      for (const block of blocks) yield* unpack(block);
      yield* open;
    },
  };
}

type Block<T> = Uint8Array | readonly T[];

function pack<T>(values: readonly T[]): Block<T> {
  let bytes: Uint8Array;
  try {
    bytes = serialize(values);
  } catch {
    return values; // Nested too deeply to be written, as a hostile target may answer: they stay as they are.
  }
  return new Uint8Array(deflateRawSync(bytes, { level: 1 }));
}

function unpack<T>(block: Block<T>): readonly T[] {
  // What was packed here is of this type; bytes know no types.
  return block instanceof Uint8Array ? (deserialize(inflateRawSync(block)) as readonly T[]) : block;
}
