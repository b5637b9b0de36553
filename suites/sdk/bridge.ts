import type { Exchange } from '../../targets/exchange.js';
import type { Header } from '../../targets/transport.js';
import type { Requests, SendOptions } from '../engine/scenario.js';

/** What the SDK calls instead of the global fetch: our client sends, records and redacts; the SDK gets the answer. */
export interface Bridge {
  readonly fetch: (url: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** Id of the exchange that was made last; null before the first. */
  readonly lastExchange: () => string | null;
}

/** Headers that say how the bytes travelled; the body we hand over has arrived already. */
const hopHeaders = new Set([
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'connection',
  'keep-alive',
]);

/** Makes a fetch out of the requests of a case. Keys are left to our client: the SDK never holds one. */
export function bridge(requests: Requests, baseUrl: string, options: SendOptions = {}): Bridge {
  let last: string | null = null;
  return {
    lastExchange: () => last,
    fetch: async (url, init = {}) => {
      const asked = new URL(typeof url === 'string' ? url : url instanceof URL ? url.href : url.url);
      const base = new URL(baseUrl);
      const path = asked.pathname.startsWith(base.pathname)
        ? asked.pathname.slice(base.pathname.replace(/\/+$/, '').length)
        : asked.pathname;
      const exchange = await requests.send(
        { method: init.method ?? 'GET', path, ...(typeof init.body === 'string' ? { body: init.body } : {}) },
        { ...options, headers: sdkHeaders(init.headers), query: queryOf(asked) },
      );
      last = exchange.id;
      return asResponse(exchange);
    },
  };
}

/** A fetch that sends nothing: whatever is asked, the SDK gets an answer that came before. */
export function answeredBefore(exchange: Exchange): Bridge {
  return { fetch: async () => asResponse(exchange), lastExchange: () => exchange.id };
}

function sdkHeaders(headers: RequestInit['headers']): readonly Header[] {
  return [...new Headers(headers)].filter(([name]) => name !== 'authorization' && name !== 'api-key');
}

function queryOf(url: URL): { readonly [name: string]: readonly string[] } {
  return Object.fromEntries(
    [...url.searchParams.keys()].map((name) => [name, url.searchParams.getAll(name)]),
  );
}

/** An exchange as the SDK would have received it. Throws what fetch throws where no answer came. */
function asResponse({ answer, noAnswer }: Exchange): Response {
  if (answer === null) throw new TypeError(`fetch failed: ${noAnswer?.detail ?? 'no answer'}`);
  const headers = new Headers();
  for (const [name, value] of answer.headers) {
    if (!hopHeaders.has(name.toLowerCase())) headers.append(name, value.replace(/[\r\n\0]/g, ' '));
  }
  const withoutBody = answer.status === 204 || answer.status === 304;
  const body = answer.stream === null ? answer.text : [...answer.stream.frames].map(sse).join('');
  return new Response(withoutBody ? null : body, { status: answer.status, headers });
}

function sse({ event, data }: { readonly event: string | null; readonly data: string }): string {
  const lines = data.split('\n').map((line) => `data: ${line}\n`);
  return `${event === null ? '' : `event: ${event}\n`}${lines.join('')}\n`;
}
