import type { Selection } from '../../suites/engine/plan.js';
import type { Depth } from '../../suites/engine/scenario.js';
import type { RunOptions } from '../options/run-options.js';
import type { Terminal } from '../terminal.js';

/** Generated cases of each family, where `--cases` does not say. */
const casesAt: { readonly [depth in Depth]: number } = { smoke: 5, standard: 60, deep: 200 };

/** Everything of a run that does not depend on the target, with its defaults filled in. */
export interface RunSettings {
  readonly depth: Depth;
  readonly cases: number;
  readonly seed: number;
  readonly contract: string;
  readonly concurrency: number;
  readonly rate: number | null;
  readonly retries: number;
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  readonly budget: {
    readonly requests: number | null;
    readonly tokens: number | null;
    readonly deadline: number | null;
  };
  readonly patienceMs: number;
  readonly waitMs: number;
  readonly large: boolean;
  readonly keep: boolean;
  readonly shrink: number;
  readonly selection: Pick<Selection, 'areas' | 'shard' | 'depth' | 'cases'>;
}

const mebibyte = 1024 * 1024;

/** Fills in the defaults of design section 6. */
export function runSettings(options: RunOptions, environment: Terminal['environment']): RunSettings {
  const depth = options.depth ?? 'standard';
  const cases = options.cases ?? casesAt[depth];
  const certifying = options.certify !== undefined;
  const timeoutMs = options.timeout ?? 30_000;
  return {
    depth,
    cases,
    seed: options.seed ?? 1,
    contract: options.contract ?? '2026-11',
    concurrency: options.concurrency ?? 8,
    rate: options.rps ?? null,
    retries: certifying ? 0 : (options.retries ?? (environment['CI'] === 'true' ? 0 : 2)),
    timeoutMs,
    maxBodyBytes: options.maxBody ?? 64 * mebibyte,
    budget: {
      requests: options.maxRequests ?? null,
      tokens: options.maxTokens ?? 40_000,
      deadline: options.deadline === undefined ? null : options.deadline * 1000,
    },
    patienceMs: Math.max(timeoutMs, 30_000),
    waitMs: (options.wait ?? 0) * 1000,
    large: options.large ?? false,
    keep: options.keep ?? false,
    shrink: certifying || environment['CI'] === 'true' ? 0 : (options.shrink ?? 50),
    selection: { areas: options.suite ?? null, shard: options.shard ?? null, depth, cases },
  };
}
