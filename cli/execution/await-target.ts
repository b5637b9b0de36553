import type { Clock } from '../../targets/clock.js';
import { UnreachableError } from '../../targets/unreachable-error.js';
import type { Endpoint } from './endpoint.js';

/** Milliseconds between two looks, and how long one look may take. */
const pause = 500;
const patience = 5000;

/**
 * Waits until the target answers anything but 503, at most `waitMs`; without a wait it does not look at all. Asks without
 * credentials. Throws `UnreachableError` where the time runs out.
 */
export async function awaitTarget(
  { target, transport }: Endpoint,
  waitMs: number,
  clock: Clock,
  interrupt: AbortSignal,
): Promise<void> {
  if (waitMs === 0) return;
  const end = clock.now() + waitMs;
  let seen = 'no answer';
  while (!interrupt.aborted) {
    seen = await look(`${target.baseUrl}/models`, transport, clock);
    if (seen === 'up') return;
    if (clock.now() + pause > end) {
      throw new UnreachableError(`${target.baseUrl} did not come up within ${waitMs / 1000} s (${seen})`);
    }
    await clock.sleep(pause);
  }
}

async function look(url: string, transport: Endpoint['transport'], clock: Clock): Promise<string> {
  const limit = new AbortController();
  const done = new AbortController();
  clock.sleep(patience, done.signal).then(
    () => limit.abort(new Error('no answer within 5 s')),
    () => {},
  );
  try {
    const answer = await transport({ method: 'GET', url, headers: [], body: null }, limit.signal);
    const { status } = answer;
    limit.abort();
    return status === 503 ? 'still 503' : 'up';
  } catch (error) {
    return (error as Error).message;
  } finally {
    done.abort(new Error('looked'));
  }
}
