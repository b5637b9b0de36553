import http from 'node:http';
import https from 'node:https';
import { isIPv6 } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, connect } from 'node:tls';
import { proxyAuthorization } from './proxy.js';
import { TransportError } from './transport.js';

/** Reaches HTTPS servers through a tunnel that a proxy opens (RFC 9110, CONNECT). The certificate checked is the server's. */
export class TunnelAgent extends https.Agent {
  readonly #proxy: URL;
  readonly #authorities: https.AgentOptions['ca'];

  constructor(proxy: URL, options: https.AgentOptions) {
    super(options);
    this.#proxy = proxy;
    this.#authorities = options.ca;
  }

  override createConnection(
    options: http.ClientRequestArgs,
    done: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    const proxy = this.#proxy;
    const host = options.host ?? '';
    const authority = `${isIPv6(host) ? `[${host}]` : host}:${options.port ?? 443}`;
    const asked = (proxy.protocol === 'https:' ? https : http).request(proxy, {
      method: 'CONNECT',
      path: authority,
      headers: { host: authority, ...proxyAuthorization(proxy) },
      agent: false,
      ca: this.#authorities,
    });
    // Whoever gets an error looks at no stream, but the types want one.
    const failed = (error: Error) => done(error, asked as unknown as Duplex);
    asked.once('error', failed);
    asked.once('connect', ({ statusCode }, socket, head) => {
      asked.off('error', failed);
      if (statusCode !== 200) {
        socket.destroy();
        failed(
          new TransportError(
            'refused',
            `the proxy ${proxy.host} answers ${statusCode} to CONNECT ${authority}`,
          ),
        );
        return;
      }
      if (head.length > 0) socket.unshift(head);
      done(null, connect({ ...(options as ConnectionOptions), socket }));
    });
    asked.end();
  }
}
