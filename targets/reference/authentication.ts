import type { Dialect } from '../../schemas/dialect.js';
import { type Header, headerValue } from '../transport.js';
import type { Fault } from './fault.js';
import type { Settings } from './options.js';

/** Who sent a request, or why nobody can be told. */
export type Identity = { readonly owner: string } | { readonly fault: Fault };

/** Tells the user by the key, and end users apart by the dialect's isolation header. */
export function identify(
  headers: readonly Header[],
  dialect: Dialect,
  { keys, forbiddenKeys }: Pick<Settings, 'keys' | 'forbiddenKeys'>,
): Identity {
  const isolation =
    dialect.wire.isolationHeader === null ? null : headerValue(headers, dialect.wire.isolationHeader);
  const ownerOf = (user: string) => ({ owner: isolation === null ? user : `${user}/${isolation}` });
  if (keys === 'none') return ownerOf('anyone');
  const key = keyIn(headers, dialect);
  if (key === null) return { fault: unauthorized("You didn't provide an API key.", null) };
  if (forbiddenKeys.includes(key)) return { fault: forbidden() };
  if (keys === 'any') return ownerOf(`key ${key}`);
  const user = keys.find(([known]) => known === key)?.[1];
  return user === undefined
    ? { fault: unauthorized('Incorrect API key provided.', 'invalid_api_key') }
    : ownerOf(user);
}

function keyIn(headers: readonly Header[], dialect: Dialect): string | null {
  const plain = dialect.wire.auth.includes('api-key') ? headerValue(headers, 'api-key')?.trim() : undefined;
  if (plain) return plain;
  if (!dialect.wire.auth.includes('bearer')) return null;
  const bearer = /^bearer\s+(\S.*)$/i.exec(headerValue(headers, 'authorization') ?? '');
  return bearer?.[1]?.trim() ?? null;
}

function forbidden(): Fault {
  return {
    stage: 'authenticate',
    status: 403,
    type: 'permission_error',
    code: 'insufficient_permissions',
    param: null,
    message: 'Your API key does not have permission to use this resource.',
  };
}

function unauthorized(message: string, code: string | null): Fault {
  return {
    stage: 'authenticate',
    status: 401,
    type: 'invalid_request_error',
    code,
    param: null,
    message,
    headers: [['www-authenticate', 'Bearer']],
  };
}
