/**
 * Lets one answer at a time grow large. Several requests are under way at once, and a hostile target may answer each of them
 * with as much as is allowed: together that would be many times what one may take.
 */
export interface LargeAnswers {
  /** Resolves when the caller may hold more than `small` bytes. Whoever was let in must call `leave`. */
  readonly enter: () => Promise<void>;
  readonly leave: () => void;
}

/** An answer that holds less than this in memory need not ask. */
export const smallAnswer = 2 * 1024 * 1024;

/** Makes the gate that all requests of one client share. */
export function largeAnswers(): LargeAnswers {
  const waiting: (() => void)[] = [];
  let taken = false;
  return {
    enter: () => {
      if (!taken) {
        taken = true;
        return Promise.resolve();
      }
      return new Promise((resume) => {
        waiting.push(resume);
      });
    },
    leave: () => {
      const next = waiting.shift();
      if (next === undefined) taken = false;
      else next();
    },
  };
}
