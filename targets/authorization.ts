import type { Intent } from './exchange.js';
import type { SecretStore } from './redaction.js';
import type { Credentials, Target } from './target.js';
import type { Header } from './transport.js';

/** A key that no target knows. It is always the same, so that a server's logs show where it comes from. */
export const wrongKey = 'wrong-key-7f3a91c0-sent-by-responses-conformance';

/** Names under which redacted keys appear. */
export const keyNames = { first: 'first-key', second: 'second-key', wrong: 'wrong-key' } as const;

/** The header that authenticates as `user`; null where none is sent. The key is told to the store of secrets. */
export async function authorization(
  target: Pick<Target, 'auth'>,
  credentials: Credentials,
  user: Intent['user'],
  secrets: SecretStore,
): Promise<Header | null> {
  if (user === 'none') return null;
  const key = await keyOf(credentials, user);
  if (user === 'first' || user === 'second') {
    if (key === null || target.auth === 'none') return null;
  }
  if (key !== null && user !== 'empty') secrets.add({ name: keyNames[user], value: key, kind: 'key' });
  return target.auth === 'api-key' ? ['api-key', key ?? ''] : ['authorization', `Bearer ${key ?? ''}`.trim()];
}

async function keyOf(credentials: Credentials, user: Intent['user']): Promise<string | null> {
  if (user === 'first') return credentials.first();
  if (user === 'second') return credentials.second();
  return user === 'wrong' ? wrongKey : '';
}
