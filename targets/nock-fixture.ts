import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { defaultLimits } from './limits.js';
import type { RecordedEntry } from './recorded-exchange.js';
import { type Header, headerValue } from './transport.js';

/** One recorded call as nock writes it. A file is an array of them; nock itself is not needed to read it. */
interface Definition {
  readonly scope: string;
  readonly method?: string;
  readonly path: string;
  readonly body?: unknown;
  readonly status?: number;
  readonly response?: unknown;
  readonly rawHeaders?: unknown;
  readonly headers?: unknown;
  readonly reqheaders?: unknown;
  readonly responseIsBinary?: boolean;
}

/** Whether a JSON value is a nock fixture. */
export function isNockFixture(value: unknown): value is readonly Definition[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(
      (entry: unknown) =>
        typeof entry === 'object' &&
        entry !== null &&
        'scope' in entry &&
        typeof entry.scope === 'string' &&
        'path' in entry &&
        typeof entry.path === 'string',
    )
  );
}

/** The entries of a nock fixture. Throws where a compressed body cannot be decoded. */
export function* nockEntries(definitions: readonly Definition[], file: string): Generator<RecordedEntry> {
  for (const [index, definition] of definitions.entries()) {
    const headers = headersOf(definition.rawHeaders ?? definition.headers);
    const requestText = textOf(definition.body);
    const method = (definition.method ?? 'GET').toUpperCase();
    yield {
      id: `${file}#${index + 1}`,
      file,
      // A parsed body has lost its bytes: spelling of numbers, repeated keys, white space.
      fidelity: isParsed(definition.response) ? 'reparsed' : 'wire',
      method,
      url: addressOf(definition),
      requestHeaders: headersOf(definition.reqheaders),
      requestText,
      requestRecorded: requestText !== null || method === 'GET' || method === 'DELETE',
      answer: { status: definition.status ?? 200, headers, body: bodyOf(definition, headers) },
      failure: null,
      startedAt: new Date(0).toISOString(),
      headersMs: null,
      totalMs: null,
    };
  }
}

function addressOf({ scope, path }: Definition): string {
  return URL.canParse(path, scope) ? new URL(path, scope).href : `${scope}${path}`;
}

/** A parsed array of objects is a body; an array of hexadecimal strings is a compressed one in pieces. */
function isParsed(response: unknown): boolean {
  return typeof response === 'object' && response !== null && !isHexadecimal(response);
}

function isHexadecimal(response: unknown): response is readonly string[] {
  return (
    Array.isArray(response) &&
    response.every((piece: unknown) => typeof piece === 'string' && /^([0-9a-f]{2})*$/i.test(piece))
  );
}

function textOf(body: unknown): string | null {
  if (body === undefined || body === '') return null;
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function bodyOf({ response, responseIsBinary }: Definition, headers: readonly Header[]): Uint8Array {
  if (isHexadecimal(response)) return decoded(Buffer.from(response.join(''), 'hex'), headers);
  if (typeof response !== 'string') return Buffer.from(textOf(response) ?? '', 'utf8');
  return responseIsBinary === true
    ? decoded(Buffer.from(response, 'hex'), headers)
    : Buffer.from(response, 'utf8');
}

function decoded(bytes: Uint8Array, headers: readonly Header[]): Uint8Array {
  const codings = (headerValue(headers, 'content-encoding') ?? '').toLowerCase().split(',');
  const limit = { maxOutputLength: defaultLimits.maxBodyBytes };
  return codings.reduceRight((body: Uint8Array, coding) => {
    const name = coding.trim();
    if (name === 'gzip' || name === 'x-gzip') return gunzipSync(body, limit);
    if (name === 'br') return brotliDecompressSync(body, limit);
    return name === 'deflate' ? inflateSync(body, limit) : body;
  }, bytes);
}

/** Headers come as an object or as a flat list of names and values. */
function headersOf(raw: unknown): readonly Header[] {
  if (Array.isArray(raw)) {
    return raw.flatMap((name: unknown, index): readonly Header[] =>
      index % 2 === 0 ? [[String(name), String(raw[index + 1] ?? '')]] : [],
    );
  }
  if (typeof raw !== 'object' || raw === null) return [];
  return Object.entries(raw).flatMap(([name, value]: [string, unknown]): readonly Header[] =>
    Array.isArray(value) ? value.map((one: unknown): Header => [name, String(one)]) : [[name, String(value)]],
  );
}
