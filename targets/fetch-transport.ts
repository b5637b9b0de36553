import { type ClosableTransport, type SocketTransportOptions, socketTransport } from './socket-transport.js';
import type { Header, HttpAnswer, HttpRequest } from './transport.js';
import { transportFailure } from './transport-failure.js';

export interface FetchTransportOptions extends SocketTransportOptions {
  /** How long the client waits for the headers of an answer or for its next piece. */
  readonly silenceMs: number;
}

/** Node's fetch gives up after five minutes without headers or without a piece, and cannot be told otherwise. */
const fetchGivesUpAfterMs = 300_000;

/**
 * Sends with the global `fetch`, so that what mocks replace is what is used; over sockets of its own where proxies, other
 * authorities, more patience or a half-closed connection are wanted. Throws what `Transport` says, and a `TypeError` for a request that fetch cannot
 * express.
 */
export function fetchTransport(options: FetchTransportOptions): ClosableTransport {
  const sockets = socketTransport(options);
  if (!withinFetch(options)) return sockets;
  return {
    send: (request, signal) =>
      request.halfClosed === true ? sockets.send(request, signal) : send(request, signal),
    close: sockets.close,
  };
}

function withinFetch({ certificateAuthority, environment, silenceMs }: FetchTransportOptions): boolean {
  const proxies = ['HTTP_PROXY', 'HTTPS_PROXY'].flatMap((name) => [name, name.toLowerCase()]);
  const proxied = proxies.some((name) => environment[name]);
  return certificateAuthority === null && !proxied && silenceMs < fetchGivesUpAfterMs;
}

async function send(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers.map(([name, value]): [string, string] => [name, value]),
      body: request.body,
      redirect: 'manual',
      signal,
    });
    return {
      status: response.status,
      headers: [...response.headers].map(([name, value]): Header => [name, value]),
      body: pieces(response.body, signal),
    };
  } catch (error) {
    throw transportFailure(error, signal);
  }
}

async function* pieces(
  body: ReadableStream<Uint8Array> | null,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  try {
    for await (const piece of body) yield piece;
  } catch (error) {
    throw transportFailure(error, signal);
  }
}
