import type { JsonValue } from '../schemas/json.js';
import { asksForStream } from './asks-for-stream.js';
import type { Call } from './call.js';
import type { RecordedRequest } from './exchange.js';
import { parseJson } from './json-body.js';
import { defaultLimits } from './limits.js';
import type { Redaction } from './redaction.js';
import type { Target } from './target.js';
import { type Header, type HttpRequest, overridden } from './transport.js';

/** The bytes of a call's body; null where it has none. */
export function bodyBytes(call: Call): Uint8Array | null {
  if (call.body === null) return null;
  if ('json' in call.body) return Buffer.from(JSON.stringify(call.body.json), 'utf8');
  return typeof call.body.raw === 'string' ? Buffer.from(call.body.raw, 'utf8') : call.body.raw;
}

/** The request that goes onto the wire: target's extra headers and query, the key, then what the call itself says. */
export function wireRequest(
  target: Target,
  call: Call,
  key: Header | null,
  body: Uint8Array | null,
): HttpRequest {
  const standard: Header[] = [['accept', callsForStream(call) ? 'text/event-stream' : 'application/json']];
  if (body !== null) standard.push(['content-type', 'application/json']);
  const headers = [target.headers, key === null ? [] : [key], call.headers].reduce(overridden, standard);
  const request = { method: call.method, url: urlOf(target, call), headers, body };
  return call.intent.halfClosed === true ? { ...request, halfClosed: true } : request;
}

/** Whether a call asks for an event stream, in its body or query. */
export function callsForStream(call: Call): boolean {
  return asksForStream(parsedBody(call), call.query);
}

/** The request as it is recorded: nothing in it is secret any more. */
export function recordedRequest(
  target: Target,
  call: Call,
  request: HttpRequest,
  redaction: Redaction,
): RecordedRequest {
  const body = parsedBody(call);
  return {
    method: call.method,
    url: redaction.url(request.url),
    path: redaction.text(call.path),
    query: redaction.query([...target.query, ...call.query]),
    headers: redaction.headers(request.headers),
    ...(body === undefined ? {} : { body: redaction.json(body) }),
    text: call.body !== null && 'raw' in call.body ? redaction.text(rawText(call.body.raw)) : null,
    recorded: true,
  };
}

/** The body as JSON; undefined where it has none, is malformed on purpose, or nested too deep to be walked. */
function parsedBody(call: Call): JsonValue | undefined {
  if (call.body === null) return undefined;
  return 'json' in call.body ? call.body.json : parseJson(rawText(call.body.raw), defaultLimits).json;
}

function rawText(raw: string | Uint8Array): string {
  return typeof raw === 'string' ? raw : Buffer.from(raw).toString('utf8');
}

function urlOf(target: Target, call: Call): string {
  const query = [
    ...target.query.filter(([name]) => !call.query.some(([own]) => own === name)),
    ...call.query,
  ];
  if (query.length === 0) return target.baseUrl + call.path;
  // `include[]` goes as it is written in the documentation: not every server decodes names.
  const written = query.map(
    ([name, value]) => `${encodeURIComponent(name).replace('%5B%5D', '[]')}=${encodeURIComponent(value)}`,
  );
  return `${target.baseUrl}${call.path}${call.path.includes('?') ? '&' : '?'}${written.join('&')}`;
}
