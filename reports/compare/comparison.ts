import type { Area } from '../../suites/engine/area.js';
import type { ParameterSupport, Results, RuleStatus, Verdict } from '../../suites/engine/results.js';
import type { Level } from '../../suites/engine/rule.js';
import { isKnownFailure } from '../finding-text.js';
import type { Pace } from './pace.js';

/** One run to compare. */
export interface Compared {
  readonly results: Results;
  /** Null where there is no transcript. */
  readonly pace: Pace | null;
}

/** One run as a column of the comparison. */
interface Column {
  readonly label: string;
  readonly target: string;
  readonly version: string | null;
  readonly baseUrl: string;
  readonly model: string;
  readonly dialect: string;
  readonly contract: string;
  readonly startedAt: string;
  readonly verdict: Verdict;
  readonly levels: { readonly [level in Level]: LevelCount };
  readonly cost: Results['cost'];
  readonly pace: Pace | null;
}

/** How many rules of one level passed and did not, of those that were judged. */
interface LevelCount {
  readonly passed: number;
  readonly violated: number;
}

export interface Cell {
  /** Null: the run knows no such rule. */
  readonly status: RuleStatus | null;
  readonly reason: string | null;
  readonly known: boolean;
}

interface RuleRow {
  readonly id: string;
  readonly area: Area;
  readonly level: Level;
  readonly title: string;
  readonly cells: readonly Cell[];
  readonly differs: boolean;
}

type CapabilityAnswer = 'yes' | 'no' | 'off' | 'unknown';

/** What changed from the first run to the last, where both are of one target. */
interface Changes {
  readonly newFailures: readonly string[];
  readonly fixed: readonly string[];
  readonly newlyOffered: readonly string[];
  readonly noLongerOffered: readonly string[];
  readonly otherwise: readonly string[];
}

/** Several runs side by side: what `compare.json` holds. */
export interface Comparison {
  readonly schemaVersion: '1.0';
  readonly kind: 'targets' | 'then-and-now';
  readonly columns: readonly Column[];
  /** Why the columns may not be comparable. */
  readonly notes: readonly string[];
  readonly rules: readonly RuleRow[];
  readonly parameters: readonly {
    readonly name: string;
    readonly cells: readonly ParameterSupport[];
    readonly differs: boolean;
  }[];
  readonly capabilities: readonly {
    readonly name: string;
    readonly cells: readonly CapabilityAnswer[];
    readonly differs: boolean;
  }[];
  readonly changes: Changes | null;
}

/** Puts runs side by side. Two runs of one target are taken as then and now, the earlier one first. */
export function compareRuns(given: readonly Compared[]): Comparison {
  const [one, other] = given;
  const sameTarget =
    given.length === 2 &&
    one?.results.target.name === other?.results.target.name &&
    one?.results.target.dialect === other?.results.target.dialect;
  const runs = sameTarget
    ? given.toSorted((left, right) => left.results.run.startedAt.localeCompare(right.results.run.startedAt))
    : given;
  const rules = ruleRows(runs);
  return {
    schemaVersion: '1.0',
    kind: sameTarget ? 'then-and-now' : 'targets',
    columns: columnsOf(runs, sameTarget),
    notes: notesOf(runs),
    rules,
    parameters: rows(
      runs,
      ({ parameters }) => parameters.map(({ name, support }) => [name, support]),
      'untested',
    ),
    capabilities: rows(runs, capabilityAnswers, 'unknown'),
    changes: sameTarget ? changesIn(rules) : null,
  };
}

function columnsOf(runs: readonly Compared[], sameTarget: boolean): readonly Column[] {
  const names = runs.map(({ results }) => results.target.name);
  return runs.map(({ results, pace }, index) => {
    const { target, suite, run, verdict, cost } = results;
    const repeated = names.filter((name) => name === target.name).length > 1;
    const date = run.startedAt.slice(0, 16).replace('T', ' ');
    const when = sameTarget ? (index === 0 ? 'then' : 'now') : date;
    return {
      label: repeated ? `${target.name} (${when}${sameTarget ? `, ${date}` : ''})` : target.name,
      target: target.name,
      version: target.version,
      baseUrl: target.baseUrl,
      model: target.model,
      dialect: target.dialect,
      contract: suite.contract,
      startedAt: run.startedAt,
      verdict,
      levels: {
        MUST: countLevel(results, 'MUST'),
        SHOULD: countLevel(results, 'SHOULD'),
        MAY: countLevel(results, 'MAY'),
      },
      cost,
      pace,
    };
  });
}

function countLevel(results: Results, level: Level): LevelCount {
  const own = results.rules.filter((rule) => rule.level === level);
  return {
    passed: own.filter(({ status }) => status === 'pass').length,
    violated: own.filter(({ status }) => status === 'fail' || status === 'warn').length,
  };
}

// Rules of all catalogues: runs of different suite versions need not know the same ones.
function ruleRows(runs: readonly Compared[]): readonly RuleRow[] {
  const order = new Map(
    runs.toReversed().flatMap(({ results }) => results.rules.map((rule) => [rule.id, rule] as const)),
  );
  const byRun = runs.map(({ results }) => new Map(results.rules.map((rule) => [rule.id, rule])));
  return [...order.values()].map(({ id, area, level, title }) => {
    const cells = byRun.map((rules): Cell => {
      const rule = rules.get(id);
      if (rule === undefined) return { status: null, reason: null, known: false };
      return { status: rule.status, reason: rule.reason, known: isKnownFailure(rule) };
    });
    return { id, area, level, title, cells, differs: new Set(cells.map(({ status }) => status)).size > 1 };
  });
}

function rows<Value extends string>(
  runs: readonly Compared[],
  read: (results: Results) => readonly (readonly [name: string, value: Value])[],
  otherwise: Value,
) {
  const valuesByRun = runs.map(({ results }) => new Map(read(results)));
  const names = [...new Set(valuesByRun.flatMap((values) => [...values.keys()]))];
  return names.map((name) => {
    const cells = valuesByRun.map((values) => values.get(name) ?? otherwise);
    return { name, cells, differs: new Set(cells).size > 1 };
  });
}

function capabilityAnswers({ target }: Results): readonly (readonly [string, CapabilityAnswer])[] {
  return Object.entries(target.capabilities).map(([name, { declared, observed }]) => {
    if (declared === false) return [name, 'off'];
    if (observed === null) return [name, declared === true ? 'yes' : 'unknown'];
    return [name, observed ? 'yes' : 'no'];
  });
}

function notesOf(runs: readonly Compared[]): readonly string[] {
  const facts: readonly (readonly [string, (results: Results) => string])[] = [
    ['contract', ({ suite }) => suite.contract],
    ['dialect', ({ target }) => target.dialect],
    ['suite version', ({ suite }) => suite.version],
    ['depth', ({ run }) => run.depth],
    ['seed', ({ run }) => String(run.seed)],
    ['mode', ({ run }) => run.mode],
    ['shard', ({ run }) => run.shard ?? 'whole'],
    ['completeness', ({ run }) => (run.complete ? 'complete' : 'not complete')],
  ];
  const differing = facts.flatMap(([name, read]) => {
    const values = runs.map(({ results }) => read(results));
    return new Set(values).size > 1 ? [`The runs differ in ${name}: ${values.join(' / ')}.`] : [];
  });
  const plans = runs.map(({ results }) => planOf(results));
  return new Set(plans).size > 1
    ? [
        ...differing,
        'The runs differ in their plan: not the same scenarios were to be sent or rules to be judged.',
      ]
    : differing;
}

// What was left out on purpose; what a target does not offer is a result, not another plan.
function planOf({ scenarios, rules }: Results): string {
  const left = [...scenarios, ...rules].filter(
    ({ status, reason }) => status === 'not-run' && (reason === 'filtered' || reason === 'depth'),
  );
  return left.map(({ id }) => id).join(' ');
}

function changesIn(rules: readonly RuleRow[]): Changes {
  const changed = rules.filter(({ differs }) => differs);
  const having = (test: (then: RuleStatus | null, now: RuleStatus | null) => boolean) =>
    changed
      .filter(({ cells }) => test(cells[0]?.status ?? null, cells.at(-1)?.status ?? null))
      .map(({ id }) => id);
  const newFailures = having((then, now) => isViolated(now) && !isViolated(then));
  const fixed = having((then, now) => isViolated(then) && now === 'pass');
  const newlyOffered = having((then, now) => then === 'not-offered' && !isViolated(now));
  const noLongerOffered = having((_, now) => now === 'not-offered');
  const named = new Set([...newFailures, ...fixed, ...newlyOffered, ...noLongerOffered]);
  return {
    newFailures,
    fixed,
    newlyOffered,
    noLongerOffered,
    otherwise: changed.map(({ id }) => id).filter((id) => !named.has(id)),
  };
}

function isViolated(status: RuleStatus | null): boolean {
  return status === 'fail' || status === 'warn';
}
