import type { Clock } from './clock.js';

/** How long refusals are waited out. */
export interface ThrottleSettings {
  /** Repetitions of one request at most. */
  readonly repetitions: number;
  /** First pause where the server names none; it doubles each time. */
  readonly firstPauseMs: number;
  /** A longer pause than this is not waited for: the refusal is the answer. */
  readonly longestPauseMs: number;
  /** After so many refusals without an answer in between nothing is repeated until something is answered. */
  readonly refusalsInRow: number;
}

export const defaultThrottleSettings: ThrottleSettings = {
  repetitions: 3,
  firstPauseMs: 500,
  longestPauseMs: 60_000,
  refusalsInRow: 12,
};

/** Shared by all requests to one target: when one is told to wait, all wait. */
export interface Throttle {
  /**
   * Waits until a request may be sent; `alone` also waits until no other is under way. False where the run was interrupted
   * in the meantime: then nothing may be sent.
   */
  readonly enter: (alone: boolean, interrupt: AbortSignal | null) => Promise<boolean>;
  /** Says that the request has ended. */
  readonly leave: () => void;
  /** Says that the target answered, so that it is worth while to wait the next time. */
  readonly answered: () => void;
  /**
   * Says that the target refused for now, and asks whether to try again. The pause that results holds for all
   * requests, where `shared` is true.
   */
  readonly refused: (refusal: {
    readonly repetition: number;
    readonly retryAfterMs: number | null;
    readonly shared: boolean;
    readonly interrupt: AbortSignal | null;
  }) => Promise<boolean>;
  /**
   * Says that a request among so many, sent at that time, waited in vain for its first byte: the target has fewer slots. From
   * now on half as many are under way at once, at least one; requests from before the last halving say nothing new.
   */
  readonly crowded: (concurrent: number, sentAt: number) => void;
  /** Requests under way, the asking one included. */
  readonly underWay: () => number;
}

/** Makes the throttle of one target. */
export function throttle(clock: Clock, settings: ThrottleSettings = defaultThrottleSettings): Throttle {
  let underWay = 0;
  let pausedUntil = 0;
  let refusals = 0;
  let alone = false;
  let wantingToBeAlone = 0;
  let most = Number.POSITIVE_INFINITY;
  let halvedAt = Number.NEGATIVE_INFINITY;
  let waiting: (() => void)[] = [];

  const wake = () => {
    const woken = waiting;
    waiting = [];
    for (const resume of woken) resume();
  };
  /** False where the interruption ended the pause. */
  const paused = async (ms: number, interrupt: AbortSignal | null): Promise<boolean> => {
    try {
      await clock.sleep(ms, interrupt ?? undefined);
      return true;
    } catch (reason) {
      if (interrupt?.aborted === true) return false;
      throw reason;
    }
  };
  const change = () =>
    new Promise<void>((resume) => {
      waiting.push(resume);
    });

  return {
    async enter(wantsAlone, interrupt) {
      if (wantsAlone) wantingToBeAlone += 1;
      let interrupted = false;
      while (!interrupted) {
        const pause = pausedUntil - clock.now();
        const busy = alone || (wantsAlone ? underWay > 0 : wantingToBeAlone > 0 || underWay >= most);
        if (pause > 0) interrupted = !(await paused(pause, interrupt));
        else if (busy) await change();
        else break;
      }
      if (wantsAlone) wantingToBeAlone -= 1;
      if (interrupted) {
        wake();
        return false;
      }
      underWay += 1;
      alone = wantsAlone;
      return true;
    },
    leave() {
      underWay -= 1;
      alone = false;
      wake();
    },
    answered() {
      refusals = 0;
    },
    async refused({ repetition, retryAfterMs, shared, interrupt }) {
      refusals += 1;
      const pause = retryAfterMs ?? settings.firstPauseMs * 2 ** repetition;
      const worthWhile =
        repetition < settings.repetitions &&
        refusals < settings.refusalsInRow &&
        pause <= settings.longestPauseMs;
      if (!worthWhile) return false;
      if (!shared) return paused(pause, interrupt);
      pausedUntil = Math.max(pausedUntil, clock.now() + pause);
      return true;
    },
    crowded(concurrent, sentAt) {
      if (sentAt < halvedAt) return;
      halvedAt = clock.now();
      most = Math.max(1, Math.floor(Math.min(concurrent, most) / 2));
    },
    underWay: () => underWay,
  };
}

/** The pause that a `Retry-After` header asks for: seconds or an HTTP date. Null where it says nothing usable. */
export function retryAfterMs(value: string | null, now: number): number | null {
  if (value === null) return null;
  const text = value.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
