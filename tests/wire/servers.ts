import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createRawServer, type Server, type Socket } from 'node:net';

/** A server that a test has started on a free port. */
export interface TestServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Starts an HTTP server. */
export async function httpServer(listener: RequestListener): Promise<TestServer> {
  return started(createHttpServer({ maxHeaderSize: 1 << 20 }, listener));
}

/** Starts a server that answers with bytes as a test wants them, once the head of a request has come. */
export async function rawServer(answer: (socket: Socket) => void): Promise<TestServer> {
  return started(
    createRawServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => answer(socket));
    }),
  );
}

async function started(server: Server): Promise<TestServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** A port of this machine where nothing listens. */
export async function closedPort(): Promise<number> {
  const server = await rawServer(() => undefined);
  await server.close();
  return Number(new URL(server.url).port);
}
