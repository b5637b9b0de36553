import type { JsonValue } from '../schemas/json.js';
import type { Frame } from './exchange.js';
import { redactedJson } from './redacted-json.js';
import { type FrameRedaction, frameRedaction } from './redacted-stream.js';
import { type SecretScanner, secretScanner, withoutSpans } from './secret-scan.js';
import { formsOf, redactionMark, type Secret } from './secrets.js';
import type { Header } from './transport.js';

export { fragmentMark, redactionMark } from './secrets.js';

/** Takes secrets out of everything an exchange is made of. */
export interface Redaction {
  readonly text: (text: string) => string;
  readonly json: (value: JsonValue) => JsonValue;
  /** Headers: those that hold secrets by their name lose their value whatever it is. */
  readonly headers: (headers: readonly Header[]) => readonly Header[];
  /** Query parameters: those named as secret lose their value whatever it is. */
  readonly query: (query: readonly Header[]) => readonly Header[];
  readonly url: (url: string) => string;
  readonly frames: (emit: (frame: Frame) => void) => FrameRedaction;
}

/** All secrets of a run. It grows when a key is refreshed or a request brings an isolation key. */
export interface SecretStore {
  readonly add: (secret: Secret) => void;
  /** The redaction of everything known by now. */
  readonly redaction: () => Redaction;
}

/** What is secret because of where it stands. Names are compared without case. */
export interface SecretPlaces {
  readonly headers: readonly string[];
  readonly query: readonly string[];
}

/** Headers whose value is a secret in all traffic, recorded traffic too. */
export const secretHeaders: readonly string[] = [
  'authorization',
  'proxy-authorization',
  'api-key',
  'x-api-key',
  'cookie',
  'set-cookie',
  'ocp-apim-subscription-key',
  'x-ms-user-isolation-key',
  'x-ms-user-identity',
];

/** Query parameters whose value is a secret in all traffic. */
const secretQuery: readonly string[] = ['api-key', 'api_key', 'key', 'sig', 'token', 'access_token', 'code'];

/** Makes a store of secrets; nothing it has been told survives its redaction. */
export function secretStore(places: SecretPlaces = { headers: [], query: [] }): SecretStore {
  const secrets = new Map<string, Secret>();
  const headerNames = new Set([...secretHeaders, ...places.headers].map((name) => name.toLowerCase()));
  const queryNames = new Set([...secretQuery, ...places.query].map((name) => name.toLowerCase()));
  let current: Redaction | null = null;
  return {
    add(secret) {
      if (secret.value === '' || secrets.has(secret.value)) return;
      secrets.set(secret.value, secret);
      current = null;
    },
    redaction() {
      current ??= redaction(secretScanner([...secrets.values()].flatMap(formsOf)), headerNames, queryNames);
      return current;
    },
  };
}

function redaction(
  scanner: SecretScanner,
  headerNames: ReadonlySet<string>,
  queryNames: ReadonlySet<string>,
): Redaction {
  const idle = scanner.longest === 0;
  const text = (value: string): string => {
    const { spans } = scanner.find(value);
    return spans.length === 0 ? value : withoutSpans(value, spans);
  };
  const pairs = (names: ReadonlySet<string>) => (rows: readonly Header[]) =>
    rows.map(
      ([name, value]): Header =>
        names.has(name.toLowerCase()) && value !== ''
          ? [name, maskedValue(name, value, text)]
          : [text(name), text(value)],
    );
  const query = pairs(queryNames);
  return {
    text,
    json: (value) => (idle ? value : redactedJson(value, scanner)),
    headers: pairs(headerNames),
    query,
    url: (value) => redactedUrl(value, query, text),
    frames: (emit) => (idle ? { push: emit, end: () => undefined } : frameRedaction(scanner, emit)),
  };
}

/** A known secret keeps its own name; the scheme in front of it is none and stays for rules to see. */
function maskedValue(name: string, value: string, text: (value: string) => string): string {
  const [, scheme = '', rest = value] = /^(Bearer\s+|Basic\s+)(.*)$/is.exec(value) ?? [];
  const known = text(rest);
  const mark = redactionMark(name.toLowerCase());
  return scheme + (/^\[REDACTED:[^\]]*\]$/.test(known) ? known : mark);
}

function redactedUrl(
  value: string,
  query: (rows: readonly Header[]) => readonly Header[],
  text: (value: string) => string,
): string {
  const [address = '', search] = value.split(/\?(.*)/s);
  const plain = text(address.replace(/\/\/[^/@]*@/, '//'));
  if (search === undefined) return plain;
  const rows = query([...new URLSearchParams(search)]);
  return `${plain}?${rows.map(([name, row]) => `${readable(name)}=${readable(row)}`).join('&')}`;
}

/** Percent-encoded, but for what people want to read: redaction marks and `include[]`. */
function readable(value: string): string {
  return encodeURIComponent(value).replace(/%(5B|5D|3A|2F|2C)/g, decodeURIComponent);
}
