import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { streamEvents } from '../../suites/engine/examine.js';
import type { Exchange } from '../../targets/exchange.js';
import { closedPort, httpServer, rawServer, type TestServer } from './servers.js';
import { type TestClientOptions, testCall, testClient } from './setup.js';

let server: TestServer | null = null;

afterEach(async () => {
  await server?.close();
  server = null;
});

const streamCall = () => testCall({ body: { json: { stream: true } } });
const headOfStream = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n';
const headOfJson = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n';

async function exchangeWith(started: Promise<TestServer>, options: TestClientOptions, call = testCall()) {
  server = await started;
  return testClient(server.url, options)(call);
}

const countOf = (exchange: Exchange) => [...(exchange.answer?.stream?.frames ?? [])].length;

describe('no answer', () => {
  test('from a closed port', async () => {
    const exchange = await testClient(`http://127.0.0.1:${await closedPort()}`)(testCall());
    expect(exchange.noAnswer).toEqual({ reason: 'refused', detail: expect.stringContaining('ECONNREFUSED') });
  });

  test('from an unknown name', async () => {
    const exchange = await testClient('http://no-such-host.invalid')(testCall());
    expect(exchange.noAnswer?.reason).toBe('name');
  });

  test('from a server that does not speak TLS', async () => {
    server = await httpServer((_request, response) => response.end());
    const exchange = await testClient(server.url.replace('http:', 'https:'))(testCall());
    expect(exchange.noAnswer?.reason).toBe('tls');
  });

  test('from a silent server', async () => {
    const exchange = await exchangeWith(
      rawServer(() => undefined),
      { limits: { firstByteMs: 60 } },
    );
    expect(exchange.noAnswer).toEqual({ reason: 'first-byte-timeout', detail: 'no answer within 60 ms' });
  });

  test.each([['closes at once', (reset: boolean) => reset, 'reset']])(
    'from a server that %s',
    async (_name, _reset, reason) => {
      const exchange = await exchangeWith(
        rawServer((socket) => socket.resetAndDestroy()),
        {},
      );
      expect(exchange.noAnswer?.reason).toBe(reason);
    },
  );

  test.each([
    ['no HTTP', 'hello\r\n\r\n'],
    ['a control character in a header', 'HTTP/1.1 200 OK\r\nx-a: a\u0001b\r\n\r\n'],
    ['too many headers', `HTTP/1.1 200 OK\r\n${`x-a: ${'v'.repeat(90)}\r\n`.repeat(2000)}\r\n`],
    ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
  ])('where there is %s', async (_name, bytes) => {
    const exchange = await exchangeWith(
      rawServer((socket) => socket.end(bytes)),
      {},
    );
    expect(exchange.noAnswer?.reason).toBe('protocol');
  });
});

describe('an answer that ends badly', () => {
  test.each([
    ['is reset', 'transfer-encoding: chunked', '5\r\n{"a":\r\n'],
    ['is shorter than it said', 'content-length: 100', '{"a":'],
  ])('%s', async (_name, header, body) => {
    const exchange = await exchangeWith(
      rawServer((socket) => {
        socket.write(headOfJson.replace(/\r\n$/, `${header}\r\n\r\n`) + body, () =>
          setImmediate(() => socket.resetAndDestroy()),
        );
      }),
      {},
    );
    expect(exchange.answer).toMatchObject({ status: 200, ending: 'reset', jsonProblem: expect.any(String) });
  });

  test('is a stream cut in an event', async () => {
    const exchange = await exchangeWith(
      rawServer((socket) => {
        socket.end(
          `${headOfStream.replace('\r\n\r\n', '\r\ntransfer-encoding: chunked\r\n\r\n')}a\r\ndata: 1\n\nd`,
        );
      }),
      {},
      streamCall(),
    );
    expect(exchange.answer?.ending).toBe('reset');
    expect(exchange.answer?.stream?.framing.unterminated).toBe('d');
    expect(countOf(exchange)).toBe(1);
  });

  test('falls silent', async () => {
    const exchange = await exchangeWith(
      rawServer((socket) => socket.write(`${headOfStream}data: 1\n\n`)),
      { limits: { idleMs: 60 } },
      streamCall(),
    );
    expect(exchange.answer).toMatchObject({
      ending: 'idle-timeout',
      endingDetail: 'nothing more came for 60 ms',
    });
    expect(countOf(exchange)).toBe(1);
  });

  test('is no gzip although it says so', async () => {
    const exchange = await exchangeWith(
      httpServer((_request, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain');
      }),
      {},
    );
    expect(exchange.answer?.ending).toBe('undecodable');
  });
});

describe('an answer without measure', () => {
  const flood = (head: string, piece: string) =>
    rawServer((socket) => {
      const bytes = Buffer.from(piece);
      const pour = () => {
        while (!socket.destroyed && socket.write(bytes));
      };
      socket.on('drain', pour);
      socket.write(head);
      pour();
    });

  test('is cut off where it is a JSON body', async () => {
    const exchange = await exchangeWith(flood(headOfJson, `"${'x'.repeat(65_536)}",`), {
      limits: { maxBodyBytes: 1_000_000 },
    });
    expect(exchange.answer).toMatchObject({
      ending: 'too-large',
      jsonProblem: 'the body was cut off for its size',
    });
    expect(exchange.answer?.text.length).toBeLessThanOrEqual(65_536);
  });

  test('is cut off where it is a stream', async () => {
    const exchange = await exchangeWith(
      flood(headOfStream, 'data: {"type":"x"}\n\n'.repeat(500)),
      { limits: { maxBodyBytes: 1_000_000 } },
      streamCall(),
    );
    expect(exchange.answer?.ending).toBe('too-large');
    expect(countOf(exchange)).toBeGreaterThan(40_000);
  });

  test('is cut off where it is a line', async () => {
    const exchange = await exchangeWith(
      flood(`${headOfStream}data: `, 'x'.repeat(65_536)),
      { limits: { maxEventLength: 500_000 } },
      streamCall(),
    );
    expect(exchange.answer).toMatchObject({
      ending: 'too-large',
      endingDetail: 'a server-sent event is longer than 500000 characters',
    });
  });

  test('is cut off where it is a compression bomb', async () => {
    const bomb = gzipSync(gzipSync(Buffer.alloc(200_000_000)));
    const exchange = await exchangeWith(
      httpServer((_request, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(bomb);
      }),
      { limits: { maxBodyBytes: 2_000_000 } },
    );
    expect(exchange.answer?.ending).toBe('too-large');
  });

  test.each([
    ['nested 200,000 deep', `${'['.repeat(200_000)}${']'.repeat(200_000)}`, 'nested deeper than 512 levels'],
    ['nested without end', '{"a":'.repeat(200_000), 'nested deeper than 512 levels'],
    ['full of values', `[${'[],'.repeat(2_000_000)}1]`, 'more than 2000000 values'],
  ])('is not parsed where it is %s', async (_name, body, problem) => {
    const exchange = await exchangeWith(
      httpServer((_request, response) => response.end(body)),
      {},
    );
    expect(exchange.answer).toMatchObject({ ending: 'complete', jsonProblem: problem });
    expect(exchange.answer && 'json' in exchange.answer).toBe(false);
  });
});

describe('an answer of odd content', () => {
  test('may hold an event that is nested too deep to be walked', async () => {
    const data = `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`;
    const exchange = await exchangeWith(
      httpServer((_request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' }).end(`data: ${data}\n\n`);
      }),
      {},
      streamCall(),
    );
    const [event] = streamEvents(exchange);
    expect(event).toMatchObject({ data: null, problem: 'the data is nested deeper than 512 levels' });
  });

  test('keeps __proto__ as what it is, a member', async () => {
    const exchange = await exchangeWith(
      httpServer((_request, response) =>
        response.end('{"__proto__":{"polluted":1},"id":"sk-first-0123456789abcdefghij"}'),
      ),
      {},
    );
    expect(Object.keys(exchange.answer?.json as object)).toEqual(['__proto__', 'id']);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect('polluted' in {}).toBe(false);
  });

  test('names the first invalid byte', async () => {
    const bytes = Buffer.from([0x22, 0xff, 0x22]);
    const json = await exchangeWith(
      httpServer((_request, response) => response.end(bytes)),
      {},
    );
    expect(json.answer).toMatchObject({ text: '"\uFFFD"', jsonProblem: 'invalid UTF-8 at byte 1' });
  });

  test('arrives byte by byte', async () => {
    const exchange = await exchangeWith(
      rawServer((socket) => {
        socket.setNoDelay(true);
        const bytes = Buffer.from(`${headOfStream}\uFEFFdata: "é"\r\n\r\n`);
        const next = (at: number) => {
          if (at === bytes.length) socket.end();
          else socket.write(bytes.subarray(at, at + 1), () => setImmediate(() => next(at + 1)));
        };
        next(0);
      }),
      {},
      streamCall(),
    );
    expect([...(exchange.answer?.stream?.frames ?? [])].map(({ data }) => data)).toEqual(['"é"']);
    expect(exchange.answer?.stream?.framing.byteOrderMark).toBe(true);
  });

  test('redirects to another host, which never hears of it', async () => {
    let heard = 0;
    const elsewhere = await httpServer((_request, response) => {
      heard += 1;
      response.end();
    });
    const exchange = await exchangeWith(
      httpServer((_request, response) => {
        response.writeHead(302, { location: `${elsewhere.url}/v1/responses` }).end();
      }),
      {},
    );
    await elsewhere.close();
    expect(exchange.answer?.status).toBe(302);
    expect(heard).toBe(0);
  });
});
