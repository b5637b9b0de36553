import { TransportError } from './transport.js';

/** Environment variables, of which HTTP_PROXY, HTTPS_PROXY and NO_PROXY are read, in either case. */
export type Environment = { readonly [name: string]: string | undefined };

/** The proxy that the environment names for a URL; null where it is reached directly. Throws a `TransportError` where that is no URL. */
export function proxyFor(url: URL, environment: Environment): URL | null {
  const variable = (name: string) => environment[name.toLowerCase()] || environment[name] || null;
  const plain = variable('HTTP_PROXY');
  const address = url.protocol === 'https:' ? (variable('HTTPS_PROXY') ?? plain) : plain;
  if (address === null || isExempt(url, variable('NO_PROXY') ?? '')) return null;
  const withScheme = address.includes('://') ? address : `http://${address}`;
  if (!URL.canParse(withScheme)) {
    // Not shown: there may be a password in it.
    throw new TransportError('name', 'what HTTP_PROXY or HTTPS_PROXY says is no URL');
  }
  return new URL(withScheme);
}

/** The value of `proxy-authorization` where the URL of a proxy carries a name and password. */
export function proxyAuthorization({ username, password }: URL): { readonly [name: string]: string } {
  if (username === '' && password === '') return {};
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` };
}

// An entry names a host and everything below it, with or without a leading dot or star, as curl reads it.
function isExempt(url: URL, list: string): boolean {
  const host = url.hostname.toLowerCase();
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return list.split(/[\s,]+/).some((entry) => {
    if (entry === '') return false;
    if (entry === '*') return true;
    const [, name = '', only] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
    return (only === undefined || only === port) && (host === name || host.endsWith(`.${name}`));
  });
}
