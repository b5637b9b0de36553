import type { DialectName } from '../../schemas/dialect.js';
import { type Clock, systemClock } from '../clock.js';
import type { Change } from './changes.js';

/** How the reference server is to behave. Everything has a default. */
export interface ReferenceOptions {
  readonly dialect?: DialectName;
  /** Keys with the user each stands for; `any`: every non-empty key, one user per key; `none`: no key is asked for. */
  readonly keys?: readonly (readonly [key: string, user: string])[] | 'any' | 'none';
  /** Keys that are known and have no permission: 403. */
  readonly forbiddenKeys?: readonly string[];
  readonly clock?: Clock;
  /** Further model names that are accepted and behave like `reference`. */
  readonly models?: readonly string[];
  /** Changes the ids; the same seed and the same requests give the same answers. */
  readonly seed?: number;
  /** Tokens that input may have. */
  readonly contextWindow?: number;
  /** Responses and conversations kept; the oldest go first. */
  readonly maxStored?: number;
  /** Bytes of requests whose responses and conversations are kept. */
  readonly maxStoredBytes?: number;
  /** Bytes that a request body may have; more is 413. */
  readonly maxBodyBytes?: number;
  /** Requests allowed per minute and user; more is 429 with Retry-After. Null: no limit. */
  readonly requestsPerMinute?: number | null;
  /** How long a background response waits and takes, and how long `reference-slow` takes. */
  readonly pace?: Partial<Pace>;
  /** Told of every fault of the server itself, which its client only sees as 500. Default: written to standard error. */
  readonly onInternalError?: (problem: unknown) => void;
  /** Defects and oddities. */
  readonly changes?: readonly Change[];
}

/** The models that every reference server has. */
const ownModels = ['reference', 'reference-fails', 'reference-throttled', 'reference-slow'] as const;

/** Durations in milliseconds. */
export interface Pace {
  readonly backgroundQueued: number;
  readonly backgroundGenerating: number;
  readonly slowModel: number;
}

export type Settings = Required<Omit<ReferenceOptions, 'pace'>> & { readonly pace: Pace };

/** The options with their defaults filled in. */
export function settingsOf(options: ReferenceOptions): Settings {
  return {
    dialect: options.dialect ?? 'openai',
    keys: options.keys ?? 'any',
    forbiddenKeys: options.forbiddenKeys ?? [],
    clock: options.clock ?? systemClock,
    models: [...ownModels, ...(options.models ?? [])],
    seed: options.seed ?? 1,
    contextWindow: options.contextWindow ?? 8192,
    maxStored: options.maxStored ?? 10_000,
    maxStoredBytes: options.maxStoredBytes ?? 256 * 1024 * 1024,
    maxBodyBytes: options.maxBodyBytes ?? 128 * 1024 * 1024,
    requestsPerMinute: options.requestsPerMinute ?? null,
    pace: { backgroundQueued: 60, backgroundGenerating: 140, slowModel: 2000, ...options.pace },
    onInternalError: options.onInternalError ?? writeToStandardError,
    changes: options.changes ?? [],
  };
}

function writeToStandardError(problem: unknown): void {
  const text = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
  process.stderr.write(`reference server: ${text}\n`);
}
