import { expect, test } from 'vitest';
import {
  failedRule,
  hostileText,
  resultsOf,
  ruleResult,
  streamedExchange,
} from '../../tests/reports/sample.js';
import { progressLine } from './progress.js';
import { terminalReport } from './report.js';

const exchange = streamedExchange(hostileText);
const hostile = resultsOf([
  ruleResult(),
  failedRule('STREAM-SEQ-MONOTONE', hostileText),
  ruleResult({ id: 'OPEN', status: 'blocked', reason: hostileText, evaluations: 0 }),
]);

function report(color = false, results = hostile): string {
  return terminalReport({
    results,
    cited: new Map([[exchange.id, exchange]]),
    output: 'conformance-results/sample',
    columns: 80,
    color,
    verbose: true,
  });
}

test('a failing rule is told once: sentence, source, what came, where, how often, curl and replay', () => {
  const text = report(false, resultsOf([failedRule('STREAM-SEQ-MONOTONE')]));
  expect(text.match(/^FAIL STREAM-SEQ-MONOTONE$/gm)).toHaveLength(1);
  expect(text).toContain('MUST sequence_number strictly increases');
  expect(text).toContain('all dialects, Response.id: required string');
  expect(text).toContain('the member is missing');
  expect(text).toContain('streaming/short#1.1 at /events/1/sequence_number, 2 times');
  expect(text).toMatch(/^ +> \/events\/1 response\.output_text\.delta/m);
  expect(text).toContain("'http://127.0.0.1:8000/v1/responses'");
  expect(text).toContain('-H "authorization: Bearer $RESPONSES_API_KEY"');
  expect(text).toContain(
    'responses-conformance replay conformance-results/sample/failures/STREAM-SEQ-MONOTONE-1/replay.json',
  );
  expect(text).toContain('verdict: nonconformant');
});

test('a rule that failed in some attempts only says so', () => {
  const flaky = failedRule('STREAM-SEQ-MONOTONE', 'it repeats', { attempts: { failed: 1, of: 3 } });
  expect(report(false, resultsOf([flaky]))).toContain('again    failed in 1 of 3 attempts');
});

test('nothing that a target sends reaches the terminal raw', () => {
  expect(report()).not.toMatch(/(?!\n)\p{Cc}|\u202e/u);
  // With colour the only escape sequences are our own.
  const own = new RegExp(`${String.fromCodePoint(27)}\\[\\d+m`, 'g');
  expect(report(true).replace(own, '')).not.toMatch(/(?!\n)\p{Cc}|\u202e/u);
});

test('without colour there is no escape sequence, and prose stays within 80 columns', () => {
  const prose = report()
    .split('\n')
    .filter((line) => !/^ {2}(curl|replay)| -H | -X | --data|^ {11}'http/.test(line));
  expect(prose.filter((line) => line.length > 80)).toEqual([]);
});

test('a baseline and a fault of the suite are named', () => {
  const text = report(
    false,
    resultsOf([ruleResult()], {
      baseline: { stale: ['RES-ID'], unmatched: ['NO-SUCH'], expired: ['OLD'] },
      faults: [{ rule: 'RES-ID', exchange: 'a#1.1', message: 'TypeError: x' }],
    }),
  );
  expect(text).toContain('stale: RES-ID');
  expect(text).toContain('unmatched: no rule is called NO-SUCH');
  expect(text).toContain('expired: the date of OLD has passed');
  expect(text).toContain('TypeError: x');
});

test('progress is drawn over itself, not too often, and taken away', () => {
  const written: string[] = [];
  let time = 0;
  const line = progressLine(
    (text) => written.push(text),
    80,
    () => time,
  );
  const state = { target: 'a\u001b[31m', area: 'streaming', sent: 1, planned: 10, tokens: 0 };
  line.show(state);
  line.show({ ...state, sent: 2 });
  time = 1000;
  line.show({ ...state, sent: 3 });
  line.clear();
  expect(written).toHaveLength(3);
  expect(written[0]).toContain('a\\x1b[31m: streaming, 1 of at most 10 requests, 0 tokens');
  expect(written[1]).toContain(', 3 of at most');
  expect(written[2]).toBe('\r\u001b[2K');
});
