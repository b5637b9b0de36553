import { expect, test } from 'vitest';
import { testCall, testClient } from '../tests/wire/setup.js';
import { type Clock, turnedClock } from './clock.js';
import type { HttpAnswer, Transport } from './transport.js';

const limits = { firstByteMs: 1000, idleMs: 1000, totalMs: 5000 };

/** A target with one slot: each answer takes this long, and whoever hangs up leaves the queue. */
function oneSlot(clock: Clock, serviceMs: number) {
  let turn: Promise<unknown> = Promise.resolve();
  let most = 0;
  let underWay = 0;
  const sent: string[] = [];
  const send: Transport = async (request, signal) => {
    sent.push(`${request.method} ${new URL(request.url).pathname}`);
    underWay += 1;
    most = Math.max(most, underWay);
    const served = turn.then(() => clock.sleep(serviceMs, signal));
    turn = served.catch(() => undefined);
    try {
      await Promise.race([served, hungUp(signal)]);
      return { status: 200, headers: [], body: body('{}') };
    } finally {
      underWay -= 1;
    }
  };
  return {
    send,
    sent,
    /** The most at once since this was asked last. */
    most: () => {
      const seen = most;
      most = 0;
      return seen;
    },
  };
}

function hungUp(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

async function* body(text: string): HttpAnswer['body'] {
  yield Buffer.from(text);
}

const eight = <T>(send: () => Promise<T>) => Promise.all(Array.from({ length: 8 }, send));

test('a slow target with one slot is asked less at once, and what was only queued is asked again alone', async () => {
  const clock = turnedClock(0);
  const target = oneSlot(clock, 400);
  const send = testClient('http://target.test/v1', { clock, limits, parts: { transport: target.send } });
  const exchanges = await eight(() => send(testCall()));
  expect(exchanges.map(({ answer }) => answer?.status)).toEqual(Array(8).fill(200));
  expect(exchanges.filter(({ waitedOut }) => waitedOut.length > 0).map(({ waitedOut }) => waitedOut)).toEqual(
    Array(6).fill([{ status: null, retryAfter: null, reason: 'first-byte-timeout' }]),
  );
  expect(target.most()).toBe(8);
  await eight(() => send(testCall()));
  expect(target.most()).toBe(4);
});

test('a target that never answers is not asked everything twice', async () => {
  const clock = turnedClock(0);
  let sent = 0;
  const silent: Transport = () => {
    sent += 1;
    return new Promise<never>(() => undefined);
  };
  const send = testClient('http://target.test/v1', { clock, limits, parts: { transport: silent } });
  const exchanges = await eight(() => send(testCall()));
  expect(exchanges.map(({ noAnswer }) => noAnswer?.reason)).toEqual(Array(8).fill('first-byte-timeout'));
  expect(sent).toBe(9);
  expect(clock.now()).toBe(2000);
});

test('what changes the target is not sent twice: it may have been served', async () => {
  const clock = turnedClock(0);
  const target = oneSlot(clock, 1500);
  const send = testClient('http://target.test/v1', { clock, limits, parts: { transport: target.send } });
  const [deleted, appended] = await Promise.all([
    send(testCall({ method: 'DELETE', path: '/responses/resp_1', body: null })),
    send(testCall({ body: { json: { input: 'hello', conversation: 'conv_1' } } })),
  ]);
  expect([deleted.noAnswer?.reason, appended.noAnswer?.reason]).toEqual(Array(2).fill('first-byte-timeout'));
  expect(target.sent).toHaveLength(2);
});
