import { describe, expect, test } from 'vitest';
import { testCall, testClient } from '../tests/wire/setup.js';
import { turnedClock } from './clock.js';
import { type HttpAnswer, type Transport, TransportError } from './transport.js';

const baseUrl = 'http://target.test/v1';

describe('waiting out', () => {
  const answer = (status: number, headers: HttpAnswer['headers'] = []): HttpAnswer => ({
    status,
    headers,
    body: (async function* body() {
      yield Buffer.from('{}');
    })(),
  });
  const scripted = (...steps: readonly (HttpAnswer | Error)[]): Transport & { readonly sent: number[] } => {
    const left = [...steps];
    const sent: number[] = [];
    const transport: Transport = async () => {
      sent.push(clock.now());
      const step = left.shift();
      if (step === undefined || step instanceof Error) throw step ?? new Error('nothing more was expected');
      return step;
    };
    return Object.assign(transport, { sent });
  };
  let clock = turnedClock(0);
  const clientOf = (transport: Transport, repetitions = 3) =>
    testClient(baseUrl, { clock, repetitions, parts: { transport } });

  test('takes as long as Retry-After says, and backs off where it says nothing', async () => {
    clock = turnedClock(0);
    const transport = scripted(
      answer(429, [['Retry-After', '7']]),
      answer(503),
      new TransportError('refused', 'no'),
      answer(200),
    );
    const exchange = await clientOf(transport)(testCall());
    expect(exchange.answer?.status).toBe(200);
    expect(exchange.waitedOut).toEqual([
      { status: 429, retryAfter: '7' },
      { status: 503, retryAfter: null },
      { status: null, retryAfter: null },
    ]);
    expect(transport.sent).toEqual([0, 7000, 8000, 10_000]);
  });

  test('ends after some repetitions with what came last', async () => {
    clock = turnedClock(0);
    const transport = scripted(answer(429), answer(429));
    const exchange = await clientOf(transport, 1)(testCall());
    expect(exchange.answer?.status).toBe(429);
    expect(exchange.waitedOut).toHaveLength(1);
  });

  test('is left to the scenario that asks for the refusal', async () => {
    clock = turnedClock(0);
    const transport = scripted(answer(429));
    const exchange = await clientOf(transport)(testCall({ waitOut: false }));
    expect(exchange).toMatchObject({ answer: { status: 429 }, waitedOut: [] });
  });

  test('holds for all requests, and the repetition goes alone', async () => {
    clock = turnedClock(0);
    const transport = scripted(answer(429, [['retry-after', '3']]), answer(200), answer(200));
    const send = clientOf(transport);
    const first = send(testCall());
    await clock.sleep(1);
    const [one, other] = await Promise.all([first, send(testCall())]);
    expect(transport.sent).toEqual([0, 3000, 3000]);
    expect([one.timing.concurrent, other.timing.concurrent]).toEqual([1, 1]);
  });

  test('does not happen after the first byte', async () => {
    clock = turnedClock(0);
    const broken: HttpAnswer = {
      status: 200,
      headers: [],
      body: (async function* body() {
        yield Buffer.from('{"a":');
        throw new TransportError('reset', 'other side closed');
      })(),
    };
    const exchange = await clientOf(scripted(broken))(testCall());
    expect(exchange.answer).toMatchObject({
      ending: 'reset',
      endingDetail: 'other side closed',
      text: '{"a":',
    });
    expect(exchange.waitedOut).toEqual([]);
  });

  test('fetches a key anew once it is refused', async () => {
    clock = turnedClock(0);
    let key = 'old-key-1234567890';
    const transport = scripted(answer(401), answer(200));
    const send = testClient(baseUrl, {
      clock,
      parts: {
        transport,
        credentials: {
          first: async () => key,
          second: async () => null,
          refresh: async (refused) => {
            key = 'new-key-0987654321';
            return refused !== key;
          },
        },
      },
    });
    const exchange = await send(testCall());
    expect(exchange).toMatchObject({
      answer: { status: 200 },
      waitedOut: [{ status: 401, retryAfter: null }],
    });
    expect(JSON.stringify(exchange)).not.toMatch(/1234567890|0987654321/);
  });
});

describe('limits of time', () => {
  const silent = new Promise<never>(() => undefined);
  const trickling = (pause: number): Transport => {
    const body = async function* body(clock: ReturnType<typeof turnedClock>) {
      for (;;) {
        await clock.sleep(pause);
        yield Buffer.from(' ');
      }
    };
    return async () => ({ status: 200, headers: [], body: body(clock) });
  };
  let clock = turnedClock(0);
  const limits = { firstByteMs: 1000, idleMs: 500, totalMs: 5000 };

  test('end a silent request, even if the transport does not notice', async () => {
    clock = turnedClock(0);
    const exchange = await testClient(baseUrl, { clock, limits, parts: { transport: () => silent } })(
      testCall(),
    );
    expect(exchange.noAnswer).toEqual({ reason: 'first-byte-timeout', detail: 'no answer within 1000 ms' });
    expect(exchange.timing.totalMs).toBe(1000);
  });

  test.each([
    [100, 'total-timeout', 5000],
    [600, 'idle-timeout', 500],
  ])('end an answer that sends something each %i ms with %s', async (pause, ending, after) => {
    clock = turnedClock(0);
    const exchange = await testClient(baseUrl, { clock, limits, parts: { transport: trickling(pause) } })(
      testCall(),
    );
    expect(exchange.answer?.ending).toBe(ending);
    expect(exchange.timing.totalMs).toBe(after);
  });
});

describe('an interruption', () => {
  const event = Buffer.from('data: 1\n\n');
  const endless = (clock: ReturnType<typeof turnedClock>): Transport => {
    const body = async function* body() {
      for (;;) {
        yield event;
        await clock.sleep(100);
      }
    };
    return async () => ({ status: 200, headers: [['content-type', 'text/event-stream']], body: body() });
  };

  test('leaves a stream that is under way two more seconds', async () => {
    const clock = turnedClock(0);
    const stop = new AbortController();
    const sent = testClient(baseUrl, {
      clock,
      parts: { transport: endless(clock), interrupt: stop.signal },
    })(testCall());
    await clock.sleep(1000);
    stop.abort();
    const exchange = await sent;
    expect(exchange.answer).toMatchObject({
      ending: 'disconnected-by-us',
      endingDetail: 'the run was interrupted',
    });
    expect(exchange.timing.totalMs).toBe(3000);
  });

  test('ends a pause at once, and lets requests pass that come later', async () => {
    const clock = turnedClock(0);
    const stop = new AbortController();
    const status = [429, 200];
    const send = testClient(baseUrl, {
      clock,
      repetitions: 1,
      parts: {
        interrupt: stop.signal,
        transport: async () => ({
          status: status.shift() ?? 500,
          headers: [['retry-after', '50']],
          body: (async function* none() {})(),
        }),
      },
    });
    const sent = send(testCall());
    await clock.sleep(1000);
    stop.abort();
    expect(await sent).toMatchObject({
      answer: null,
      noAnswer: { reason: 'aborted', detail: 'the run was interrupted' },
      waitedOut: [{ status: 429, retryAfter: '50' }],
    });
    expect(clock.now()).toBe(1000);
    expect((await send(testCall())).answer?.status).toBe(200);
  });
});

describe('a target that lets answers run into limits', () => {
  test('is given less time after eight of them, until an answer ends by itself', async () => {
    const clock = turnedClock(0);
    let answers = 0;
    const transport: Transport = async () => {
      answers += 1;
      if (answers === 10) return { status: 200, headers: [], body: (async function* none() {})() };
      return new Promise<never>(() => undefined);
    };
    const send = testClient(baseUrl, {
      clock,
      limits: { firstByteMs: 900, idleMs: 900 },
      parts: { transport },
    });
    const took: (number | null)[] = [];
    for (let count = 0; count < 11; count += 1) took.push((await send(testCall())).timing.totalMs);
    expect(took).toEqual([...Array.from({ length: 8 }, () => 900), 300, 0, 900]);
  });
});

describe('several large answers', () => {
  test('are read one after the other, which costs none of them its time', async () => {
    const clock = turnedClock(0);
    const piece = Buffer.alloc(1 << 20, ' ');
    let reading = 0;
    let most = 0;
    const transport: Transport = async () => ({
      status: 200,
      headers: [],
      body: (async function* body() {
        for (let count = 0; count < 8; count += 1) {
          if (count === 4) reading += 1;
          most = Math.max(most, reading);
          await clock.sleep(400);
          yield piece;
        }
        reading -= 1;
      })(),
    });
    const send = testClient(baseUrl, { clock, limits: { idleMs: 500, totalMs: 4000 }, parts: { transport } });
    const exchanges = await Promise.all(Array.from({ length: 5 }, () => send(testCall())));
    expect(exchanges.map(({ answer }) => answer?.ending)).toEqual(
      Array.from({ length: 5 }, () => 'complete'),
    );
    expect(most).toBe(1);
  });
});
