import type { Clock } from '../../clock.js';
import type { Timing } from '../plan.js';
import { doneFrame } from './answers.js';

/** Frames that are due together go out in chunks of about this many characters, as a socket would join them. */
const chunkSize = 16 * 1024;

/** When the frames of a stream are sent. */
export interface Pacing {
  readonly clock: Clock;
  /** Milliseconds since the epoch at which the response began. */
  readonly begunAt: number;
  readonly timing: Timing;
  /** How many frames come before generation starts. */
  readonly leading: number;
  /** How many frames at the front are not to be sent again. */
  readonly skipped: number;
  /** When the response was cancelled, null while it was not: what was due later does not come. */
  readonly cancelledAt: () => number | null;
  readonly signal: AbortSignal;
}

/** Sends frames when they are due: the leading ones at once, the others spread evenly over the time of generation. */
export async function* paced(frames: readonly string[], pacing: Pacing): AsyncIterable<Uint8Array> {
  const { clock, begunAt, signal } = pacing;
  const encoder = new TextEncoder();
  let waiting = '';
  let isFirst = true;
  for (let index = pacing.skipped; index < frames.length; index += 1) {
    const due = begunAt + dueAfter(index, frames.length, pacing);
    const wait = due - clock.now();
    if (wait > 0) {
      if (waiting !== '') yield encoder.encode(waiting);
      waiting = '';
      await clock.sleep(wait, signal);
    }
    if (due > (pacing.cancelledAt() ?? due)) {
      waiting += frames.at(-1) === doneFrame ? doneFrame : '';
      break;
    }
    signal.throwIfAborted();
    waiting += frames[index] ?? '';
    if (isFirst || waiting.length >= chunkSize) {
      yield encoder.encode(waiting);
      waiting = '';
    }
    isFirst = false;
  }
  if (waiting !== '') yield encoder.encode(waiting);
}

function dueAfter(index: number, total: number, { timing, leading }: Pacing): number {
  if (index < leading) return 0;
  const steps = Math.max(1, total - 1 - leading);
  return timing.startsAfter + ((timing.endsAfter - timing.startsAfter) * (index - leading)) / steps;
}
