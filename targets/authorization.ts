import type { Intent } from './exchange.js';
import type { SecretStore } from './redaction.js';
import type { Credentials, Target } from './target.js';
import type { Header } from './transport.js';

/** A key that no target knows. It is always the same, so that a server's logs show where it comes from. */
const wrongKey = 'wrong-key-7f3a91c0-sent-by-responses-conformance';

/** Names under which redacted keys appear. */
const keyNames = {
  first: 'first-key',
  second: 'second-key',
  forbidden: 'forbidden-key',
  wrong: 'wrong-key',
} as const;

/** The header that authenticates as the user of the intent, in its form or else the target's; null where none is sent. */
export async function authorization(
  target: Pick<Target, 'auth'>,
  credentials: Credentials,
  { user, keyForm }: Pick<Intent, 'user' | 'keyForm'>,
): Promise<Header | null> {
  if (user === 'none') return null;
  const key = await keyOf(credentials, user);
  if (isGivenOut(user) && (key === null || target.auth === 'none')) return null;
  return (keyForm ?? target.auth) === 'api-key'
    ? ['api-key', key ?? '']
    : ['authorization', `Bearer ${key ?? ''}`.trim()];
}

function isGivenOut(user: Intent['user']): boolean {
  return user === 'first' || user === 'second' || user === 'forbidden';
}

/** Tells the store all keys, also those that the next request does not send: a server may know them from elsewhere. */
export async function addKeys(store: SecretStore, credentials: Credentials): Promise<void> {
  for (const user of ['first', 'second', 'forbidden', 'wrong'] as const) {
    const value = await keyOf(credentials, user);
    if (value !== null) store.add({ name: keyNames[user], value, kind: 'key' });
  }
}

async function keyOf(credentials: Credentials, user: Intent['user']): Promise<string | null> {
  if (user === 'first') return credentials.first();
  if (user === 'second') return credentials.second();
  if (user === 'forbidden') return (await credentials.forbidden?.()) ?? null;
  return user === 'wrong' ? wrongKey : '';
}
