/** Time as client, scheduler and reference server see it, so that our own tests need not wait. */
export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it is aborted first. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, ms);
      signal?.addEventListener('abort', stop, { once: true });
    }),
};

/** A clock that tests turn: time stands still until everything else has come to rest, then jumps to the next sleeper. */
export function turnedClock(start = Date.UTC(2026, 10, 1)): Clock {
  let time = start;
  let turning = false;
  let sleepers: { readonly due: number; readonly wake: () => void }[] = [];

  // Two turns of the event loop without a new sleeper's neighbour waking are enough in-process:
  // everything else that runs there is a microtask or an immediate.
  const turn = (rest: number) => {
    if (rest > 0) {
      setImmediate(() => turn(rest - 1));
      return;
    }
    const due = Math.min(...sleepers.map((sleeper) => sleeper.due));
    if (sleepers.length === 0) {
      turning = false;
      return;
    }
    time = Math.max(time, due);
    const ready = sleepers.filter((sleeper) => sleeper.due <= time);
    sleepers = sleepers.filter((sleeper) => sleeper.due > time);
    for (const sleeper of ready) sleeper.wake();
    setImmediate(() => turn(2));
  };

  return {
    now: () => time,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason);
          return;
        }
        const sleeper = {
          due: time + ms,
          wake: () => {
            signal?.removeEventListener('abort', stop);
            resolve();
          },
        };
        const stop = () => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', stop, { once: true });
        sleepers.push(sleeper);
        if (!turning) {
          turning = true;
          setImmediate(() => turn(2));
        }
      }),
  };
}
