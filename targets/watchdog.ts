import type { Clock } from './clock.js';
import type { Limits } from './limits.js';

export type LimitReached = 'first-byte-timeout' | 'idle-timeout' | 'total-timeout' | 'interrupted';

/** How long a request may still take after the run was interrupted. */
const graceMs = 2000;

/** Watches the time limits of one request. */
export interface Watchdog {
  /** Something came from the server. */
  readonly alive: () => void;
  /** Takes the time that `work` waits out of all limits: it is not the target that we wait for. */
  readonly without: <T>(work: () => Promise<T>) => Promise<T>;
  /** The limit that was reached, or null. */
  readonly reached: () => LimitReached | null;
  readonly stop: () => void;
}

/**
 * Starts watching and calls `giveUp` once when a limit is reached. There is one sleeper for the whole request, however many
 * pieces its answer comes in: it looks at the time of the last one when it wakes, and sleeps again.
 */
export function watchdog(
  clock: Clock,
  limits: Limits,
  giveUp: (limit: LimitReached) => void,
  interrupt: AbortSignal | null = null,
): Watchdog {
  let startedAt = clock.now();
  let pausedAt: number | null = null;
  const stopped = new AbortController();
  let lastAt: number | null = null;
  let reached: LimitReached | null = null;

  const next = (): { readonly due: number; readonly limit: LimitReached } => {
    const total = { due: startedAt + limits.totalMs, limit: 'total-timeout' } as const;
    const pause =
      lastAt === null
        ? ({ due: startedAt + limits.firstByteMs, limit: 'first-byte-timeout' } as const)
        : ({ due: lastAt + limits.idleMs, limit: 'idle-timeout' } as const);
    return pause.due <= total.due ? pause : total;
  };

  const end = (limit: LimitReached) => {
    if (reached !== null) return;
    reached = limit;
    giveUp(limit);
  };
  // The only rejection there can be is that of a sleeper that `stop` has woken.
  const unlessStopped = (reason: unknown) => {
    if (!stopped.signal.aborted) throw reason;
  };
  const onInterrupt = () => {
    clock.sleep(graceMs, stopped.signal).then(() => end('interrupted'), unlessStopped);
  };
  interrupt?.addEventListener('abort', onInterrupt, { once: true });

  const watch = async () => {
    while (!stopped.signal.aborted) {
      const { due, limit } = next();
      const wait = pausedAt === null ? due - clock.now() : limits.idleMs;
      if (wait <= 0) {
        end(limit);
        return;
      }
      // Never longer than the idle time: the pause that counts may begin while this sleeps.
      await clock.sleep(Math.min(wait, limits.idleMs), stopped.signal);
    }
  };
  watch().catch(unlessStopped);

  return {
    alive: () => {
      lastAt = clock.now();
    },
    async without(work) {
      const from = clock.now();
      pausedAt = from;
      try {
        return await work();
      } finally {
        pausedAt = null;
        startedAt += clock.now() - from;
        lastAt = clock.now();
      }
    },
    reached: () => reached,
    stop: () => {
      interrupt?.removeEventListener('abort', onInterrupt);
      stopped.abort();
    },
  };
}
