import type { DialectName } from '../schemas/dialect.js';

/** The dialect that a URL speaks for (design, section 6): told from its path, then from its host. */
export function dialectOfUrl(url: string): DialectName {
  const { hostname, pathname } = new URL(url);
  if (`${pathname}/`.includes('/api/projects/')) return 'azure-foundry';
  const azure = /\.(openai|cognitiveservices|services\.ai)\.azure\.(com|us|cn)$/i.test(hostname);
  return azure ? 'azure-openai' : 'openai';
}

/**
 * The part of a URL's path that begins with `/responses` or `/conversations`, which is what stands behind a base URL; null
 * where it has none.
 */
export function pathBehindBaseUrl(pathname: string): string | null {
  const starts = [...pathname.matchAll(/\/(?:responses|conversations)(?=\/|$)/g)].map(({ index }) => index);
  const start = starts[0];
  return start === undefined ? null : pathname.slice(start).replace(/(.)\/+$/, '$1');
}
