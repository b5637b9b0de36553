import { type ByteStore, byteStore } from './byte-store.js';

/**
 * Lets one answer at a time grow large. Several requests are under way at once, and a hostile target may answer each of them
 * with as much as is allowed: together that would be many times what one may take.
 */
export interface LargeAnswers {
  /**
   * Resolves when the caller may hold more than `smallAnswer` bytes, with an empty store for them, whose memory all large
   * answers use in turn. Whoever was let in must call `leave`, and may not use the store after that.
   */
  readonly enter: () => Promise<ByteStore>;
  readonly leave: () => void;
}

/** An answer that holds less than this in memory need not ask. */
export const smallAnswer = 2 * 1024 * 1024;

/** Makes the gate that all requests of one client share. */
export function largeAnswers(): LargeAnswers {
  const store = byteStore();
  const waiting: (() => void)[] = [];
  let taken = false;
  return {
    async enter() {
      if (taken) {
        await new Promise<void>((resume) => {
          waiting.push(resume);
        });
      }
      taken = true;
      return store;
    },
    leave() {
      store.clear();
      const next = waiting.shift();
      if (next === undefined) taken = false;
      else next();
    },
  };
}
