import { deserialize, serialize } from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Plain values that are kept for the end of a run, in little memory. */
export interface PackedValues<T> {
  /** Keeps a value and gives the number under which it is found again. */
  readonly add: (value: T) => number;
  /** A copy of the value; blocks that were asked for lately are at hand, so neighbours are best read together. */
  readonly get: (number: number) => T;
}

/** Values of one block. Runs of customary length fill few blocks, if any, and pay nothing. */
const perBlock = 64;

/** Blocks that are held unpacked while values are read. */
const unpackedAtOnce = 8;

/** Starts keeping values. What a run keeps is much alike: packed together it takes a tenth of its size. */
export function startPackedValues<T>(): PackedValues<T> {
  const blocks: Block<T>[] = [];
  const unpacked = new Map<number, readonly T[]>();
  let open: T[] = [];

  const blockAt = (index: number): readonly T[] => {
    if (index === blocks.length) return open;
    const found = unpacked.get(index) ?? unpack(blocks[index]);
    unpacked.delete(index);
    unpacked.set(index, found);
    const [longestUnused] = unpacked.keys();
    if (unpacked.size > unpackedAtOnce && longestUnused !== undefined) unpacked.delete(longestUnused);
    return found;
  };

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
      const block = blockAt(Math.floor(number / perBlock));
      const value = block[number % perBlock];
      if (value === undefined) throw new Error(`no value was kept under ${number}`);
      return value;
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

function unpack<T>(block: Block<T> | undefined): readonly T[] {
  if (block === undefined) return [];
  // What was packed here is of this type; bytes know no types.
  return block instanceof Uint8Array ? (deserialize(inflateRawSync(block)) as readonly T[]) : block;
}
