import type { DialectName } from '../../schemas/dialect.js';
import { isObject, type JsonObject } from '../../schemas/json.js';
import { validators } from '../../schemas/validators.js';
import { type Exchange, type Intent, scenarioOf, sessionOf } from '../../targets/exchange.js';
import { type JudgingOptions, type RuleRecord, startJudging } from './judging.js';
import { startPackedValues } from './packed-values.js';
import type { Rule } from './rule.js';
import type { Requests, Sequence } from './scenario.js';
import { type Shrinkable, shrink } from './shrink.js';
import { type FailingSequence, type Playing, shrinkSequences } from './shrink-sequences.js';
import type { Finding } from './tally.js';

/** Remembers requests made from the schema, so that a finding on one can be shrunk when the run is over. */
export interface GeneratedRequests {
  readonly take: (exchange: Exchange) => void;
  readonly body: (id: string) => { readonly body: JsonObject; readonly intent: Intent } | null;
}

/** Starts remembering. */
export function startGeneratedRequests(): GeneratedRequests {
  const packed = startPackedValues<{ readonly body: JsonObject; readonly intent: Intent }>();
  const numbers = new Map<string, number>();
  return {
    take: ({ id, intent, request, operation }) => {
      if (intent.notes['generated'] !== true || operation !== 'create-response') return;
      if (isObject(request.body)) numbers.set(id, packed.add({ body: request.body, intent }));
    },
    body: (id) => {
      const number = numbers.get(id);
      return number === undefined ? null : packed.get(number);
    },
  };
}

/** Cases of shrunk requests are counted from here, far from those of the plan. */
export const firstShrunkCase = 10_000;

/** What shrinking needs of the run. */
export interface ShrinkingFindings {
  /** Requests that it may cost. */
  readonly budget: number;
  readonly dialect: DialectName;
  readonly plainInput: string;
  readonly generated: GeneratedRequests;
  /** Generated cases of several requests, by session. */
  readonly sequences: ReadonlyMap<string, Sequence>;
  readonly judging: Pick<JudgingOptions, 'target' | 'live' | 'analysers'>;
  /** The requests of a case; each of them may be refused with `OutOfBudget`. */
  readonly requests: (playing: Playing, caseNumber: number) => Requests;
  readonly keep: (exchange: Exchange) => void;
}

/**
 * Shrinks the first finding of each violated rule that was made on a generated request or sequence, and gives the records
 * with that finding moved to the smallest request or sequence that still shows it. Exchanges tried on the way are not recorded.
 */
export async function shrinkFindings(
  records: readonly RuleRecord[],
  options: ShrinkingFindings,
): Promise<readonly RuleRecord[]> {
  const { budget, generated, judging, sequences } = options;
  const single = records.flatMap(({ rule, findings }) => shrinkableOf(rule, findings, generated));
  const failing = records.flatMap(({ rule, findings }) => failingSequence(rule, findings, sequences));
  if (budget === 0 || single.length + failing.length === 0) return records;
  let spent = 0;
  let caseNumber = firstShrunkCase;
  const newCase = () => {
    caseNumber += 1;
    return caseNumber;
  };
  const smallest = await shrink(single, {
    budget: Math.ceil((budget * single.length) / (single.length + failing.length)),
    validate: validators(options.dialect).root('CreateResponse'),
    plainInput: options.plainInput,
    send: (body, intent) => {
      spent += 1;
      const playing = { scenario: 'create/generated', maySend: () => true, take: () => {} };
      return options.requests(playing, newCase()).create(body, intent);
    },
    violates: (rule, exchange) => findingsOf(rule, [exchange], judging).length > 0,
  });
  const shortest = await shrinkSequences(failing, {
    budget: budget - spent,
    requests: (playing) => options.requests(playing, newCase()),
    findingsOf: (rule, exchanges) => findingsOf(rule, exchanges, judging),
  });
  return records.map((record) => {
    const sequence = shortest.get(record.rule.id);
    if (sequence !== undefined) {
      for (const exchange of sequence.exchanges) options.keep(exchange);
      return {
        ...record,
        findings: movedTo(record.findings, sequence.shown, (id) => sequences.has(sessionOf({ id }))),
      };
    }
    const exchange = smallest.get(record.rule.id);
    if (exchange === undefined) return record;
    options.keep(exchange);
    const [shown] = findingsOf(record.rule, [exchange], judging);
    return shown === undefined
      ? record
      : { ...record, findings: movedTo(record.findings, shown, (id) => generated.body(id) !== null) };
  });
}

function failingSequence(
  rule: Rule,
  findings: readonly Finding[],
  sequences: ShrinkingFindings['sequences'],
): readonly FailingSequence[] {
  const first = findings.find(({ tolerated }) => !tolerated);
  if (first === undefined) return [];
  const session = sessionOf({ id: first.exchange });
  const sequence = sequences.get(session);
  return sequence === undefined ? [] : [{ rule, scenario: scenarioOf(session), sequence }];
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
  exchanges: readonly Exchange[],
  options: Pick<JudgingOptions, 'target' | 'live' | 'analysers'>,
): readonly Finding[] {
  const judging = startJudging({ ...options, rules: [rule] });
  for (const exchange of exchanges) judging.take(exchange);
  return judging.finish().records.flatMap(({ findings }) => findings.filter(({ tolerated }) => !tolerated));
}

function movedTo(
  findings: readonly Finding[],
  shown: Finding,
  wasGenerated: (exchange: string) => boolean,
): readonly Finding[] {
  const index = findings.findIndex(({ exchange, tolerated }) => !tolerated && wasGenerated(exchange));
  const before = findings[index];
  return before === undefined ? findings : findings.with(index, { ...shown, count: before.count });
}
