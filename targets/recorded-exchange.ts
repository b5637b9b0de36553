import type { DialectName } from '../schemas/dialect.js';
import { asksForStream } from './asks-for-stream.js';
import { dialectOfUrl, pathBehindBaseUrl } from './dialect-of-url.js';
import { type Exchange, type Fidelity, operationOf, unknownIntent } from './exchange.js';
import { parseJson } from './json-body.js';
import { defaultLimits } from './limits.js';
import { recordedAnswer } from './recorded-answer.js';
import { type Redaction, type SecretStore, secretHeaders } from './redaction.js';
import type { Header } from './transport.js';

/** What any format of recording says of one exchange, before secrets are taken out. */
export interface RecordedEntry {
  /** Exchange id: file name and entry. */
  readonly id: string;
  readonly file: string;
  readonly fidelity: Fidelity;
  readonly method: string;
  /** Absolute, with query. */
  readonly url: string;
  readonly requestHeaders: readonly Header[];
  /** The request's body as text; null where there was none or it is not known. */
  readonly requestText: string | null;
  /** False where the request's body is not known. */
  readonly requestRecorded: boolean;
  readonly answer: {
    readonly status: number;
    readonly headers: readonly Header[];
    readonly body: Uint8Array;
  } | null;
  /** Why there is no answer. */
  readonly failure: string | null;
  readonly startedAt: string;
  readonly headersMs: number | null;
  readonly totalMs: number | null;
}

/** Whether an entry is traffic of the Responses API: told from its path; preflight requests are none. */
export function isJudged({ method, url }: Pick<RecordedEntry, 'method' | 'url'>): boolean {
  return URL.canParse(url) && method !== 'OPTIONS' && pathBehindBaseUrl(new URL(url).pathname) !== null;
}

/** Tells the store what is secret in an entry, so that it is found wherever the file repeats it. */
export function addEntrySecrets(store: SecretStore, entry: RecordedEntry): void {
  for (const [name, value] of entry.requestHeaders) {
    if (!secretHeaders.includes(name.toLowerCase()) || /cookie/i.test(name)) continue;
    const secret = value.replace(/^(Bearer|Basic)\s+/i, '');
    // What a recorder has put in a key's place is short or a word; a key is neither.
    const kind = secret.length >= 20 && /\d/.test(secret) ? 'key' : 'value';
    store.add({ name: name.toLowerCase(), value: secret, kind });
  }
}

/** The exchange of an entry, without its secrets. The dialect is told from the URL unless it is given. */
export function recordedExchange(
  entry: RecordedEntry,
  dialect: DialectName | null,
  redaction: Redaction,
): Exchange {
  const address = new URL(entry.url);
  const path = pathBehindBaseUrl(address.pathname) ?? address.pathname;
  const body = entry.requestText === null ? undefined : parseJson(entry.requestText, defaultLimits).json;
  const query = [...address.searchParams];
  const asked = asksForStream(body, query);
  return {
    id: entry.id,
    scenario: entry.file,
    dialect: dialect ?? dialectOfUrl(entry.url),
    fidelity: entry.fidelity,
    operation: operationOf(entry.method, path),
    intent: unknownIntent,
    request: {
      method: entry.method,
      url: redaction.url(entry.url),
      path: redaction.text(path),
      query: redaction.query(query),
      headers: redaction.headers(entry.requestHeaders),
      ...(body === undefined ? {} : { body: redaction.json(body) }),
      text: entry.requestText === null || body !== undefined ? null : redaction.text(entry.requestText),
      recorded: entry.requestRecorded,
    },
    answer:
      entry.answer === null
        ? null
        : recordedAnswer({ ...entry.answer, streamAsked: entry.requestRecorded ? asked : null }, redaction),
    noAnswer:
      entry.answer === null
        ? { reason: 'aborted', detail: redaction.text(entry.failure ?? 'the recording holds no answer') }
        : null,
    waitedOut: [],
    timing: {
      startedAt: entry.startedAt,
      headersMs: entry.headersMs,
      totalMs: entry.totalMs,
      concurrent: 1,
    },
  };
}
