import type { Exchange } from '../targets/exchange.js';

/** Longest body that is put on the command line itself. */
const inlineBody = 4000;

/** Headers that curl or the connection sets itself. */
const connectionHeaders: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'content-length',
  'accept-encoding',
  'user-agent',
  'accept-language',
  'sec-fetch-mode',
]);

/**
 * The curl command that sends the request of an exchange again. Keys are read from the environment: the recorded
 * request does not hold them. A long body is read from `bodyFile`.
 */
export function curlOf(exchange: Exchange, bodyFile = 'request-body'): string {
  const { request, intent } = exchange;
  const parts = ['curl -sS -i -N', `-X ${quoted(request.method)}`, quoted(request.url)];
  for (const [name, value] of request.headers) {
    if (connectionHeaders.has(name.toLowerCase())) continue;
    parts.push(`-H ${headerArgument(name, value, variables[intent.user] ?? 'RESPONSES_API_KEY')}`);
  }
  const body = bodyText(exchange);
  if (body !== null && body.length > inlineBody) parts.push(`--data-binary @${bodyFile}`);
  else if (body !== null) parts.push(`--data-binary ${quoted(body)}`);
  return parts.join(' \\\n  ');
}

/** The body of a request as text, or null where it had none or it was not recorded. */
export function bodyText({ request }: Exchange): string | null {
  if (request.text !== null) return request.text;
  return request.body === undefined ? null : JSON.stringify(request.body);
}

/** Variables that hold the keys of other users than the first. */
const variables: { readonly [user: string]: string | undefined } = {
  second: 'RESPONSES_API_KEY_2',
  forbidden: 'RESPONSES_API_KEY_FORBIDDEN',
};

function headerArgument(name: string, value: string, variable: string): string {
  if (!value.includes('[REDACTED')) return quoted(`${name}: ${value}`);
  if (name.toLowerCase() === 'authorization') return `"${name}: Bearer $${variable}"`;
  if (name.toLowerCase() === 'api-key') return `"${name}: $${variable}"`;
  return quoted(`${name}: ${value}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
