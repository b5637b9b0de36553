import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { bodyText } from '../tests/wire/body-text.js';
import { closedPort, httpServer, rawServer, type TestServer } from '../tests/wire/servers.js';
import { fetchTransport } from './fetch-transport.js';
import { proxyFor } from './proxy.js';
import { socketTransport } from './socket-transport.js';
import type { HttpRequest, Transport } from './transport.js';

// Other tests of this worker may have put a mock in the place of fetch and node:http; here the real ones are tested.
beforeAll(() => nock.restore());
afterAll(() => nock.activate());

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const plain = { connectMs: 5000, silenceMs: 0, certificateAuthority: null, environment: {} };

const transports: readonly (readonly [name: string, open: () => Transport])[] = [
  ['fetch', () => fetchTransport(plain).send],
  ['sockets', () => opened()],
];

function opened(environment: { readonly [name: string]: string } = {}): Transport {
  const { send, close } = socketTransport({ ...plain, environment });
  closing.push(close);
  return send;
}

async function serving(listener: RequestListener): Promise<string> {
  return started(httpServer(listener));
}

async function started(server: Promise<TestServer>): Promise<string> {
  const { url, close } = await server;
  closing.push(close);
  return url;
}

const never = () => new AbortController().signal;
const get = (url: string): HttpRequest => ({ method: 'GET', url, headers: [], body: null });
const post = (url: string): HttpRequest => ({
  method: 'POST',
  url,
  headers: [
    ['Content-Type', 'application/json'],
    ['X-Twice', 'a'],
    ['X-Twice', 'b'],
  ],
  body: Buffer.from('{"input":"héllo"}'),
});

describe.each(transports)('over %s', (_name, open) => {
  test('a request arrives as it was given, and the answer comes with all headers', async () => {
    const url = await serving(async (request, response) => {
      const { method, headers } = request;
      response.writeHead(
        201,
        [
          ['X-Many', '1'],
          ['x-many', '2'],
          ['set-cookie', 'a=1'],
          ['set-cookie', 'b=2'],
        ].flat(),
      );
      response.end(
        JSON.stringify({
          method,
          url: request.url,
          type: headers['content-type'],
          twice: headers['x-twice'],
          length: headers['content-length'],
          agent: headers['user-agent'],
          accept: headers.accept,
          body: await bodyText(request),
        }),
      );
    });
    const answer = await open()(post(`${url}/v1/responses?a=b%20c`), never());
    expect(answer.status).toBe(201);
    expect(answer.headers.filter(([name]) => /many|cookie/.test(name))).toEqual([
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
      ['x-many', '1, 2'],
    ]);
    expect(JSON.parse(await bodyText(answer.body))).toEqual({
      method: 'POST',
      url: '/v1/responses?a=b%20c',
      type: 'application/json',
      twice: 'a, b',
      length: '18',
      agent: 'node',
      accept: '*/*',
      body: '{"input":"héllo"}',
    });
  });

  test('redirects are answers', async () => {
    const url = await serving((_request, response) => {
      response.writeHead(307, { location: 'http://elsewhere.test/' }).end('moved');
    });
    expect(await open()(get(url), never())).toMatchObject({ status: 307 });
  });

  test('pieces come while the answer is still going on', async () => {
    let goOn = () => {};
    const url = await serving((_request, response) => {
      response.write('first');
      goOn = () => response.end(' second');
    });
    const { body } = await open()(get(url), never());
    const pieces = body[Symbol.asyncIterator]();
    expect(Buffer.from((await pieces.next()).value).toString()).toBe('first');
    goOn();
    expect(Buffer.from((await pieces.next()).value).toString()).toBe(' second');
    expect((await pieces.next()).done).toBe(true);
  });

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['gzip, br', (text: string) => brotliCompressSync(gzipSync(text))],
    ['identity', (text: string) => Buffer.from(text)],
  ] as const)('content coding %s is undone', async (coding, encode) => {
    const url = await serving((_request, response) => {
      response.writeHead(200, { 'content-encoding': coding }).end(encode('decoded text'));
    });
    const { body } = await open()(get(url), never());
    expect(await bodyText(body)).toBe('decoded text');
  });

  test('what is not in its coding is undecodable', async () => {
    const url = await serving((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain text');
    });
    const { body } = await open()(get(url), never());
    await expect(bodyText(body)).rejects.toMatchObject({ failure: 'undecodable' });
  });

  test('an answer that breaks off is reset, be it read late', async () => {
    const url = await serving((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('some');
      setImmediate(() => response.destroy());
    });
    const { body } = await open()(get(url), never());
    await expect(bodyText(body)).rejects.toMatchObject({ failure: 'reset' });
  });

  test('no answer says why', async () => {
    const send = open();
    const hangsUp = await started(rawServer((socket) => socket.destroy()));
    const babbles = await started(rawServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n\r\n')));
    await expect(send(get(`http://127.0.0.1:${await closedPort()}/`), never())).rejects.toMatchObject({
      failure: 'refused',
    });
    await expect(send(get(hangsUp), never())).rejects.toMatchObject({ failure: 'reset' });
    await expect(send(get(babbles), never())).rejects.toMatchObject({ failure: 'protocol' });
  });

  test('giving up ends the request before the headers and after them', async () => {
    const before = new AbortController();
    const silent = await serving(() => before.abort());
    await expect(open()(get(silent), before.signal)).rejects.toMatchObject({ failure: 'aborted' });
    const after = new AbortController();
    const endless = await serving((_request, response) => response.write('first'));
    const { body } = await open()(get(endless), after.signal);
    const reading = async () => {
      for await (const _piece of body) after.abort();
    };
    await expect(reading()).rejects.toMatchObject({ failure: 'aborted' });
  });
});

describe('a proxy', () => {
  test('gets the name and password of its URL, and the target does not', async () => {
    const url = await serving(({ headers, url: asked }, response) => {
      response.end(JSON.stringify([asked, headers.host, headers['proxy-authorization']]));
    });
    const { body } = await opened({ HTTP_PROXY: url.replace('//', '//me:p%40ss@') })(
      get('http://target.test/v1'),
      never(),
    );
    const credentials = Buffer.from('me:p@ss').toString('base64');
    expect(JSON.parse(await bodyText(body))).toEqual([
      'http://target.test/v1',
      'target.test',
      `Basic ${credentials}`,
    ]);
  });

  test('that opens no tunnel is not taken for the target', async () => {
    const server = createServer();
    server.on('connect', (_request, socket) => {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 2\r\n\r\n{}');
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    closing.push(async () => server.close());
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : null;
    const sent = opened({ HTTPS_PROXY: `http://127.0.0.1:${port}` })(get('https://target.test/v1'), never());
    await expect(sent).rejects.toMatchObject({
      failure: 'refused',
      message: `the proxy 127.0.0.1:${port} answers 407 to CONNECT target.test:443`,
    });
  });
});

describe('which proxy', () => {
  const environment = {
    HTTP_PROXY: 'http://p:1',
    https_proxy: 'q:2',
    NO_PROXY: 'a.test, .b.test *.c.test,d.test:8080',
  };

  test.each([
    ['http://x.test/', 'http://p:1/'],
    ['https://x.test/', 'http://q:2/'],
    ['http://a.test/', null],
    ['https://sub.a.test/', null],
    ['http://nota.test/', 'http://p:1/'],
    ['http://sub.b.test/', null],
    ['http://sub.c.test/', null],
    ['http://d.test/', 'http://p:1/'],
    ['http://d.test:8080/', null],
  ])('%s is reached by: %s', (url, proxy) => {
    expect(proxyFor(new URL(url), environment)?.href ?? null).toBe(proxy);
  });

  test('is none where NO_PROXY is a star, or nothing is set', () => {
    expect(proxyFor(new URL('http://x.test/'), { ...environment, NO_PROXY: '*' })).toBeNull();
    expect(proxyFor(new URL('http://x.test/'), {})).toBeNull();
  });

  test('that is no URL is said without showing it', () => {
    const wrong = () => proxyFor(new URL('http://x.test/'), { HTTP_PROXY: 'http://me:secret@:x' });
    expect(wrong).toThrow('HTTP_PROXY or HTTPS_PROXY says is no URL');
    expect(wrong).not.toThrow('secret');
  });
});

describe.each(transports)('a half-closed connection, over %s', (_name, open) => {
  const halfClosed = (url: string): HttpRequest => ({ ...post(url), halfClosed: true });

  test('ends the sending side behind the whole request, and the answer is read', async () => {
    const seen: string[] = [];
    const server = createTcpServer({ allowHalfOpen: true }, (socket) => {
      let request = '';
      socket.on('data', (piece) => {
        request += piece.toString('utf8');
      });
      socket.on('end', () => {
        seen.push(request);
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => new Promise((resolve) => server.close(resolve)));
    const { port } = server.address() as AddressInfo;
    const answer = await open()(halfClosed(`http://127.0.0.1:${port}/`), never());
    expect(await bodyText(answer.body)).toBe('late');
    expect(seen).toEqual([expect.stringMatching(/\{"input":"héllo"\}$/)]);
  });

  test('that the server takes for a closed one is a reset', async () => {
    // node:http itself gives up what it has not answered when it sees the end.
    const url = await serving((request) => request.resume());
    const sent = open()(halfClosed(url), never());
    await expect(sent).rejects.toMatchObject({ failure: 'reset' });
  });
});
