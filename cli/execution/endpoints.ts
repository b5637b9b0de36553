import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { profileCapabilities } from '../../reports/certificate/requirement-set.js';
import type { DialectName } from '../../schemas/dialect.js';
import { dialect as dialectData } from '../../schemas/dialects.js';
import { type CapabilityName, capabilityNames } from '../../targets/capability.js';
import { defaultPrompts, defaultTools } from '../../targets/default-wording.js';
import { dialectOfUrl } from '../../targets/dialect-of-url.js';
import { fetchTransport } from '../../targets/fetch-transport.js';
import { limitsOf } from '../../targets/limits.js';
import type { Target } from '../../targets/target.js';
import { UsageError } from '../../targets/usage-error.js';
import { declaredCapabilities } from '../declared.js';
import type { RunOptions } from '../options/run-options.js';
import type { Terminal } from '../terminal.js';
import { embeddedEndpoint } from './embedded.js';
import type { Endpoint } from './endpoint.js';
import type { RunSettings } from './settings.js';

/** The targets that the options and the config name, each ready to be reached. Throws `UsageError` for what is wrong. */
export async function endpointsOf(
  options: RunOptions,
  settings: RunSettings,
  terminal: Terminal,
): Promise<readonly Endpoint[]> {
  if (options.baseUrl === undefined) return [embedded(options)];
  return [await single(options, options.baseUrl, settings, terminal)];
}

function embedded(options: RunOptions): Endpoint {
  const dialect = options.dialect ?? 'openai';
  return embeddedEndpoint(dialect, {
    version: options.targetVersion ?? null,
    contextWindow: options.contextWindow ?? null,
    capabilities: declared(options, dialect),
  });
}

async function single(
  options: RunOptions,
  baseUrl: string,
  settings: RunSettings,
  { environment, folder }: Terminal,
): Promise<Endpoint> {
  if (options.model === undefined)
    throw new UsageError('--base-url needs to know the model: add --model NAME');
  const dialect = options.dialect ?? dialectOfUrl(baseUrl);
  const firstName = options.apiKeyEnv ?? 'RESPONSES_API_KEY';
  const secondName = options.secondApiKeyEnv ?? 'RESPONSES_API_KEY_2';
  const key = (name: string, asked: boolean) => {
    const value = environment[name] ?? '';
    if (asked && value === '') throw new UsageError(`the variable ${name} is not set`);
    return value === '' ? null : value;
  };
  const first = key(firstName, options.apiKeyEnv !== undefined);
  const second = key(secondName, options.secondApiKeyEnv !== undefined);
  const auth = options.auth ?? (first === null ? 'none' : (dialectData(dialect).wire.auth[0] ?? 'bearer'));
  const certificateAuthority =
    options.ca === undefined ? null : await readGiven(resolve(folder, options.ca), 'certificate authority');
  const limits = limitsOf({ timeoutMs: settings.timeoutMs, maxBodyBytes: settings.maxBodyBytes });
  const transport = fetchTransport({ connectMs: limits.connectMs, certificateAuthority, environment });
  const target: Target = {
    name: new URL(baseUrl).host,
    version: options.targetVersion ?? null,
    baseUrl,
    model: options.model,
    modelAliases: [],
    failingModel: options.failingModel ?? null,
    dialect,
    auth,
    capabilities: {
      auth: auth !== 'none',
      isolation: second !== null,
      ...declared(options, dialect),
    },
    contextWindow: options.contextWindow ?? null,
    hostedTools: [],
    headers: options.header ?? [],
    query: options.query ?? [],
    prompts: defaultPrompts,
    tools: defaultTools,
    requestDefaults: {},
  };
  return {
    target,
    credentials: { first: async () => first, second: async () => second },
    transport: transport.send,
    close: transport.close,
  };
}

function declared(options: RunOptions, dialect: DialectName): Target['capabilities'] {
  const known = capabilityNames.filter((name) => dialectData(dialect).wire.capabilities.includes(name));
  const profiled = (options.certify ?? [])
    .flatMap((profile) => profileCapabilities[profile])
    .filter((name): name is CapabilityName => known.includes(name));
  return {
    ...Object.fromEntries(profiled.map((name) => [name, true])),
    ...declaredCapabilities(options.capability, known),
  };
}

async function readGiven(file: string, what: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`the ${what} ${file} cannot be read: ${(cause as Error).message}`, { cause });
  });
}
