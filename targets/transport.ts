/** One header as it stood on the wire; names keep their spelling, repeated headers are repeated entries. */
export type Header = readonly [name: string, value: string];

/** A request as it goes onto the wire. */
export interface HttpRequest {
  readonly method: string;
  /** Absolute URL, query included. */
  readonly url: string;
  readonly headers: readonly Header[];
  readonly body: Uint8Array | null;
  /** Close the sending side behind the request and go on reading (TCP half-close). */
  readonly halfClosed?: boolean;
}

/** An answer whose headers have come; the body is read as it arrives and throws where it breaks off. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Sends one request and gives its answer as soon as the headers are there. Never follows redirects, never retries.
 * Throws a `TransportError` where no answer came.
 */
export type Transport = (request: HttpRequest, signal: AbortSignal) => Promise<HttpAnswer>;

/** Why there was no answer, or why it broke off. */
export type TransportFailure =
  | 'refused'
  | 'reset'
  | 'tls'
  | 'name'
  | 'aborted'
  | 'protocol'
  | 'connect-timeout'
  | 'undecodable';

export class TransportError extends Error {
  readonly failure: TransportFailure;
  constructor(failure: TransportFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TransportError';
    this.failure = failure;
  }
}

/** The value of the first header of that name, whatever its case; null where there is none. */
export function headerValue(headers: readonly Header[], name: string): string | null {
  const wanted = name.toLowerCase();
  return headers.find(([found]) => found.toLowerCase() === wanted)?.[1] ?? null;
}

/** Headers with those of `added` in place of the ones of the same name; one name may stand in `added` more than once. */
export function overridden(headers: readonly Header[], added: readonly Header[]): Header[] {
  const names = new Set(added.map(([name]) => name.toLowerCase()));
  return [...headers.filter(([name]) => !names.has(name.toLowerCase())), ...added];
}
