import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, connect, type Server } from 'node:net';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { bodyText } from '../tests/wire/body-text.js';
import { testCertificate } from '../tests/wire/certificate.js';
import { type FetchTransportOptions, fetchTransport } from './fetch-transport.js';

// Other tests of this worker may have put a mock in the place of fetch; here the real one is tested.
beforeAll(() => nock.restore());
afterAll(() => nock.activate());

const running: Server[] = [];
afterEach(() => {
  for (const server of running.splice(0)) server.close();
});

async function portOf(server: Server): Promise<number> {
  running.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function get(url: string, options: Partial<FetchTransportOptions> = {}) {
  const transport = fetchTransport({
    connectMs: 5000,
    silenceMs: 0,
    certificateAuthority: null,
    environment: {},
    ...options,
  });
  try {
    const answer = await transport.send(
      { method: 'GET', url, headers: [['accept', 'text/plain']], body: null },
      new AbortController().signal,
    );
    return { status: answer.status, text: await bodyText(answer.body) };
  } finally {
    await transport.close();
  }
}

describe('certificates', () => {
  const secure = () =>
    createServer({ key: testCertificate.key, cert: testCertificate.certificate }, (_request, response) => {
      response.end('secure');
    });

  test('that nobody vouches for are refused', async () => {
    const port = await portOf(secure());
    await expect(get(`https://127.0.0.1:${port}/`)).rejects.toMatchObject({
      failure: 'tls',
      message: expect.stringContaining('self-signed'),
    });
  });

  test('are trusted where their authority is given', async () => {
    const port = await portOf(secure());
    const options = { certificateAuthority: testCertificate.certificate };
    expect(await get(`https://127.0.0.1:${port}/`, options)).toEqual({ status: 200, text: 'secure' });
  });
});

describe('proxies', () => {
  const proxy = (heard: string[]) => {
    const server = createHttpServer((request, response) => {
      heard.push(`${request.method} ${request.url}`);
      response.end('by proxy');
    });
    server.on('connect', (request, socket) => {
      heard.push(`CONNECT ${request.url}`);
      const [host, port] = (request.url ?? '').split(':');
      const onward = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.pipe(onward).pipe(socket);
      });
      socket.on('error', () => onward.destroy());
      onward.on('error', () => socket.destroy());
    });
    return server;
  };

  test('are used for plain HTTP, in either spelling of the variable', async () => {
    const heard: string[] = [];
    const url = `http://127.0.0.1:${await portOf(proxy(heard))}`;
    for (const name of ['HTTP_PROXY', 'http_proxy']) {
      expect(await get('http://target.test/v1', { environment: { [name]: url } })).toEqual({
        status: 200,
        text: 'by proxy',
      });
    }
    expect(heard).toEqual(['GET http://target.test/v1', 'GET http://target.test/v1']);
  });

  test('tunnel HTTPS, whose certificate is still checked', async () => {
    const heard: string[] = [];
    const target = createServer(
      { key: testCertificate.key, cert: testCertificate.certificate },
      (_request, response) => response.end('tunnelled'),
    );
    const port = await portOf(target);
    const environment = { HTTPS_PROXY: `http://127.0.0.1:${await portOf(proxy(heard))}` };
    const url = `https://127.0.0.1:${port}/`;
    await expect(get(url, { environment })).rejects.toMatchObject({ failure: 'tls' });
    const certificateAuthority = testCertificate.certificate;
    expect(await get(url, { environment, certificateAuthority })).toMatchObject({ text: 'tunnelled' });
    expect(heard).toContain(`CONNECT 127.0.0.1:${port}`);
  });

  test('are passed by for what NO_PROXY names', async () => {
    const heard: string[] = [];
    const port = await portOf(createHttpServer((_request, response) => response.end('direct')));
    const environment = {
      HTTP_PROXY: `http://127.0.0.1:${await portOf(proxy(heard))}`,
      NO_PROXY: '127.0.0.1',
    };
    expect(await get(`http://127.0.0.1:${port}/`, { environment })).toMatchObject({ text: 'direct' });
    expect(heard).toEqual([]);
  });
});

describe('requests that fetch cannot express', () => {
  test.each([
    ['GET', [], new Uint8Array([1]), 0],
    ['POST', [['a b', 'c']], null, 0],
    ['GET', [], new Uint8Array([1]), 300_000],
    ['POST', [['a b', 'c']], null, 300_000],
  ] as const)('are faults of the suite, not of the target: %s', async (method, headers, body, silenceMs) => {
    const { send } = fetchTransport({
      connectMs: 100,
      silenceMs,
      certificateAuthority: null,
      environment: {},
    });
    const sent = send({ method, url: 'http://127.0.0.1:9/', headers, body }, new AbortController().signal);
    await expect(sent).rejects.toBeInstanceOf(TypeError);
  });
});
