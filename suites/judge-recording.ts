import { suiteVersion } from '../reports/suite-version.js';
import type { DialectName } from '../schemas/dialect.js';
import { baseUrlOf } from '../targets/exchange.js';
import { openRecording } from '../targets/recorded.js';
import type { Target } from '../targets/target.js';
import { UsageError } from '../targets/usage-error.js';
import type { Area } from './engine/area.js';
import type { Results } from './engine/results.js';

/** What is known of the target of recorded traffic, and by which rules to judge it. */
export interface RecordingOptions {
  /** Otherwise told from the URL of each exchange. */
  readonly dialect?: DialectName;
  /** Capabilities that the target is meant to have or not to have; the others are open. */
  readonly capabilities?: Target['capabilities'];
  readonly contextWindow?: number;
  /** Otherwise all. */
  readonly areas?: readonly Area[];
  /** Ids or globs such as `STREAM-*`; otherwise all. */
  readonly rules?: readonly string[];
}

/**
 * Judges a file of recorded traffic, as the command `judge` does, but writes nothing: HAR 1.2, a transcript or a nock
 * fixture. Throws a `UsageError` where the file cannot be read or holds no traffic of the Responses API.
 */
export async function judgeRecording(path: string, options: RecordingOptions = {}): Promise<Results> {
  const recording = await openRecording(path, options.dialect ?? null);
  const first = await firstOf(recording.exchanges());
  if (first === null) throw new UsageError(`no traffic of the Responses API in ${path}`);
  // Whoever only wants `defineConfig` of this package does not wait for some hundred rules.
  const [{ catalogue }, { rejudge }] = await Promise.all([
    import('./catalogue.js'),
    import('./engine/rejudge.js'),
  ]);
  return rejudge({
    catalogue,
    target: {
      name: path,
      version: null,
      baseUrl: baseUrlOf(first),
      model: null,
      modelAliases: [],
      contextWindow: options.contextWindow ?? null,
      dialect: first.dialect,
      capabilities: options.capabilities ?? {},
    },
    exchanges: recording.exchanges(),
    areas: options.areas ?? null,
    rules: options.rules ?? null,
    suite: { name: 'responses-conformance', version: suiteVersion(), contract: '2026-11' },
    run: { depth: 'standard', seed: 1 },
    isKnown: () => false,
    exercised: null,
  });
}

async function firstOf<T>(values: AsyncIterable<T>): Promise<T | null> {
  for await (const value of values) return value;
  return null;
}
