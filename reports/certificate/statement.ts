import type { JsonValue } from '../../schemas/json.js';
import type { FindingResult, Results } from '../../suites/engine/results.js';
import type { Level } from '../../suites/engine/rule.js';
import type { Profile, RequirementSet } from './requirement-set.js';

/** Type of an in-toto Statement, version 1. */
export const statementType = 'https://in-toto.io/Statement/v1';
/** Type of the in-toto test-result predicate. */
export const predicateType = 'https://in-toto.io/attestation/test-result/v0.1';

/** A tolerated deviation that was seen in the certified run. */
interface ToleratedFinding extends Pick<FindingResult, 'pointer' | 'message' | 'count'> {
  readonly rule: string;
  readonly reason: string;
}

/** One rule of the requirement sets with its result. */
interface CertifiedRule {
  readonly id: string;
  readonly level: Level;
  readonly status: 'pass';
  readonly evaluations: number;
  readonly profiles: readonly Profile[];
}

/** What is certified, beside the members that every test-result predicate has. */
interface Conformance {
  readonly suite: Results['suite'];
  readonly contract: string;
  readonly profiles: readonly Profile[];
  readonly target: Omit<Results['target'], 'capabilities'>;
  readonly capabilities: readonly string[];
  readonly depth: string;
  readonly seed: number;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly transcript: { readonly sha256: string; readonly requests: number };
  readonly rules: readonly CertifiedRule[];
  readonly tolerated: readonly ToleratedFinding[];
}

/** An in-toto Statement with a test-result predicate. */
export interface CertificateStatement {
  readonly _type: typeof statementType;
  readonly subject: readonly { readonly name: string; readonly digest: { readonly sha256: string } }[];
  readonly predicateType: typeof predicateType;
  readonly predicate: {
    readonly result: 'PASSED';
    readonly configuration: readonly {
      readonly name: string;
      readonly uri?: string;
      readonly annotations?: { readonly [name: string]: JsonValue };
    }[];
    readonly passedTests: readonly string[];
    readonly warnedTests: readonly string[];
    readonly failedTests: readonly string[];
    readonly conformance: Conformance;
  };
}

/** A certificate, or the rules that stand in its way. */
export type Certification =
  | { readonly granted: true; readonly statement: CertificateStatement }
  | { readonly granted: false; readonly missing: readonly Missing[] };

/** A rule of the set that did not pass, with what it did instead. */
interface Missing {
  readonly rule: string;
  readonly status: string;
  readonly reason: string;
}

/**
 * Certifies a run against requirement sets. Anything that is not `pass` means no certificate: not offered, not run, known
 * to a baseline and unfinished runs included.
 */
export function certify(
  results: Results,
  sets: readonly RequirementSet[],
  transcriptDigest: string,
): Certification {
  const missing = [...runProblems(results), ...ruleProblems(results, sets)];
  if (missing.length > 0) return { granted: false, missing };
  const { target, suite, run } = results;
  const ids = [...new Set(sets.flatMap(({ rules }) => rules))];
  const rules = results.rules
    .filter(({ id }) => ids.includes(id))
    .map(
      ({ id, level, evaluations }): CertifiedRule => ({
        id,
        level,
        status: 'pass',
        evaluations,
        profiles: sets.filter((set) => set.rules.includes(id)).map(({ profile }) => profile),
      }),
    );
  const offered = Object.entries(target.capabilities).filter(([, { observed }]) => observed === true);
  const profiles = sets.map(({ profile }) => profile);
  return {
    granted: true,
    statement: {
      _type: statementType,
      subject: [{ name: 'transcript.ndjson', digest: { sha256: transcriptDigest } }],
      predicateType,
      predicate: {
        result: 'PASSED',
        configuration: [
          {
            name: `responses-conformance ${suite.version}`,
            annotations: { contract: suite.contract, dialect: target.dialect, profiles },
          },
        ],
        passedTests: rules.map(({ id }) => id),
        warnedTests: results.rules.filter(({ status }) => status === 'warn').map(({ id }) => id),
        failedTests: [],
        conformance: {
          suite,
          contract: suite.contract,
          profiles,
          target: withoutCapabilities(target),
          capabilities: offered.map(([name]) => name),
          depth: run.depth,
          seed: run.seed,
          startedAt: run.startedAt,
          finishedAt: run.finishedAt,
          transcript: { sha256: transcriptDigest, requests: results.cost.requests },
          rules,
          tolerated: toleratedFindings(results),
        },
      },
    },
  };
}

function withoutCapabilities({ capabilities: _, ...target }: Results['target']): Conformance['target'] {
  return target;
}

function runProblems(results: Results): readonly Missing[] {
  const { run, faults = [] } = results;
  return [
    ...(run.complete ? [] : [{ rule: '(run)', status: 'not complete', reason: 'the run did not finish' }]),
    ...(run.depth === 'smoke'
      ? [{ rule: '(run)', status: 'too shallow', reason: 'certification needs standard depth' }]
      : []),
    ...(run.shard === null ? [] : [{ rule: '(run)', status: 'a shard', reason: 'merge the shards first' }]),
    ...faults.map(({ rule, message }) => ({
      rule,
      status: 'fault',
      reason: message.split('\n', 1)[0] ?? '',
    })),
  ];
}

function ruleProblems(results: Results, sets: readonly RequirementSet[]): readonly Missing[] {
  const byId = new Map(results.rules.map((rule) => [rule.id, rule]));
  return [...new Set(sets.flatMap(({ rules }) => rules))].flatMap((id) => {
    const rule = byId.get(id);
    if (rule === undefined) return [{ rule: id, status: 'unknown', reason: 'this suite has no such rule' }];
    return rule.status === 'pass' ? [] : [{ rule: id, status: rule.status, reason: rule.reason ?? '' }];
  });
}

function toleratedFindings({ rules }: Results): readonly ToleratedFinding[] {
  return rules.flatMap(({ id, findings }) =>
    findings
      .filter(({ tolerated }) => tolerated)
      .map(({ pointer, message, count, tolerance }) => ({
        rule: id,
        pointer,
        message,
        count,
        reason: tolerance ?? 'in the table of tolerated deviations',
      })),
  );
}
