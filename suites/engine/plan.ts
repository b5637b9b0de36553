import type { Dialect, DialectName } from '../../schemas/dialect.js';
import { dialect as dialectData } from '../../schemas/dialects.js';
import type { CapabilityName } from '../../targets/capability.js';
import { UsageError } from '../../targets/usage-error.js';
import type { Area } from './area.js';
import type { Catalogue } from './catalogue.js';
import { matchesGlob } from './glob.js';
import { appliesTo, type Rule } from './rule.js';
import { type Cost, type Depth, depths, type Scenario } from './scenario.js';
import { inShard, rootsOf, type Shard } from './shard.js';

/** What a user picked. Null members: everything. */
export interface Selection {
  readonly areas: readonly Area[] | null;
  /** Rule ids or globs. */
  readonly rules: readonly string[] | null;
  readonly depth: Depth;
  readonly dialect: DialectName;
  /** Declared capabilities; what is declared off is neither sent nor judged. */
  readonly capabilities: { readonly [name in CapabilityName]?: boolean };
  readonly cases: number;
  readonly shard: Shard | null;
}

/** Why a rule or scenario is left out before anything is sent. */
export type LeftOut = 'filtered' | 'other-dialect' | 'depth' | 'off';

/** What a run will do, known before the first request. */
export interface Plan {
  readonly rules: readonly Rule[];
  readonly rulesLeftOut: ReadonlyMap<string, LeftOut>;
  /** In an order in which each scenario comes after those it uses. */
  readonly scenarios: readonly Scenario[];
  readonly scenariosLeftOut: ReadonlyMap<string, LeftOut>;
  readonly cost: Cost;
}

/** Derives the plan: filters select rules, rules select the scenarios that can feed them. Throws `UsageError` where a filter matches nothing. */
export function makePlan(catalogue: Catalogue, selection: Selection): Plan {
  const dialect = dialectData(selection.dialect);
  refuseUnmatched(catalogue, selection);
  const rulesLeftOut = new Map<string, LeftOut>();
  const rules = catalogue.rules.filter((rule) => {
    const reason = ruleLeftOut(rule, selection);
    if (reason !== null) rulesLeftOut.set(rule.id, reason);
    return reason === null;
  });

  const scenariosLeftOut = new Map<string, LeftOut>();
  const filtered = selection.areas !== null || selection.rules !== null;
  const wanted = catalogue.scenarios.filter((scenario) => {
    const reason =
      scenarioLeftOut(scenario, selection) ??
      (filtered && !rules.some((rule) => canFeed(scenario, rule)) ? 'filtered' : null);
    if (reason !== null) scenariosLeftOut.set(scenario.id, reason);
    return reason === null;
  });
  const scenarios = withPrerequisites(inOwnShard(wanted, catalogue, selection.shard), catalogue, selection);
  for (const scenario of scenarios) scenariosLeftOut.delete(scenario.id);
  return {
    rules,
    rulesLeftOut,
    scenarios,
    scenariosLeftOut,
    cost: scenarios.map((scenario) => costOf(scenario, selection.cases, dialect)).reduce(addCosts, noCost),
  };
}

/** Whether a scenario is among those that can feed a rule. */
export function canFeed(scenario: Scenario, rule: Rule): boolean {
  const evidence = rule.evidence ?? [`${rule.area}/*`];
  return evidence.some((glob) => matchesGlob(glob, scenario.id));
}

/** What a scenario costs at most. */
export function costOf(scenario: Scenario, cases: number, dialect: Dialect): Cost {
  return typeof scenario.cost === 'function' ? scenario.cost({ cases, dialect }) : scenario.cost;
}

const noCost: Cost = { requests: 0, input: 0, output: 0 };

function addCosts(left: Cost, right: Cost): Cost {
  return {
    requests: left.requests + right.requests,
    input: left.input + right.input,
    output: left.output + right.output,
  };
}

function ruleLeftOut(rule: Rule, selection: Selection): LeftOut | null {
  if (selection.areas !== null && !selection.areas.includes(rule.area)) return 'filtered';
  if (selection.rules !== null && !selection.rules.some((glob) => matchesGlob(glob, rule.id)))
    return 'filtered';
  return appliesTo(rule, selection.dialect) ? null : 'other-dialect';
}

function scenarioLeftOut(scenario: Scenario, selection: Selection): LeftOut | null {
  if (scenario.dialects !== undefined && !scenario.dialects.includes(selection.dialect))
    return 'other-dialect';
  if (depths.indexOf(scenario.depth) > depths.indexOf(selection.depth)) return 'depth';
  const probes = scenario.probes ?? [];
  return scenario.needs.some((name) => selection.capabilities[name] === false) ||
    (probes.length > 0 && probes.every((name) => selection.capabilities[name] === false))
    ? 'off'
    : null;
}

// A shard has its own part of the scenarios; probes that it needs come along, too, and merging knows whose they are.
function inOwnShard(
  wanted: readonly Scenario[],
  catalogue: Catalogue,
  shard: Shard | null,
): readonly Scenario[] {
  if (shard === null) return wanted;
  const roots = rootsOf(catalogue.scenarios);
  return wanted.filter(({ id }) => inShard(roots.get(id) ?? id, shard));
}

// What a scenario uses, and the probes of what it needs, come along whatever the filters say.
function withPrerequisites(
  wanted: readonly Scenario[],
  catalogue: Catalogue,
  selection: Selection,
): readonly Scenario[] {
  const ordered = new Map<string, Scenario>();
  const add = (scenario: Scenario) => {
    if (ordered.has(scenario.id) || scenarioLeftOut(scenario, selection) === 'other-dialect') return;
    for (const earlier of scenario.after ?? []) add(earlier);
    for (const probe of probesOf(scenario, catalogue)) if (probe !== scenario) add(probe);
    ordered.set(scenario.id, scenario);
  };
  for (const scenario of wanted) add(scenario);
  return [...ordered.values()];
}

/** The scenarios that show whether what this one needs is offered. */
export function probesOf(scenario: Scenario, catalogue: Pick<Catalogue, 'scenarios'>): readonly Scenario[] {
  return catalogue.scenarios.filter(
    (other) => other !== scenario && (other.probes ?? []).some((name) => scenario.needs.includes(name)),
  );
}

function refuseUnmatched(catalogue: Catalogue, selection: Selection): void {
  for (const glob of selection.rules ?? []) {
    if (!catalogue.rules.some((rule) => matchesGlob(glob, rule.id))) {
      throw new UsageError(`no rule matches "${glob}": "responses-conformance rules" lists all of them`);
    }
  }
}
