import { TransportError, type TransportFailure } from './transport.js';

const failures: readonly (readonly [code: RegExp, failure: TransportFailure])[] = [
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EACCES)$/, 'refused'],
  [/^(ENOTFOUND|EAI_\w+)$/, 'name'],
  [/^(ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/, 'connect-timeout'],
  [/^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET|UND_ERR_CLOSED|UND_ERR_DESTROYED)$/, 'reset'],
  [/^(Z_\w+|ERR_BROTLI\w*|ERR__ERROR\w*|ERR_ZSTD\w*|ZSTD\w*)$/, 'undecodable'],
  [/^(ERR_TLS\w*|ERR_SSL\w*|CERT_\w+|EPROTO|DEPTH_ZERO\w*|SELF_SIGNED\w*|UNABLE_TO\w*)$/, 'tls'],
];

/** A `TransportError` for whatever fetch, node:http or a mock threw; `TypeError`s of wrong use come back unchanged. */
export function transportFailure(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof TransportError) return error;
  if (signal.aborted) return new TransportError('aborted', 'the request was given up', { cause: error });
  const chain = causes(error);
  const code = chain.map(codeOf).find((found) => found !== null) ?? null;
  const message = chain.at(-1)?.message || code || 'the request failed without a message';
  if (code !== null) {
    const failure = failures.find(([pattern]) => pattern.test(code))?.[1] ?? 'protocol';
    return new TransportError(failure, describe(code, message), { cause: error });
  }
  // fetch does not even try certain ports; to the user that is a port where nothing answers.
  if (message === 'bad port') {
    return new TransportError('refused', 'fetch does not connect to this port (WHATWG port blocking)', {
      cause: error,
    });
  }
  const usage = error instanceof TypeError && error.cause === undefined && error.message !== 'terminated';
  return usage ? error : new TransportError('protocol', message, { cause: error });
}

/** The error, what caused it and so on; the first of an AggregateError stands for all (one per address tried). */
function causes(error: unknown): readonly Error[] {
  const chain: Error[] = [];
  let next: unknown = error;
  while (next instanceof Error && chain.length < 10) {
    chain.push(next);
    next = next instanceof AggregateError ? next.errors[0] : next.cause;
  }
  return chain;
}

function codeOf(error: Error): string | null {
  if ('code' in error && typeof error.code === 'string') return error.code;
  return null;
}

function describe(code: string, message: string): string {
  const line = message.replace(/\s+/g, ' ').trim();
  return line.includes(code) ? line : `${line} (${code})`;
}
