import type { JsonValue } from './json.js';

/** The published variants of the contract. The names are part of the command-line interface. */
export const dialectNames = ['azure-foundry', 'azure-openai', 'openai', 'open-responses'] as const;
export type DialectName = (typeof dialectNames)[number];

/** How a dialect puts the contract on the wire: everything that is not said by a JSON Schema. */
export interface WireFacts {
  /** `nested`: `{error: {...}}`; `flat-or-nested`: also the bare object that one source declares. */
  readonly errorEnvelope: 'nested' | 'flat-or-nested';
  /** Members that an error object must have; `param` and `code` may be null in every dialect. */
  readonly errorFields: readonly string[];
  /** Shape of the `error` event in a stream. `either`: published flat, on the wire nested as well. */
  readonly errorEvent: 'flat' | 'nested' | 'either';
  /** The `[DONE]` sentinel at the end of a stream: `required`, or neither asked for nor blamed. */
  readonly doneSentinel: 'required' | 'tolerated';
  /** `object` of the answer to a delete, all accepted values. */
  readonly deletedObject: readonly string[];
  /** Whether a list page carries `object: "list"`: it must, or it may. */
  readonly listObject: 'required' | 'optional';
  /** Name of the include parameter of GET requests, the one the suite sends first. */
  readonly includeParameter: 'include' | 'include[]';
  /** Whether pages can be asked for with `before`. */
  readonly pagingBefore: boolean;
  /** Stem of the reasoning text events. */
  readonly reasoningTextEvent: 'response.reasoning_text' | 'response.reasoning';
  /** How a key is sent. */
  readonly auth: readonly ('bearer' | 'api-key')[];
  /** Header that tells one end user from another, or null where the dialect has none. */
  readonly isolationHeader: string | null;
  /** Versions that `api-version` may name, or null where the dialect has no such parameter. */
  readonly apiVersions: readonly string[] | null;
  /** Older versions, named by date, that go with a path without `/v1`. */
  readonly datedApiVersions?: readonly string[];
  /** Operations that the dialect has (names of `Operation` in targets/exchange.ts). */
  readonly operations: readonly string[];
  /** Capabilities that the dialect knows at all; `--capability all=on` declares these. */
  readonly capabilities: readonly string[];
  /** Extension types must be prefixed `slug:name`. */
  readonly extensionPrefix: boolean;
  /** Whether delta events carry `obfuscation` unless asked not to. */
  readonly obfuscation: boolean;
}

/** Something real services send although their own published schema forbids it (design, section 5). */
export interface ToleratedDeviation {
  readonly rule: string;
  /** JSON pointer of the finding, `*` for any one token and a final `**` for any rest. */
  readonly where: string;
  readonly reason: string;
  /** Where it was seen: recordings, services, dates. */
  readonly seen: string;
  /** Event types the deviation is confined to, where it is. */
  readonly events?: readonly string[];
  /** JSON Schema keyword of the finding, where the rule is about a schema. */
  readonly keyword?: string;
  /** Only answers made before this date (YYYY-MM-DD), told by their `Date` header or by `created_at`, are excused. */
  readonly answeredBefore?: string;
  /** The only exchanges that are excused, by id, `*` standing for any text. */
  readonly exchanges?: readonly string[];
}

/** One dated dialect: wire facts, what it makes of the shared schemas, and what is tolerated. */
export interface Dialect {
  readonly name: DialectName;
  readonly title: string;
  /** Date of the published contract, YYYY-MM-DD. */
  readonly date: string;
  readonly wire: WireFacts;
  readonly tolerated: readonly ToleratedDeviation[];
  /** What a response carries when the request leaves the member out. */
  readonly defaults: { readonly [member: string]: JsonValue };
}
