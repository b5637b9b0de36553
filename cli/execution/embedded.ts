import { randomBytes } from 'node:crypto';
import type { DialectName } from '../../schemas/dialect.js';
import { dialect as dialectData } from '../../schemas/dialects.js';
import { capabilityNames } from '../../targets/capability.js';
import { defaultPrompts, defaultTools } from '../../targets/default-wording.js';
import { createReferenceServer } from '../../targets/reference/index.js';
import type { Target } from '../../targets/target.js';
import type { Endpoint } from './endpoint.js';

/** The embedded reference server, in this process: what `run` exercises where no target is given. */
export function embeddedEndpoint(
  dialect: DialectName,
  settings: Pick<Target, 'capabilities' | 'version'> & { readonly contextWindow: number | null },
): Endpoint {
  const keys = { first: `first-${randomKey()}`, second: `second-${randomKey()}` };
  const server = createReferenceServer({
    dialect,
    keys: [
      [keys.first, 'first'],
      [keys.second, 'second'],
    ],
    ...(settings.contextWindow === null ? {} : { contextWindow: settings.contextWindow }),
  });
  const { wire } = dialectData(dialect);
  const offered = capabilityNames.filter((name) => wire.capabilities.includes(name));
  return {
    target: {
      name: 'reference',
      version: settings.version,
      baseUrl: server.baseUrl,
      model: 'reference',
      modelAliases: [],
      failingModel: 'reference-fails',
      dialect,
      auth: 'bearer',
      capabilities: { ...Object.fromEntries(offered.map((name) => [name, true])), ...settings.capabilities },
      contextWindow: settings.contextWindow ?? 8192,
      hostedTools: [],
      headers: [],
      query: [],
      prompts: defaultPrompts,
      tools: defaultTools,
      requestDefaults: {},
    },
    credentials: { first: async () => keys.first, second: async () => keys.second },
    transport: server.handle,
    close: async () => {},
  };
}

function randomKey(): string {
  return randomBytes(24).toString('base64url');
}
