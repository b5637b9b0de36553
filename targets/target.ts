import type { DialectName } from '../schemas/dialect.js';
import type { JsonObject, JsonValue } from '../schemas/json.js';
import type { CapabilityName } from './capability.js';
import type { KeyForm } from './exchange.js';
import type { Header } from './transport.js';

/** Wording and tools that scenarios use; a config may override each (mock servers answer only what they know). */
export interface Prompts {
  /** Answered with a few words. */
  readonly short: string;
  /** Answered with well over a hundred words. */
  readonly long: string;
  /** Asks for the tool `tools.weather`. */
  readonly tool: string;
  /** Asks for two calls at once. */
  readonly parallelTools: string;
  /** Asks for a JSON answer; must contain the word JSON. */
  readonly json: string;
  /** Makes a reasoning model think a little. */
  readonly reasoning: string;
  /** Something that is refused. */
  readonly refusal: string;
  readonly [name: string]: string;
}

/** Everything a run needs to know of the endpoint under test. */
export interface Target {
  readonly name: string;
  readonly version: string | null;
  /** What comes before `/responses`, without a trailing slash. */
  readonly baseUrl: string;
  readonly model: string;
  /** Names under which the target may echo the model, beside the model itself and its dated forms. */
  readonly modelAliases: readonly string[];
  /** A model that fails while generating, where there is one. */
  readonly failingModel: string | null;
  /** A model that always answers 429, where there is one. */
  readonly throttledModel?: string | null;
  readonly dialect: DialectName;
  readonly auth: KeyForm | 'none';
  /** Why the key is sent in no other form than `auth`; absent where another form of the dialect may be tried. */
  readonly oneKeyForm?: string;
  /** Whether there is a key that the target knows and that has no permission. */
  readonly hasForbiddenKey?: boolean;
  /** Declared capabilities; a name that is absent was left open. */
  readonly capabilities: { readonly [name in CapabilityName]?: boolean };
  readonly contextWindow: number | null;
  readonly hostedTools: readonly JsonObject[];
  /** Whether it takes items, files and prompts that nobody has made, as mocks do. */
  readonly acceptsFabricatedItems?: boolean;
  /** Extra headers and query parameters sent with each request; their values are secrets. */
  readonly headers: readonly Header[];
  readonly query: readonly Header[];
  readonly prompts: Prompts;
  /** Function tools that scenarios offer; `weather` is the one `prompts.tool` asks for. */
  readonly tools: { readonly weather: JsonObject; readonly [name: string]: JsonObject };
  /** Members added to every create request, e.g. a required vendor option. */
  readonly requestDefaults: { readonly [member: string]: JsonValue };
}

/** The keys of a target, kept apart from it so that nothing that is written can hold them. */
export interface Credentials {
  readonly first: () => Promise<string | null>;
  readonly second: () => Promise<string | null>;
  /** A key that the target knows and that has no permission, where there is one. */
  readonly forbidden?: () => Promise<string | null>;
  /** Fetches the first key anew after the target refused it; false where there is no other to be had. */
  readonly refresh?: (refused: string | null) => Promise<boolean>;
}
