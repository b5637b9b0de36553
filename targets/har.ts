import type { Entry, Har, Header as HarHeader } from 'har-format';
import type { Fidelity } from './exchange.js';
import type { RecordedEntry } from './recorded-exchange.js';
import { type Header, headerValue } from './transport.js';

/** An entry with the members that recordings add to HAR. */
interface CustomEntry extends Entry {
  readonly _fidelity?: string;
  readonly _requestRecorded?: boolean;
}

const fidelities: readonly Fidelity[] = ['wire', 'reparsed', 'redacted', 'body-only', 'events-only'];

/** Whether a JSON value is a HAR file. */
export function isHar(value: unknown): value is Har {
  if (typeof value !== 'object' || value === null || !('log' in value)) return false;
  const { log } = value;
  return typeof log === 'object' && log !== null && 'entries' in log && Array.isArray(log.entries);
}

/** The entries of a HAR file, each as null where what it holds cannot be judged: no body was kept. */
export function* harEntries(har: Har, file: string): Generator<RecordedEntry | null> {
  for (const [index, entry] of har.log.entries.entries()) yield recordedEntry(entry, file, index);
}

function recordedEntry(entry: CustomEntry, file: string, index: number): RecordedEntry | null {
  const { request, response } = entry;
  const headers = headersOf(response.headers);
  const body = bodyOf(entry);
  if (body === null && response.status !== 0) return null;
  const requestText = request.postData?.text ?? null;
  const mayHaveBody = /^(POST|PUT|PATCH)$/i.test(request.method) && !/\/cancel$/.test(request.url);
  const fidelity = fidelityOf(entry, headers);
  return {
    id: `${file}#${index + 1}`,
    file,
    fidelity,
    method: request.method.toUpperCase(),
    url: request.url,
    requestHeaders: headersOf(request.headers),
    requestText,
    requestRecorded: entry._requestRecorded !== false && (requestText !== null || !mayHaveBody),
    answer: body === null ? null : { status: response.status, headers: withType(headers, entry), body },
    failure: response.statusText === '' ? null : response.statusText,
    startedAt: entry.startedDateTime,
    headersMs: fidelity === 'wire' ? positive(entry.timings?.wait) : null,
    totalMs: fidelity === 'wire' ? positive(entry.time) : null,
  };
}

/** The bytes of the answer's body; null where the file does not have them. */
function bodyOf({ response }: CustomEntry): Uint8Array | null {
  const { content, status } = response;
  if (status === 0) return null;
  if (content.text !== undefined) {
    const bytes = Buffer.from(content.text, content.encoding === 'base64' ? 'base64' : 'utf8');
    return isStillCompressed(bytes, headersOf(response.headers)) ? null : bytes;
  }
  const empty = content.size === 0 || status === 204 || status === 304;
  return empty ? Buffer.alloc(0) : null;
}

// HAR holds decoded bodies, but recorders that do not know a compression write its bytes as if they were text, which
// loses them. Such a body begins like nothing that a server of text would send.
function isStillCompressed(bytes: Uint8Array, headers: readonly Header[]): boolean {
  const coding = headerValue(headers, 'content-encoding') ?? 'identity';
  if (/^\s*identity\s*$/i.test(coding) || bytes.length === 0) return false;
  const start = Buffer.from(bytes.subarray(0, 64)).toString('utf8').trimStart();
  return !/^(\uFEFF?[{[<":]|(data|event|id|retry)\b)/.test(start);
}

function headersOf(headers: readonly HarHeader[] | undefined): readonly Header[] {
  return (headers ?? []).map(({ name, value }): Header => [name, value]);
}

/** Without headers nothing is known of the wire but the body, whatever the file says. */
function fidelityOf({ _fidelity }: CustomEntry, headers: readonly Header[]): Fidelity {
  const named = fidelities.find((fidelity) => fidelity === _fidelity) ?? 'wire';
  return named === 'wire' && headers.length === 0 ? 'body-only' : named;
}

/** What the file knows of the type where it did not keep headers. */
function withType(headers: readonly Header[], { response }: CustomEntry): readonly Header[] {
  const type = response.content.mimeType;
  if (headers.length > 0 || type === '' || type === undefined) return headers;
  return headerValue(headers, 'content-type') === null ? [...headers, ['content-type', type]] : headers;
}

function positive(value: number | undefined): number | null {
  return value !== undefined && value > 0 ? value : null;
}
