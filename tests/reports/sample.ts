import { totalsOf, verdictOf } from '../../suites/engine/conclude.js';
import type { Results, RuleResult } from '../../suites/engine/results.js';
import type { Exchange } from '../../targets/exchange.js';
import { unknownIntent } from '../../targets/exchange.js';
import { plainFraming } from '../wire/framing.js';

/** Text as a malicious target may send it: markup, escape codes, quotes, what breaks Markdown and XML. */
export const hostileText =
  '<script>document.title="pwned"</script><img src=x onerror=document.title="pwned">\u001b[31mred\u001b]0;owned\u0007 ]]> `|*_ "\'\u202e\u0000 & </textarea>';

/** A rule that passed, with what a test wants to be different. */
export function ruleResult(changes: Partial<RuleResult> = {}): RuleResult {
  return {
    id: 'RES-ID',
    area: 'create',
    level: 'MUST',
    basis: 'schema',
    title: 'A response has an id',
    status: 'pass',
    reason: null,
    evaluations: 3,
    attempts: null,
    findings: [],
    source: { dialect: 'all', section: 'Response.id', note: 'required string' },
    why: 'Clients cannot continue the conversation.',
    fix: 'Send an id.',
    ...changes,
  };
}

/** A rule that failed once, because of what `text` says. */
export function failedRule(
  id: string,
  text = 'the member is missing',
  changes: Partial<RuleResult> = {},
): RuleResult {
  return ruleResult({
    id,
    area: 'streaming',
    title: 'sequence_number strictly increases',
    status: 'fail',
    reason: text,
    findings: [
      {
        exchange: 'streaming/short#1.1',
        pointer: '/events/1/sequence_number',
        message: text,
        expected: 1,
        actual: text,
        count: 2,
        known: false,
        tolerated: false,
        tolerance: null,
        excerpt: [],
      },
    ],
    ...changes,
  });
}

/** Results with these rules; verdict and totals follow from them. */
export function resultsOf(rules: readonly RuleResult[], changes: Partial<Results> = {}): Results {
  return {
    schemaVersion: '1.0',
    suite: { name: 'responses-conformance', version: '0.1.0', contract: '2026-11' },
    target: {
      name: 'sample',
      version: '1.2.3',
      baseUrl: 'http://127.0.0.1:8000/v1',
      model: 'some-model',
      dialect: 'openai',
      capabilities: { streaming: { declared: null, observed: true, evidence: 'streaming/short#1.1' } },
    },
    run: {
      mode: 'live',
      depth: 'standard',
      seed: 1,
      startedAt: '2026-11-20T03:00:00.000Z',
      finishedAt: '2026-11-20T03:00:09.000Z',
      shard: null,
      complete: true,
    },
    verdict: verdictOf(rules, true),
    totals: totalsOf(rules),
    rules,
    scenarios: [{ id: 'streaming/short', status: 'done', reason: null, exchanges: 1 }],
    parameters: [{ name: 'temperature', support: 'supported' }],
    coverage: { request: { branches: 0, reached: 0 }, answer: { branches: 0, seen: 0 }, unreached: [] },
    cost: { requests: 1, inputTokens: 10, outputTokens: 5, wallMs: 9000, serviceMs: 100 },
    faults: [],
    ...changes,
  };
}

/** A streamed exchange whose events carry `text`. */
export function streamedExchange(text: string, changes: Partial<Exchange> = {}): Exchange {
  const events = [
    { type: 'response.created', sequence_number: 0, response: { id: 'resp_sample1', status: 'in_progress' } },
    { type: 'response.output_text.delta', sequence_number: 0, delta: text },
    {
      type: 'response.completed',
      sequence_number: 2,
      response: { id: 'resp_sample1', status: 'completed', output: [{ id: 'msg_sample1', type: 'message' }] },
    },
  ];
  return {
    id: 'streaming/short#1.1',
    scenario: 'streaming/short',
    dialect: 'openai',
    fidelity: 'wire',
    operation: 'create-response',
    intent: { ...unknownIntent, validity: 'valid' },
    request: {
      method: 'POST',
      url: 'http://127.0.0.1:8000/v1/responses',
      path: '/responses',
      query: [],
      headers: [
        ['content-type', 'application/json'],
        ['authorization', 'Bearer [REDACTED:first-key]'],
      ],
      body: { model: 'some-model', input: text, stream: true },
      text: null,
      recorded: true,
    },
    answer: {
      status: 200,
      headers: [['content-type', 'text/event-stream']],
      text: '',
      jsonProblem: null,
      stream: {
        frames: events.map((event, index) => ({
          at: 10 * (index + 1),
          event: event.type,
          data: JSON.stringify(event),
        })),
        framing: plainFraming,
      },
      ending: 'complete',
      endingDetail: null,
      bytes: 300,
    },
    noAnswer: null,
    waitedOut: [],
    timing: { startedAt: '2026-11-20T03:00:01.000Z', headersMs: 8, totalMs: 31, concurrent: 1 },
    ...changes,
  };
}

/** Walks exchanges as a transcript does. */
export function transcriptOf(exchanges: readonly Exchange[]): () => AsyncIterable<Exchange> {
  return async function* walk() {
    yield* exchanges;
  };
}
