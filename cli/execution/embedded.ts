import { randomBytes } from 'node:crypto';
import type { DialectName } from '../../schemas/dialect.js';
import { createReferenceServer } from '../../targets/reference/index.js';
import { referenceTarget, referenceWindow } from '../../targets/reference/target.js';
import type { Target } from '../../targets/target.js';
import type { Endpoint } from './endpoint.js';

/** The embedded reference server, in this process: what `run` exercises where no target is given. */
export function embeddedEndpoint(
  dialect: DialectName,
  settings: Pick<Target, 'capabilities' | 'version'> & { readonly contextWindow: number | null },
): Endpoint {
  const keys = {
    first: `first-${randomKey()}`,
    second: `second-${randomKey()}`,
    forbidden: `forbidden-${randomKey()}`,
  };
  const server = createReferenceServer({
    dialect,
    // Shards have a server each: ids that both make would be taken for one when they are judged together.
    seed: randomBytes(4).readUInt32BE(0),
    keys: [
      [keys.first, 'first'],
      [keys.second, 'second'],
    ],
    forbiddenKeys: [keys.forbidden],
    contextWindow: settings.contextWindow ?? referenceWindow,
  });
  const target = referenceTarget(dialect, server.baseUrl);
  return {
    target: {
      ...target,
      version: settings.version,
      capabilities: { ...target.capabilities, ...settings.capabilities },
      contextWindow: settings.contextWindow ?? target.contextWindow,
    },
    credentials: {
      first: async () => keys.first,
      second: async () => keys.second,
      forbidden: async () => keys.forbidden,
    },
    transport: server.handle,
    close: async () => {},
  };
}

function randomKey(): string {
  return randomBytes(24).toString('base64url');
}
