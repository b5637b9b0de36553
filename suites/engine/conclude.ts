import type { DialectName } from '../../schemas/dialect.js';
import { type CapabilityStates, offeredWhenSeen, withFoundations } from '../../targets/capability.js';
import type { Outcome } from './exercise.js';
import type { RuleRecord } from './judging.js';
import { canFeed, type LeftOut, type Plan } from './plan.js';
import type { Attempts, FindingResult, RuleResult, RuleStatus, Verdict } from './results.js';
import { appliesTo, levelIn, type Rule } from './rule.js';
import type { Scenario } from './scenario.js';
import type { Finding } from './tally.js';

/** What concluding needs to know of a run. */
export interface RunFacts {
  readonly dialect: DialectName;
  readonly rules: readonly Rule[];
  readonly records: ReadonlyMap<string, RuleRecord>;
  readonly capabilities: CapabilityStates;
  /** Null for recorded traffic, where nothing was planned or sent. */
  readonly live: {
    readonly plan: Plan;
    readonly scenarios: readonly Scenario[];
    readonly outcomes: ReadonlyMap<string, Outcome>;
  } | null;
  /** Rules that the user's filters left out; for recorded traffic. */
  readonly filtered: ReadonlySet<string>;
  readonly isKnown: (rule: string) => boolean;
  /** How often rules that were tried again failed; absent where none was. */
  readonly attempts?: ReadonlyMap<string, Attempts>;
}

/** The status of every rule of the catalogue (design, section 2). */
export function concludeRules(facts: RunFacts): readonly RuleResult[] {
  return facts.rules.map((rule) => concludeRule(rule, facts));
}

/** The status of one rule, with the reason where it is not `pass`. */
export function concludeRule(rule: Rule, facts: RunFacts): RuleResult {
  const record = facts.records.get(rule.id) ?? { rule, evaluations: 0, findings: [], blamed: [] };
  const level = record.findings.find((finding) => !finding.tolerated)?.level ?? levelIn(rule, facts.dialect);
  const { status, reason } = statusOf(rule, record, facts);
  const judged = status === 'pass' || status === 'fail' || status === 'warn';
  return {
    id: rule.id,
    area: rule.area,
    level,
    basis: rule.basis,
    title: rule.title,
    status,
    reason,
    evaluations: judged ? record.evaluations : 0,
    attempts: status === 'fail' ? (facts.attempts?.get(rule.id) ?? null) : null,
    findings: judged ? record.findings.map((finding) => findingResult(finding, facts.isKnown(rule.id))) : [],
    source: rule.source,
    why: rule.why,
    fix: rule.fix,
  };
}

interface Status {
  readonly status: RuleStatus;
  readonly reason: string | null;
}

function statusOf(rule: Rule, record: RuleRecord, facts: RunFacts): Status {
  const leftOut = leftOutReason(rule, facts);
  if (leftOut !== null) return { status: 'not-run', reason: leftOut };
  const lacking = lackingCapability(rule, facts);
  if (lacking !== null) return lacking;
  const counted = record.findings.filter(({ tolerated }) => !tolerated);
  const must = counted.find(({ level }) => level === 'MUST');
  if (must !== undefined) return { status: 'fail', reason: must.message };
  const should = counted.find(({ level }) => level === 'SHOULD');
  if (should !== undefined) return { status: 'warn', reason: should.message };
  if (record.evaluations > 0) return { status: 'pass', reason: null };
  return unjudged(rule, facts);
}

function leftOutReason(rule: Rule, facts: RunFacts): Exclude<LeftOut, 'off'> | null {
  if (facts.filtered.has(rule.id)) return 'filtered';
  const planned = facts.live?.plan.rulesLeftOut.get(rule.id);
  if (planned !== undefined && planned !== 'off') return planned;
  return facts.live !== null && !appliesTo(rule, facts.dialect) ? 'other-dialect' : null;
}

function lackingCapability(rule: Rule, facts: RunFacts): Status | null {
  for (const name of rule.needs.flatMap(withFoundations)) {
    const { declared, observed, evidence } = facts.capabilities[name];
    if (declared === false) return { status: 'not-offered', reason: `${name} is declared off` };
    if (observed === false) {
      const seen = evidence ?? 'seen absent';
      return declared === true
        ? { status: 'blocked', reason: `${name} is declared on, but ${seen}` }
        : { status: 'not-offered', reason: `${name}: ${seen}` };
    }
    if (facts.live !== null && declared === null && observed === null && offeredWhenSeen.has(name)) {
      return { status: 'not-offered', reason: `${name} was never seen at work` };
    }
  }
  return null;
}

// No exchange was a case for the rule: the scenarios that could have fed it say why.
function unjudged(rule: Rule, facts: RunFacts): Status {
  if (facts.live === null || isAboutOpenCapability(rule, facts))
    return { status: 'not-run', reason: 'no-evidence' };
  const { plan, scenarios, outcomes } = facts.live;
  const feeding = scenarios.filter((scenario) => canFeed(scenario, rule));
  const ended = feeding.flatMap((scenario) => outcomes.get(scenario.id) ?? []);
  const inconclusive = ended.find(({ status }) => status === 'inconclusive');
  if (inconclusive !== undefined) return { status: 'inconclusive', reason: inconclusive.reason };
  const blocked = feeding.find((scenario) => outcomes.get(scenario.id)?.status === 'blocked');
  if (blocked !== undefined) {
    // A probe that is refused is no failed step: it has shown that what it probes is not offered.
    const absent = lackingCapability(
      { ...rule, needs: [...blocked.needs, ...(blocked.probes ?? [])] },
      facts,
    );
    if (absent?.status === 'not-offered') return absent;
    return { status: 'blocked', reason: outcomes.get(blocked.id)?.reason ?? null };
  }
  if (ended.some(({ because }) => because === 'budget')) return { status: 'not-run', reason: 'budget' };
  const notSent = ended.find(({ status, because }) => status === 'not-run' && because === null);
  if (notSent !== undefined) return { status: 'not-run', reason: notSent.reason };
  const absent = ended.find(({ because }) => because === 'not-offered');
  if (absent !== undefined && ended.every(({ because }) => because === 'not-offered')) {
    return { status: 'not-offered', reason: absent.reason };
  }
  const reasons = feeding.map(({ id }) => plan.scenariosLeftOut.get(id));
  if (feeding.length > 0 && reasons.every((reason) => reason === 'off')) {
    return { status: 'not-offered', reason: 'what it needs is declared off' };
  }
  if (ended.length === 0 && reasons.includes('depth')) return { status: 'not-run', reason: 'depth' };
  return { status: 'not-run', reason: 'no-evidence' };
}

// The rule of a capability itself has nothing to say where nobody declared the capability.
function isAboutOpenCapability({ declares }: Rule, facts: RunFacts): boolean {
  return declares !== undefined && facts.capabilities[declares].declared !== true;
}

function findingResult({ level: _, ...finding }: Finding, known: boolean): FindingResult {
  return { ...finding, known };
}

/** The verdict of a run (design, section 2). */
export function verdictOf(rules: readonly RuleResult[], complete: boolean): Verdict {
  const musts = rules.filter(({ level }) => level === 'MUST');
  const unknownFailure = musts.some(
    ({ status, findings }) =>
      status === 'fail' && findings.some(({ known, tolerated }) => !known && !tolerated),
  );
  if (unknownFailure) return 'nonconformant';
  const open = musts.some(({ status }) => status === 'inconclusive' || status === 'blocked');
  return open || !complete ? 'inconclusive' : 'conformant';
}

/** How many rules ended in each status. */
export function totalsOf(rules: readonly RuleResult[]): { readonly [status in RuleStatus]: number } {
  const count = (wanted: RuleStatus) => rules.filter(({ status }) => status === wanted).length;
  return {
    pass: count('pass'),
    fail: count('fail'),
    warn: count('warn'),
    'not-offered': count('not-offered'),
    inconclusive: count('inconclusive'),
    blocked: count('blocked'),
    'not-run': count('not-run'),
  };
}
