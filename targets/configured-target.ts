import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DialectName } from '../schemas/dialect.js';
import { dialect as dialectData } from '../schemas/dialects.js';
import { type CapabilityName, capabilityNames } from './capability.js';
import type { DeclaredCapabilities, TargetConfig } from './config.js';
import { onlyTarget, readConfigFile } from './config-file.js';
import { credentialsFrom } from './credentials.js';
import { defaultPrompts, defaultTools } from './default-wording.js';
import { dialectOfUrl } from './dialect-of-url.js';
import { onlyForm } from './key-forms.js';
import type { Credentials, Target } from './target.js';
import { type Header, overridden } from './transport.js';
import { UsageError } from './usage-error.js';

/**
 * What the command line says of a target: it wins over the config file. What is undefined was not given: the config or a
 * default decides.
 */
export interface TargetChoice {
  readonly baseUrl?: string;
  readonly model?: string;
  readonly failingModel?: string;
  readonly dialect?: DialectName;
  readonly apiKeyEnv?: string;
  readonly apiKeyCommand?: string;
  readonly secondApiKeyEnv?: string;
  readonly forbiddenApiKeyEnv?: string;
  readonly auth?: Target['auth'];
  readonly header?: readonly Header[];
  readonly query?: readonly Header[];
  readonly ca?: string;
  readonly config?: string;
  readonly target?: readonly string[];
  readonly capability?: DeclaredCapabilities;
  readonly contextWindow?: number;
  readonly targetVersion?: string;
}

/** A target as configured, with its keys. */
export interface ConfiguredTarget {
  /** The model is the empty string where none was named; `discoverModel` finds it. */
  readonly target: Target;
  readonly credentials: Credentials;
  /** PEM text of certificate authorities to trust, or null. */
  readonly certificateAuthority: string | null;
}

type Environment = { readonly [name: string]: string | undefined };

/**
 * The targets that the options and the config file name, in their order: all of the file where none is chosen. Empty where
 * there is neither a base URL nor a config file. Throws a `UsageError` for whatever is wrong.
 */
export async function configuredTargets(
  choice: TargetChoice,
  environment: Environment,
  folder: string,
): Promise<readonly ConfiguredTarget[]> {
  // A base URL with no word of a config stands for itself; a config that happens to lie there does not interfere.
  const wantsFile =
    choice.baseUrl === undefined || choice.config !== undefined || choice.target !== undefined;
  const file = wantsFile ? await readConfigFile(folder, choice.config ?? null) : null;
  if (file === null) {
    if (choice.target !== undefined) {
      throw new UsageError('--target names a target of a config file, but there is none; add --config FILE');
    }
    const { baseUrl } = choice;
    return baseUrl === undefined
      ? []
      : [
          await configured(nameOf(baseUrl), { baseUrl }, choice, environment, {
            current: folder,
            config: folder,
          }),
        ];
  }
  const names = choice.target ?? Object.keys(file.targets);
  if (choice.baseUrl !== undefined && names.length > 1) {
    throw new UsageError(`--base-url goes with one target; choose it with --target (${names.join(', ')})`);
  }
  return Promise.all(
    names.map((name) => {
      const config = Object.hasOwn(file.targets, name) ? file.targets[name] : undefined;
      if (config === undefined) {
        const known = Object.keys(file.targets).join(', ');
        throw new UsageError(`${file.path} has no target ${name}; it has: ${known}`);
      }
      const shown = name === onlyTarget ? nameOf(choice.baseUrl ?? config.baseUrl) : name;
      return configured(shown, config, choice, environment, { current: folder, config: file.folder });
    }),
  );
}

async function configured(
  name: string,
  config: TargetConfig,
  choice: TargetChoice,
  environment: Environment,
  folders: { readonly current: string; readonly config: string },
): Promise<ConfiguredTarget> {
  const baseUrl = checkedUrl(choice.baseUrl ?? config.baseUrl, name);
  const dialect = choice.dialect ?? config.dialect ?? dialectOfUrl(baseUrl);
  const credentials = credentialsFrom(
    {
      apiKeyEnv: choice.apiKeyEnv ?? config.apiKeyEnv ?? null,
      secondApiKeyEnv: choice.secondApiKeyEnv ?? config.secondApiKeyEnv ?? null,
      forbiddenApiKeyEnv: choice.forbiddenApiKeyEnv ?? config.forbiddenApiKeyEnv ?? null,
      apiKeyCommand: choice.apiKeyCommand ?? config.apiKeyCommand ?? null,
    },
    environment,
  );
  const named = choice.auth ?? config.auth;
  const key = named === 'none' ? null : await credentials.first();
  const hasKey = key !== null;
  if (!hasKey && named !== undefined && named !== 'none') {
    throw new UsageError(`--auth ${named} needs a key; set RESPONSES_API_KEY, or name another variable`);
  }
  const auth = hasKey ? (named ?? dialectData(dialect).wire.auth[0] ?? 'bearer') : 'none';
  const headers = overridden(Object.entries(config.headers ?? {}), choice.header ?? []);
  const oneKeyForm = hasKey ? onlyForm({ auth, named, dialect, headers, key }) : null;
  const hasSecond = hasKey && (await credentials.second()) !== null;
  return {
    target: {
      name,
      version: choice.targetVersion ?? config.version ?? null,
      baseUrl,
      model: choice.model ?? config.model ?? '',
      modelAliases: config.modelAliases ?? [],
      failingModel: choice.failingModel ?? config.failingModel ?? null,
      dialect,
      auth,
      ...(oneKeyForm === null ? {} : { oneKeyForm }),
      hasForbiddenKey: hasKey && (await credentials.forbidden?.()) != null,
      capabilities: declared(dialect, [config.capabilities ?? {}, choice.capability ?? {}], {
        auth: hasKey,
        isolation: hasSecond || namesUser(dialect, headers),
      }),
      contextWindow: choice.contextWindow ?? config.contextWindow ?? null,
      hostedTools: config.hostedTools ?? [],
      acceptsFabricatedItems: config.acceptsFabricatedItems ?? false,
      headers,
      query: overridden(Object.entries(config.query ?? {}), choice.query ?? []),
      prompts: { ...defaultPrompts, ...withoutUndefined(config.prompts ?? {}) },
      tools: { ...defaultTools, ...config.tools },
      requestDefaults: config.requestDefaults ?? {},
    },
    credentials,
    certificateAuthority: authority(choice.ca, folders.current) ?? authority(config.ca, folders.config),
  };
}

/** A name for a target that has none: its host, and the port where it is not the usual one. */
function nameOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host.replace(':', '-') : baseUrl;
}

function checkedUrl(text: string, name: string): string {
  if (!URL.canParse(text)) {
    throw new UsageError(`the base URL of ${name} is no URL; write it like http://127.0.0.1:8000/v1`);
  }
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new UsageError(`the base URL of ${name} must begin with http:// or https://`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new UsageError(`the base URL of ${name} must not hold credentials; use an environment variable`);
  }
  if (url.search !== '' || url.hash !== '') {
    throw new UsageError(`the base URL of ${name} must not have a query; use the query setting`);
  }
  return url.href.replace(/\/+$/, '').replace(/\/responses$/, '');
}

/** Declarations in order, later ones winning; `all` is what the dialect knows, but for what follows from the keys. */
function declared(
  dialect: DialectName,
  declarations: readonly DeclaredCapabilities[],
  fromKeys: { readonly auth: boolean; readonly isolation: boolean },
): Target['capabilities'] {
  const known = new Set(dialectData(dialect).wire.capabilities);
  let states: { readonly [name in CapabilityName]?: boolean } = {};
  for (const { all, ...single } of declarations) {
    const every = capabilityNames.filter((name) => known.has(name) && !Object.hasOwn(fromKeys, name));
    const expanded = all === undefined ? {} : Object.fromEntries(every.map((name) => [name, all]));
    states = { ...states, ...expanded, ...single };
  }
  return { ...fromKeys, ...states };
}

function namesUser(dialect: DialectName, headers: readonly Header[]): boolean {
  const { isolationHeader } = dialectData(dialect).wire;
  return isolationHeader !== null && headers.some(([name]) => name.toLowerCase() === isolationHeader);
}

function withoutUndefined<T extends object>(value: T): { readonly [name: string]: string } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined));
}

/** The certificates of a file; null where none is named. */
function authority(file: string | undefined, folder: string): string | null {
  if (file === undefined) return null;
  const path = resolve(folder, file);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read the certificate authority ${path}: ${(error as Error).message}`, {
      cause: error,
    });
  }
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new UsageError(`${path} holds no certificate; --ca takes a PEM file`);
}
