import type { DialectName } from '../../schemas/dialect.js';
import { isObject, type JsonObject } from '../../schemas/json.js';
import { validators } from '../../schemas/validators.js';
import type { Exchange, Intent } from '../../targets/exchange.js';
import { type JudgingOptions, type RuleRecord, startJudging } from './judging.js';
import type { Rule } from './rule.js';
import type { Requests } from './scenario.js';
import { type Shrinkable, shrink } from './shrink.js';
import type { Finding } from './tally.js';

/** Remembers requests made from the schema, so that a finding on one can be shrunk when the run is over. */
export interface GeneratedRequests {
  readonly take: (exchange: Exchange) => void;
  readonly body: (id: string) => { readonly body: JsonObject; readonly intent: Intent } | null;
}

/** Starts remembering. */
export function startGeneratedRequests(): GeneratedRequests {
  const bodies = new Map<string, { readonly body: JsonObject; readonly intent: Intent }>();
  return {
    take: ({ id, intent, request, operation }) => {
      if (intent.notes['generated'] !== true || operation !== 'create-response') return;
      if (isObject(request.body)) bodies.set(id, { body: request.body, intent });
    },
    body: (id) => bodies.get(id) ?? null,
  };
}

/** Cases of shrunk requests are counted from here, far from those of the plan. */
export const firstShrunkCase = 10_000;

/**
 * Shrinks the first finding of each violated rule that was made on a generated request, and gives the records with
 * that finding moved to the smallest exchange that still shows it. Exchanges tried on the way are not recorded.
 */
export async function shrinkFindings(
  records: readonly RuleRecord[],
  options: {
    readonly budget: number;
    readonly dialect: DialectName;
    readonly plainInput: string;
    readonly generated: GeneratedRequests;
    readonly judging: Pick<JudgingOptions, 'target' | 'live' | 'analysers'>;
    readonly requests: (caseNumber: number) => Requests;
    readonly keep: (exchange: Exchange) => void;
  },
): Promise<readonly RuleRecord[]> {
  const { generated, judging } = options;
  const shrinkable = records.flatMap(({ rule, findings }) => shrinkableOf(rule, findings, generated));
  if (options.budget === 0 || shrinkable.length === 0) return records;
  let caseNumber = firstShrunkCase;
  const smallest = await shrink(shrinkable, {
    budget: options.budget,
    validate: validators(options.dialect).root('CreateResponse'),
    plainInput: options.plainInput,
    send: (body, intent) => {
      caseNumber += 1;
      return options.requests(caseNumber).create(body, intent);
    },
    violates: (rule, exchange) => findingsOf(rule, exchange, judging).length > 0,
  });
  return records.map((record) => {
    const exchange = smallest.get(record.rule.id);
    if (exchange === undefined) return record;
    options.keep(exchange);
    const [shown] = findingsOf(record.rule, exchange, judging);
    return shown === undefined ? record : { ...record, findings: movedTo(record.findings, shown, generated) };
  });
}

function shrinkableOf(
  rule: Rule,
  findings: readonly Finding[],
  generated: GeneratedRequests,
): readonly Shrinkable[] {
  // What a group of exchanges shows together no single smaller request can show.
  if (rule.judge.kind === 'group') return [];
  const counted = findings.filter(({ tolerated }) => !tolerated);
  const first = counted[0];
  // A finding that a hand-written request shows as well is small enough.
  const made = first === undefined ? null : generated.body(first.exchange);
  return made === null ? [] : [{ rule, ...made }];
}

function findingsOf(
  rule: Rule,
  exchange: Exchange,
  options: Pick<JudgingOptions, 'target' | 'live' | 'analysers'>,
): readonly Finding[] {
  const judging = startJudging({ ...options, rules: [rule] });
  judging.take(exchange);
  return judging.finish().records.flatMap(({ findings }) => findings.filter(({ tolerated }) => !tolerated));
}

function movedTo(
  findings: readonly Finding[],
  shown: Finding,
  generated: GeneratedRequests,
): readonly Finding[] {
  const index = findings.findIndex(
    ({ exchange, tolerated }) => !tolerated && generated.body(exchange) !== null,
  );
  const before = findings[index];
  return before === undefined ? findings : findings.with(index, { ...shown, count: before.count });
}
