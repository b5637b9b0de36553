import type { Clock } from '../../targets/clock.js';

/** What a run may cost. Null: no limit. */
export interface Budget {
  readonly requests: number | null;
  readonly tokens: number | null;
  /** Milliseconds from the start of the run. */
  readonly deadline: number | null;
}

/** Thrown into scenarios whose next request the run can no longer afford, or that was interrupted. */
export class OutOfBudget extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'OutOfBudget';
  }
}

/** Hands out slots for requests: bounded concurrency over all scenarios, most urgent first. */
export interface Scheduler {
  /**
   * Runs `work` when a slot is free; lower `urgency` numbers go first. `work` is told how many requests are under way.
   * Throws `OutOfBudget` where the budget is spent or the run was stopped.
   */
  readonly slot: <T>(urgency: number, work: (underWay: number) => Promise<T>) => Promise<T>;
  /** Tells what an answer has cost. */
  readonly spend: (tokens: number) => void;
  /** Ends the run: whoever waits or comes later gets `OutOfBudget`. */
  readonly stop: (reason: string) => void;
  /** Why the run was stopped or a budget refused a request; null while all went well. */
  readonly stopped: () => string | null;
  readonly sent: () => number;
}

interface Waiting {
  readonly urgency: number;
  readonly order: number;
  readonly start: () => void;
  readonly refuse: (error: Error) => void;
}

/** Starts a scheduler. `rate` is requests per second, null for no limit. */
export function startScheduler(options: {
  readonly concurrency: number;
  readonly rate: number | null;
  readonly budget: Budget;
  readonly clock: Clock;
}): Scheduler {
  const { clock, budget } = options;
  const startedAt = clock.now();
  const waiting: Waiting[] = [];
  let underWay = 0;
  let sent = 0;
  let arrivals = 0;
  let tokens = 0;
  let nextStart = startedAt;
  let stopReason: string | null = null;

  const refusal = (): string | null => {
    if (stopReason !== null) return stopReason;
    if (budget.requests !== null && sent >= budget.requests)
      return `the budget of ${budget.requests} requests is spent`;
    if (budget.tokens !== null && tokens >= budget.tokens)
      return `the budget of ${budget.tokens} tokens is spent`;
    if (budget.deadline !== null && clock.now() - startedAt >= budget.deadline) {
      return `the deadline of ${budget.deadline / 1000} s has passed`;
    }
    return null;
  };

  const refuseAll = (reason: string) => {
    stopReason = reason;
    for (const entry of waiting.splice(0)) entry.refuse(new OutOfBudget(reason));
  };

  const startNext = () => {
    while (underWay < options.concurrency && waiting.length > 0) {
      const reason = refusal();
      if (reason !== null) {
        refuseAll(reason);
        return;
      }
      const next = takeMostUrgent(waiting);
      underWay += 1;
      sent += 1;
      next.start();
    }
  };

  const keepRate = async () => {
    if (options.rate === null) return;
    const now = clock.now();
    const start = Math.max(now, nextStart);
    nextStart = start + 1000 / options.rate;
    if (start > now) await clock.sleep(start - now);
  };

  return {
    slot: async (urgency, work) => {
      await new Promise<void>((start, refuse) => {
        arrivals += 1;
        waiting.push({ urgency, order: arrivals, start, refuse });
        startNext();
      });
      try {
        await keepRate();
        return await work(underWay);
      } finally {
        underWay -= 1;
        startNext();
      }
    },
    spend: (count) => {
      tokens += count;
    },
    stop: refuseAll,
    stopped: () => stopReason,
    sent: () => sent,
  };
}

function takeMostUrgent(waiting: Waiting[]): Waiting {
  let best = 0;
  for (const [index, entry] of waiting.entries()) {
    const leader = waiting[best];
    if (leader === undefined || entry.urgency < leader.urgency) best = index;
  }
  const [taken] = waiting.splice(best, 1);
  if (taken === undefined) throw new Error('the scheduler was asked for a slot that nobody waits for');
  return taken;
}
