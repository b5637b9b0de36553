import type { DialectName } from '../../schemas/dialect.js';
import { catalogue } from '../../suites/catalogue.js';
import type { Selection } from '../../suites/engine/plan.js';
import type { Results } from '../../suites/engine/results.js';
import { type RunHooks, runTarget } from '../../suites/engine/run.js';
import type { Budget } from '../../suites/engine/scheduler.js';
import { turnedClock } from '../../targets/clock.js';
import { connection } from '../../targets/connection.js';
import { defaultLimits } from '../../targets/limits.js';
import { secretStore } from '../../targets/redaction.js';
import { type Change, createReferenceServer } from '../../targets/reference/index.js';
import { referenceTarget, referenceWindow } from '../../targets/reference/target.js';
import type { Target } from '../../targets/target.js';
import { throttle } from '../../targets/throttle.js';

/** What is proven in one run of the whole suite. */
export interface Subject {
  readonly dialect: DialectName;
  readonly changes: readonly Change[];
  readonly depth?: Selection['depth'];
  /** Leave capabilities open instead of declaring all of them on. */
  readonly open?: boolean;
  /** Generated cases of each family; none where absent: defects are to be caught by what was thought of. */
  readonly cases?: number;
  /** Requests spent on shrinking; 0 where absent. */
  readonly shrink?: number;
  /** How often a failure seen in one exchange only is tried again; 0 where absent. */
  readonly retries?: number;
  /** Requests under way at once; 8 where absent. */
  readonly concurrency?: number;
  /** What the run may cost; no limit where absent. */
  readonly budget?: Partial<Budget>;
  /** Requests each second; no limit where absent. */
  readonly rate?: number;
  /** Send nothing more after the first failing MUST. */
  readonly bail?: boolean;
  readonly shard?: Selection['shard'];
  /** What ids the reference server makes; servers of the same seed make the same. */
  readonly serverSeed?: number;
  readonly areas?: Selection['areas'];
  readonly rules?: Selection['rules'];
  /** What the config says otherwise of the reference server, e.g. fewer capabilities. */
  readonly target?: Partial<Target>;
}

const keys = {
  first: 'key-of-the-first-user-0123456789',
  second: 'key-of-the-second-user-0123456789',
  forbidden: 'key-without-permission-0123456789',
};

/** The reference server at this address, as the run of a subject takes it. */
export function targetOf({ dialect, open, target }: Subject, baseUrl: string): Target {
  return { ...referenceTarget(dialect, baseUrl), ...(open === true ? { capabilities: {} } : {}), ...target };
}

/** Runs the suite in-process, on a turned clock, against the reference server with these changes. */
export function prove(subject: Subject, hooks: RunHooks = {}): Promise<Results> {
  const { dialect } = subject;
  const clock = turnedClock();
  const server = createReferenceServer({
    dialect,
    clock,
    contextWindow: referenceWindow,
    keys: [
      [keys.first, 'first'],
      [keys.second, 'second'],
    ],
    forbiddenKeys: [keys.forbidden],
    changes: subject.changes,
    ...(subject.serverSeed === undefined ? {} : { seed: subject.serverSeed }),
  });
  const target = targetOf(subject, server.baseUrl);
  return runTarget(
    {
      target,
      catalogue,
      selection: {
        areas: subject.areas ?? null,
        rules: subject.rules ?? null,
        depth: subject.depth ?? 'standard',
        dialect,
        capabilities: target.capabilities,
        cases: subject.cases ?? 0,
        shard: subject.shard ?? null,
      },
      connect: connection({
        target,
        credentials: {
          first: async () => keys.first,
          second: async () => keys.second,
          forbidden: async () => keys.forbidden,
        },
        transport: server.handle,
        clock,
        limits: defaultLimits,
        throttle: throttle(clock),
        secrets: secretStore(),
        folder: null,
      }),
      clock,
      seed: 1,
      large: false,
      countBranches: (subject.cases ?? 0) > 0,
      concurrency: subject.concurrency ?? 8,
      rate: subject.rate ?? null,
      budget: { requests: null, tokens: null, deadline: null, ...subject.budget },
      bail: subject.bail ?? false,
      patience: 30_000,
      shrink: subject.shrink ?? 0,
      retries: subject.retries ?? 0,
      keep: false,
      suite: { name: 'responses-conformance', version: '0.0.0', contract: '2026-11' },
      isKnown: () => false,
    },
    hooks,
  );
}
