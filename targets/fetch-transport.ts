import { rootCertificates } from 'node:tls';
import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';
import type { Header, HttpAnswer, HttpRequest, Transport } from './transport.js';
import { transportFailure } from './transport-failure.js';

export interface FetchTransportOptions {
  readonly connectMs: number;
  /** PEM text of certificate authorities that are trusted beside the built-in ones. */
  readonly certificateAuthority: string | null;
  /** Where HTTP_PROXY, HTTPS_PROXY and NO_PROXY are looked up, in either case. */
  readonly environment: { readonly [name: string]: string | undefined };
}

/** A transport over real sockets and the way to close those it keeps open. */
export interface FetchTransport {
  readonly send: Transport;
  readonly close: () => Promise<void>;
}

/**
 * Sends with the global `fetch`, so that what mocks replace is what is used. Its own time limits are off: the client
 * has better ones. Throws what `Transport` says, and a `TypeError` for a request that fetch cannot express.
 */
export function fetchTransport(options: FetchTransportOptions): FetchTransport {
  const dispatcher = dispatcherOf(options);
  return {
    send: (request, signal) => send(request, signal, dispatcher),
    close: () => dispatcher.destroy(),
  };
}

function dispatcherOf({ connectMs, certificateAuthority, environment }: FetchTransportOptions): Dispatcher {
  const tls = certificateAuthority === null ? {} : { ca: [...rootCertificates, certificateAuthority] };
  const agent = {
    connect: { timeout: connectMs, ...tls },
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  const variable = (name: string) => environment[name.toLowerCase()] || environment[name] || undefined;
  const httpProxy = variable('HTTP_PROXY');
  const httpsProxy = variable('HTTPS_PROXY');
  if (httpProxy === undefined && httpsProxy === undefined) return new Agent(agent);
  return new EnvHttpProxyAgent({
    ...agent,
    requestTls: tls,
    proxyTunnel: false,
    ...(httpProxy === undefined ? {} : { httpProxy }),
    ...(httpsProxy === undefined ? {} : { httpsProxy }),
    noProxy: variable('NO_PROXY') ?? '',
  });
}

async function send(request: HttpRequest, signal: AbortSignal, dispatcher: Dispatcher): Promise<HttpAnswer> {
  // Node's own fetch takes a dispatcher of another undici version; its types do not know that (tried on 20, 22, 24).
  const init = {
    method: request.method,
    headers: request.headers.map(([name, value]): [string, string] => [name, value]),
    body: request.body,
    redirect: 'manual',
    signal,
    dispatcher,
  } as unknown as RequestInit;
  try {
    const response = await fetch(request.url, init);
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
