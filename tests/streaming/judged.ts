import type { DialectName } from '../../schemas/dialect.js';
import type { JsonObject } from '../../schemas/json.js';
import { type RuleRecord, startJudging } from '../../suites/engine/judging.js';
import type { Rule } from '../../suites/engine/rule.js';
import { streamingArea } from '../../suites/streaming/index.js';
import { eventStreamReader } from '../../targets/event-stream.js';
import { type Exchange, type Frame, type Framing, unknownIntent } from '../../targets/exchange.js';

/** A stream as a test has it: bytes, and what is known of the request. */
export interface StreamedAnswer {
  readonly dialect: DialectName;
  readonly request: JsonObject;
  readonly contentType: string;
  readonly chunks: readonly Uint8Array[];
  /** Milliseconds at which each chunk came. */
  readonly times?: readonly number[];
  readonly ending?: NonNullable<Exchange['answer']>['ending'];
}

/** The exchange that the client would have made of a streamed answer. */
export function streamedExchange(answer: StreamedAnswer, changes: Partial<Exchange> = {}): Exchange {
  const frames: Frame[] = [];
  const reader = eventStreamReader((frame) => frames.push(frame));
  for (const [index, chunk] of answer.chunks.entries()) reader.push(chunk, answer.times?.[index] ?? null);
  const bytes = answer.chunks.reduce((sum, { length }) => sum + length, 0);
  return exchangeOfFrames({ ...answer, frames, framing: reader.end(), bytes }, changes);
}

/** The same of a stream that was read already. */
export function exchangeOfFrames(
  answer: Omit<StreamedAnswer, 'chunks' | 'times'> & {
    readonly frames: Iterable<Frame>;
    readonly framing: Framing;
    readonly bytes: number;
  },
  changes: Partial<Exchange> = {},
): Exchange {
  return {
    id: 'test#1.1',
    scenario: 'test',
    dialect: answer.dialect,
    fidelity: 'wire',
    operation: 'create-response',
    intent: { ...unknownIntent, validity: 'valid' },
    request: {
      method: 'POST',
      url: 'http://target.test/v1/responses',
      path: '/responses',
      query: [],
      headers: [],
      body: answer.request,
      text: null,
      recorded: true,
    },
    answer: {
      status: 200,
      headers: [['content-type', answer.contentType]],
      text: '',
      jsonProblem: null,
      stream: { frames: answer.frames, framing: answer.framing },
      ending: answer.ending ?? 'complete',
      endingDetail: null,
      bytes: answer.bytes,
    },
    noAnswer: null,
    waitedOut: [],
    timing: { startedAt: '2026-11-21T00:00:00.000Z', headersMs: 1, totalMs: 2, concurrent: 1 },
    ...changes,
  };
}

/** What the rules of the area make of exchanges. Throws where a rule throws: that is a fault of the suite. */
export function judged(
  exchanges: readonly Exchange[],
  rules: readonly Rule[] = streamingArea.rules,
): readonly RuleRecord[] {
  const judging = startJudging({
    rules,
    analysers: streamingArea.analysers ?? [],
    target: { model: null, modelAliases: [], contextWindow: null, capabilities: {} },
    live: true,
  });
  for (const exchange of exchanges) judging.take(exchange);
  const { records, faults } = judging.finish();
  if (faults.length > 0) throw new Error(`a rule failed: ${faults[0]?.rule} ${faults[0]?.message}`);
  return records;
}

/** By rule: how often these exchanges are a case for it, each judged alone. */
export function evaluationsOf(exchanges: readonly Exchange[]): { readonly [rule: string]: number } {
  const counts: { [rule: string]: number } = {};
  for (const { rule, evaluations } of exchanges.flatMap((exchange) => judged([exchange]))) {
    counts[rule.id] = (counts[rule.id] ?? 0) + evaluations;
  }
  return counts;
}

/** Findings that count, as lines. */
export function blamed(records: readonly RuleRecord[]): readonly string[] {
  return records.flatMap(({ rule, findings }) =>
    findings
      .filter(({ tolerated }) => !tolerated)
      .map(({ level, pointer, message }) => `${level} ${rule.id} ${pointer}: ${message}`),
  );
}
