import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Header, type HttpAnswer, headerValue, type Transport } from '../transport.js';

/** A listening server. */
export interface Listening {
  /** What comes before `/responses`. */
  readonly baseUrl: string;
  /** Ends all connections and stops listening. */
  readonly close: () => Promise<void>;
}

/** Where to listen; port 0 is any free one. */
export interface ListenOptions {
  readonly port?: number;
  readonly host?: string;
}

/** Puts a transport behind a socket. Bodies longer than `maxBodyBytes` are cut just behind that and so refused. */
export async function listen(
  handle: Transport,
  basePath: string,
  maxBodyBytes: number,
  { port = 0, host = '127.0.0.1' }: ListenOptions = {},
): Promise<Listening> {
  const server = createServer((incoming, outgoing) => {
    serve(handle, incoming, outgoing, maxBodyBytes).catch(() => outgoing.destroy());
  });
  server.on('clientError', (_error, socket) => {
    if (socket.writable)
      socket.end(
        'HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-type: application/json\r\n\r\n{"error":{"message":"Malformed HTTP request.","type":"invalid_request_error","param":null,"code":null}}',
      );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { address, port: bound, family } = addressOf(server);
  const name = family === 'IPv6' ? `[${address}]` : address;
  return {
    baseUrl: `http://${name}:${bound}${basePath}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((problem) => (problem === undefined ? resolve() : reject(problem)));
        server.closeAllConnections();
      }),
  };
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  return address;
}

async function serve(
  handle: Transport,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  maxBodyBytes: number,
): Promise<void> {
  const gone = new AbortController();
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) gone.abort();
  });
  const body = await bodyOf(incoming, maxBodyBytes);
  const request = {
    method: incoming.method ?? 'GET',
    url: `http://${incoming.headers.host ?? 'localhost'}${incoming.url ?? '/'}`,
    headers: headersOf(incoming),
    body,
  };
  await send(await handle(request, gone.signal), outgoing, gone.signal);
}

function headersOf({ rawHeaders }: IncomingMessage): readonly Header[] {
  return Array.from({ length: rawHeaders.length / 2 }, (_, index) => [
    rawHeaders[2 * index] ?? '',
    rawHeaders[2 * index + 1] ?? '',
  ]);
}

async function bodyOf(incoming: IncomingMessage, maxBytes: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    // What lies beyond the limit is read, so that the answer can be sent, but not kept.
    if (size <= maxBytes) chunks.push(chunk);
    else if (size - chunk.length <= maxBytes)
      chunks.push(chunk.subarray(0, maxBytes + 1 - (size - chunk.length)));
  }
  return size === 0 ? null : Buffer.concat(chunks);
}

/** Writes an answer as fast as the client reads it. A body that breaks off breaks the connection. */
async function send(answer: HttpAnswer, outgoing: ServerResponse, signal: AbortSignal): Promise<void> {
  outgoing.writeHead(answer.status, answer.headers.flat());
  // The headers of a stream go out before its first event; other answers leave in one piece.
  if (headerValue(answer.headers, 'content-length') === null) outgoing.flushHeaders();
  else outgoing.cork();
  for await (const chunk of answer.body) {
    if (signal.aborted) return;
    if (!outgoing.write(chunk)) await drained(outgoing, signal);
  }
  outgoing.end();
}

function drained(outgoing: ServerResponse, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      outgoing.off('drain', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    outgoing.once('drain', done);
    signal.addEventListener('abort', done, { once: true });
  });
}
