import { type SecretStore, secretStore } from './redaction.js';
import type { Target } from './target.js';
import type { Header } from './transport.js';

/** A store for the run against `target`: values of its extra headers and query parameters are secrets by their place. */
export function secretsOf(target: Pick<Target, 'headers' | 'query'>): SecretStore {
  const store = secretStore({
    headers: target.headers.map(([name]) => name),
    query: target.query.map(([name]) => name).filter((name) => name !== versionParameter),
  });
  addSecrets(store, target, []);
  return store;
}

/** Tells the store what a request is about to send: extra headers, extra query, headers that name a user or carry a key. */
export function addSecrets(
  store: SecretStore,
  target: Pick<Target, 'headers' | 'query'>,
  own: readonly Header[],
): void {
  const userHeaders = own.filter(([name]) =>
    /isolation|user-identity|authorization|api-key|cookie/i.test(name),
  );
  for (const [name, value] of [...target.headers, ...userHeaders]) {
    store.add({ name: name.toLowerCase(), value: value.replace(/^Bearer\s+/i, ''), kind: 'value' });
  }
  for (const [name, value] of target.query) {
    if (name !== versionParameter) store.add({ name, value, kind: 'value' });
  }
}

/** Which version of the API is asked for is no secret, and rules judge it. */
const versionParameter = 'api-version';
