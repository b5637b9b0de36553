import type { Progress } from '../behaviour/response.js';
import type { ResponseRecord } from '../plan.js';

/**
 * What a response has come to at a moment. Nothing runs in the background: a record knows when it starts and ends, so
 * its state follows from the clock, and a client that goes away stops nothing.
 */
export function progressAt(record: ResponseRecord, now: number): Progress {
  const { plan, timing } = record;
  const elapsed = (record.cancelledAt ?? now) - record.createdAt;
  const isOver = elapsed >= timing.endsAfter;
  const spent = (elapsed - timing.startsAfter) / Math.max(1, timing.endsAfter - timing.startsAfter);
  const finishedItems = isOver ? plan.items.length : Math.max(0, Math.floor(spent * plan.items.length));
  if (record.cancelledAt !== null) return { status: 'cancelled', finishedItems };
  if (isOver) return { status: plan.outcome, finishedItems };
  const isQueued = record.background && elapsed < timing.startsAfter;
  return { status: isQueued ? 'queued' : 'in_progress', finishedItems };
}

/** Whether a response has reached an end from which it does not come back. */
export function isOver(record: ResponseRecord, now: number): boolean {
  const { status } = progressAt(record, now);
  return status !== 'queued' && status !== 'in_progress';
}
