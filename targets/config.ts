import type { DialectName } from '../schemas/dialect.js';
import type { JsonObject, JsonValue } from '../schemas/json.js';
import type { CapabilityName } from './capability.js';
import type { Prompts, Target } from './target.js';

/** Capabilities as a config or the command line declares them; `all` stands for every one of the dialect. */
export type DeclaredCapabilities = { readonly [name in CapabilityName | 'all']?: boolean };

/** One endpoint in a config file. Only the base URL has to be there. */
export interface TargetConfig {
  /** What comes before `/responses`, e.g. `http://127.0.0.1:8000/v1`. */
  readonly baseUrl: string;
  readonly model?: string;
  /** Names under which the target may echo the model. */
  readonly modelAliases?: readonly string[];
  /** A model that fails while generating. */
  readonly failingModel?: string;
  /** Otherwise told from the URL. */
  readonly dialect?: DialectName;
  readonly version?: string;
  /** How the key is sent; otherwise as the dialect says, or not at all where there is no key. */
  readonly auth?: Target['auth'];
  /** Name of the environment variable that holds the key. A key itself never stands in a config file. */
  readonly apiKeyEnv?: string;
  readonly secondApiKeyEnv?: string;
  /** Variable with a key that the target knows and that has no permission. */
  readonly forbiddenApiKeyEnv?: string;
  /** Shell command that prints the key; run again when the target refuses it. */
  readonly apiKeyCommand?: string;
  /** File with certificate authorities to trust, PEM; seen from the config file. */
  readonly ca?: string;
  readonly headers?: { readonly [name: string]: string };
  readonly query?: { readonly [name: string]: string };
  readonly capabilities?: DeclaredCapabilities;
  readonly contextWindow?: number;
  readonly hostedTools?: readonly JsonObject[];
  readonly acceptsFabricatedItems?: boolean;
  readonly prompts?: Partial<Prompts>;
  readonly tools?: { readonly [name: string]: JsonObject };
  readonly requestDefaults?: { readonly [member: string]: JsonValue };
}

/** A config file: one target, or several by name. */
export type Config = TargetConfig | { readonly targets: { readonly [name: string]: TargetConfig } };

/** Gives back the config it takes; it is there so that an editor completes and checks `conformance.config.ts`. */
export function defineConfig(config: Config): Config {
  return config;
}
