/** Bytes that arrive in pieces, kept in one stretch of memory. */
export interface ByteStore {
  readonly append: (piece: Uint8Array) => void;
  /** All bytes so far; valid until the store is cleared or appended to. */
  readonly bytes: () => Uint8Array;
  /** Forgets the bytes but keeps the memory for the next ones. */
  readonly clear: () => void;
}

const smallest = 16 * 1024;

/**
 * Makes an empty store. The pieces themselves are let go at once: kept until the end, megabytes of them would outlive several
 * answers before memory is given back.
 */
export function byteStore(): ByteStore {
  let memory = new Uint8Array(0);
  let length = 0;
  return {
    append(piece) {
      const needed = length + piece.length;
      if (needed > memory.length) {
        const larger = new Uint8Array(Math.max(smallest, memory.length * 2, needed));
        larger.set(memory.subarray(0, length));
        memory = larger;
      }
      memory.set(piece, length);
      length = needed;
    },
    bytes: () => memory.subarray(0, length),
    clear() {
      length = 0;
    },
  };
}
