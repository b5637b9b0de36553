import { sessionOf } from '../../targets/exchange.js';
import type { Fact } from '../engine/judge.js';

/** A fact that knows when its request was sent. */
type Sent = Fact<{ readonly at: string }>;

/** Compares facts by when their requests were sent: by step within a session, by time across sessions. */
export function bySending(left: Sent, right: Sent): number {
  return sameSession(left, right) ? byStep(left, right) : left.fact.at.localeCompare(right.fact.at);
}

/** Whether `later` was surely sent after `earlier`. Two sessions at the very same moment: nobody knows. */
export function isAfter(later: Sent, earlier: Sent): boolean {
  return bySending(later, earlier) > 0;
}

function sameSession(left: Sent, right: Sent): boolean {
  return sessionOf({ id: left.exchange }) === sessionOf({ id: right.exchange });
}

function byStep(left: Sent, right: Sent): number {
  return left.exchange.localeCompare(right.exchange, 'en', { numeric: true });
}
