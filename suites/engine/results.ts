import type { DialectName } from '../../schemas/dialect.js';
import type { JsonValue } from '../../schemas/json.js';
import type { CapabilityState } from '../../targets/capability.js';
import type { Area } from './area.js';
import type { Basis, Level, RuleSource } from './rule.js';
import type { Depth } from './scenario.js';

/** What became of a rule in a run, in the order in which reports list them. */
export const ruleStatuses = [
  'fail',
  'warn',
  'inconclusive',
  'blocked',
  'not-offered',
  'not-run',
  'pass',
] as const;
export type RuleStatus = (typeof ruleStatuses)[number];

/** What became of a scenario. */
export type ScenarioStatus = 'done' | 'blocked' | 'inconclusive' | 'not-run';

export type Verdict = 'conformant' | 'nonconformant' | 'inconclusive';

/** One violation as it is written: findings of one rule with one cause are one, with a count. */
export interface FindingResult {
  readonly exchange: string;
  readonly pointer: string;
  readonly message: string;
  readonly expected: JsonValue;
  readonly actual: JsonValue;
  readonly count: number;
  /** Covered by a baseline entry. */
  readonly known: boolean;
  /** Covered by the dialect's table of tolerated deviations. */
  readonly tolerated: boolean;
  /** Why it is tolerated, where it is. */
  readonly tolerance?: string | null;
  /** Lines that show the surroundings. */
  readonly excerpt?: readonly string[];
  /** The steps of the generated session that shows it, where that was made smaller. */
  readonly session?: readonly string[];
}

/** How often a rule failed that was tried again, the first time counted. */
export interface Attempts {
  readonly failed: number;
  readonly of: number;
}

/** One rule of the catalogue in one run; every rule is listed, judged or not. */
export interface RuleResult {
  readonly id: string;
  readonly area: Area;
  readonly level: Level;
  readonly basis: Basis;
  readonly title: string;
  readonly status: RuleStatus;
  /** Why it did not pass; null for a pass. */
  readonly reason: string | null;
  readonly evaluations: number;
  readonly attempts: Attempts | null;
  readonly findings: readonly FindingResult[];
  readonly source?: RuleSource;
  readonly why?: string;
  readonly fix?: string;
}

export interface ScenarioResult {
  readonly id: string;
  /** What is sent and why. */
  readonly title?: string;
  readonly status: ScenarioStatus;
  readonly reason: string | null;
  readonly exchanges: number;
}

export type ParameterSupport = 'supported' | 'ignored' | 'rejected' | 'untested';

/** Everything a run found out: `results.json` (design, section 6). Members marked optional are additions to it. */
export interface Results {
  readonly schemaVersion: '1.0';
  readonly suite: { readonly name: string; readonly version: string; readonly contract: string };
  readonly target: {
    readonly name: string;
    readonly version: string | null;
    readonly baseUrl: string;
    readonly model: string;
    readonly dialect: DialectName;
    readonly capabilities: { readonly [name: string]: CapabilityState };
    /** Further names of the model and the size of its context, so that the transcript can be judged again alike. */
    readonly modelAliases?: readonly string[];
    readonly contextWindow?: number | null;
  };
  readonly run: {
    readonly mode: 'live' | 'recorded';
    readonly depth: Depth;
    readonly seed: number;
    readonly startedAt: string;
    readonly finishedAt: string;
    /** `I/N`, or null for a whole run. */
    readonly shard: string | null;
    /** False where the run was interrupted or its budget ran out. */
    readonly complete: boolean;
  };
  readonly verdict: Verdict;
  readonly totals: { readonly [status in RuleStatus]: number };
  readonly rules: readonly RuleResult[];
  readonly scenarios: readonly ScenarioResult[];
  readonly parameters: readonly { readonly name: string; readonly support: ParameterSupport }[];
  readonly coverage: {
    readonly request: { readonly branches: number; readonly reached: number };
    readonly answer: { readonly branches: number; readonly seen: number };
    readonly unreached: readonly string[];
  };
  readonly cost: {
    readonly requests: number;
    readonly inputTokens: number;
    readonly outputTokens: number;
    readonly wallMs: number;
    readonly serviceMs: number;
    /** Deletes and cancels at the end, beside `requests`: what a run created it takes away again. */
    readonly cleanUpRequests?: number;
  };
  /** Rules that threw: faults of the suite, exit code 4. */
  readonly faults?: readonly {
    readonly rule: string;
    readonly exchange: string;
    readonly message: string;
  }[];
  /** Baseline entries that need attention, where a baseline was given. */
  readonly baseline?: {
    readonly stale: readonly string[];
    readonly unmatched: readonly string[];
    readonly expired: readonly string[];
  };
}
