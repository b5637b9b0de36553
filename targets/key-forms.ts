import type { DialectName } from '../schemas/dialect.js';
import { dialect as dialectData } from '../schemas/dialects.js';
import type { KeyForm } from './exchange.js';
import type { Target } from './target.js';
import type { Header } from './transport.js';

/** A JSON Web Token, as Entra and other identity services give out: no key, and sent as Bearer only. */
const token = /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/;

/** Headers that carry credentials. */
const keyHeaders: readonly string[] = ['authorization', 'api-key'];

/** Why the key of a target is sent in one form only, as a sentence; null where the dialect's other form may be tried. */
export function onlyForm(configured: {
  readonly auth: Target['auth'];
  /** What the configuration says of the form; undefined where it leaves that to the dialect. */
  readonly named: Target['auth'] | undefined;
  readonly dialect: DialectName;
  readonly headers: readonly Header[];
  readonly key: string | null;
}): string | null {
  const { auth, named, dialect, headers, key } = configured;
  const usual = dialectData(dialect).wire.auth[0];
  if (key !== null && token.test(key)) return 'the key is a token, which goes as Bearer only';
  if (named !== undefined && named !== usual) return `the configuration says that keys go as ${auth}`;
  const own = headers.find(([name]) => keyHeaders.includes(name.toLowerCase()))?.[0];
  return own === undefined ? null : `the configured header ${own} carries credentials of its own`;
}

/** The form of the dialect in which the target's key is not sent; null where there is none. */
export function otherForm({ auth, dialect }: Pick<Target, 'auth' | 'dialect'>): KeyForm | null {
  if (auth === 'none') return null;
  return dialectData(dialect).wire.auth.find((form) => form !== auth) ?? null;
}
