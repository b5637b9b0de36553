import http from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import { rootCertificates } from 'node:tls';
import { acceptedEncodings, decodedBody } from './decoded-body.js';
import { type Environment, proxyAuthorization, proxyFor } from './proxy.js';
import { type HttpAnswer, type HttpRequest, type Transport, TransportError } from './transport.js';
import { transportFailure } from './transport-failure.js';
import { TunnelAgent } from './tunnel-agent.js';

export interface SocketTransportOptions {
  readonly connectMs: number;
  /** PEM text of certificate authorities that are trusted beside the built-in ones. */
  readonly certificateAuthority: string | null;
  readonly environment: Environment;
}

/** A transport and the way to close the connections that it keeps open. */
export interface ClosableTransport {
  readonly send: Transport;
  readonly close: () => Promise<void>;
}

/**
 * Sends over `node:http` and `node:https`, which can do what fetch cannot: proxies, further authorities, no time limits of
 * its own but that of connecting. Throws what `Transport` says, and the `TypeError` of fetch for what fetch cannot express.
 */
export function socketTransport(options: SocketTransportOptions): ClosableTransport {
  const { connectMs, certificateAuthority, environment } = options;
  const ca = certificateAuthority === null ? {} : { ca: [...rootCertificates, certificateAuthority] };
  const plain = new http.Agent({ keepAlive: true });
  const secure = new https.Agent({ keepAlive: true, ...ca });
  const tunnels = new Map<string, TunnelAgent>();

  const tunnel = (proxy: URL): TunnelAgent => {
    const agent = tunnels.get(proxy.href) ?? new TunnelAgent(proxy, { keepAlive: true, ...ca });
    tunnels.set(proxy.href, agent);
    return agent;
  };
  const open = (url: URL, request: https.RequestOptions, alone: boolean): http.ClientRequest => {
    const proxy = proxyFor(url, environment);
    // A connection that is closed on one side is of no use to another request.
    if (alone && proxy === null) {
      return url.protocol === 'https:'
        ? https.request(url, { ...request, ...ca, agent: false })
        : http.request(url, { ...request, agent: false });
    }
    if (url.protocol === 'https:') {
      return https.request(url, { ...request, agent: proxy === null ? secure : tunnel(proxy) });
    }
    if (proxy === null) return http.request(url, { ...request, agent: plain });
    // A proxy of plain HTTP is asked for the whole URL (RFC 9112, absolute-form).
    const asked = {
      ...request,
      path: url.href,
      headers: { ...request.headers, host: url.host, ...proxyAuthorization(proxy) },
    };
    return proxy.protocol === 'https:'
      ? https.request(proxy, { ...asked, agent: secure })
      : http.request(proxy, { ...asked, agent: plain });
  };

  return {
    send: async (request, signal) => {
      const { url, headers } = asFetchWouldSend(request);
      try {
        const opened = open(url, { method: request.method, headers, signal }, request.halfClosed === true);
        return await answerOf(opened, request, connectMs, signal);
      } catch (error) {
        throw transportFailure(error, signal);
      }
    },
    close: async () => {
      for (const agent of [plain, secure, ...tunnels.values()]) agent.destroy();
    },
  };
}

function asFetchWouldSend({ method, url, headers, body }: HttpRequest) {
  const request = new Request(url, {
    method,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
    body,
  });
  const defaults = { accept: '*/*', 'user-agent': 'node', 'accept-encoding': acceptedEncodings };
  return { url: new URL(request.url), headers: { ...defaults, ...Object.fromEntries(request.headers) } };
}

function answerOf(
  opened: http.ClientRequest,
  { body, halfClosed }: HttpRequest,
  connectMs: number,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const tooSlow = new TransportError('connect-timeout', `no connection within ${connectMs} ms`);
    const connecting = setTimeout(() => opened.destroy(tooSlow), connectMs);
    const connected = () => clearTimeout(connecting);
    opened.once('socket', (socket) => {
      if (opened.reusedSocket) connected();
      else socket.once('encrypted' in socket ? 'secureConnect' : 'connect', connected);
    });
    opened.once('close', connected);
    opened.once('error', reject);
    opened.once('response', (response) => {
      const headers = new Headers();
      const { rawHeaders, statusCode = 0 } = response;
      for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
        headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
      }
      const decoded = decodedBody(response, headers.get('content-encoding') ?? '');
      // A break while nobody reads must not end the process, nor be lost: the reader gets it from the stream.
      for (const source of [opened, decoded]) source.on('error', () => undefined);
      resolve({ status: statusCode, headers: [...headers], body: pieces(decoded, signal) });
    });
    if (halfClosed === true) opened.once('finish', () => opened.socket?.end());
    opened.end(body ?? undefined);
  });
}

async function* pieces(body: Readable, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of body) yield piece as Uint8Array;
  } catch (error) {
    throw transportFailure(error, signal);
  }
}
