import { expect, test } from 'vitest';
import {
  failedRule,
  hostileText,
  resultsOf,
  ruleResult,
  streamedExchange,
  transcriptOf,
} from '../../tests/reports/sample.js';
import { compareRuns } from './comparison.js';
import { comparisonMarkdown } from './markdown.js';
import { measurePace } from './pace.js';

const target = resultsOf([]).target;
const run = resultsOf([]).run;

function named(name: string, rules: readonly ReturnType<typeof ruleResult>[], changes = {}) {
  return { results: resultsOf(rules, { target: { ...target, name }, ...changes }), pace: null };
}

test('two runs of one target are then and now, whatever their order', () => {
  const then = named('mine', [
    ruleResult(),
    failedRule('MENDED'),
    ruleResult({ id: 'OFFERED', status: 'not-offered', reason: 'no', evaluations: 0 }),
    failedRule('STILL'),
  ]);
  const now = named(
    'mine',
    [failedRule('RES-ID'), ruleResult({ id: 'MENDED' }), ruleResult({ id: 'OFFERED' }), failedRule('STILL')],
    {
      run: { ...run, startedAt: '2026-11-21T03:00:00.000Z' },
    },
  );
  const comparison = compareRuns([now, then]);
  expect(comparison.kind).toBe('then-and-now');
  expect(comparison.changes).toEqual({
    newFailures: ['RES-ID'],
    fixed: ['MENDED'],
    newlyOffered: ['OFFERED'],
    noLongerOffered: [],
    otherwise: [],
  });
  expect(comparison.notes).toEqual([]);
});

test('targets side by side: what differs, and rules that only one run knows', () => {
  const comparison = compareRuns([
    named('a', [ruleResult()]),
    named('b', [failedRule('RES-ID'), ruleResult({ id: 'NEW' })]),
  ]);
  expect(comparison.kind).toBe('targets');
  expect(comparison.changes).toBeNull();
  expect(
    comparison.rules.map(({ id, cells, differs }) => [id, cells.map(({ status }) => status), differs]),
  ).toEqual([
    ['RES-ID', ['pass', 'fail'], true],
    ['NEW', [null, 'pass'], true],
  ]);
});

test('it says when seed, contract or plan differ', () => {
  const one = named('a', [ruleResult()]);
  const other = named('b', [ruleResult({ status: 'not-run', reason: 'filtered', evaluations: 0 })], {
    run: { ...run, seed: 7 },
    suite: { name: 'responses-conformance', version: '0.1.0', contract: '2027-05' },
  });
  const { notes } = compareRuns([one, other]);
  expect(notes).toEqual([
    'The runs differ in contract: 2026-11 / 2027-05.',
    'The runs differ in seed: 1 / 7.',
    expect.stringContaining('in their plan'),
  ]);
});

test('the Markdown page shows hostile names as text', () => {
  const page = comparisonMarkdown(
    compareRuns([named(hostileText, [ruleResult()]), named('b', [failedRule('RES-ID')])]),
  );
  expect(page).not.toMatch(/(?<!\\)<(script|img)/);
  expect(page).not.toContain('\u001b');
});

test('the pace of streams is their time to the first event and their rate', async () => {
  const base = streamedExchange('x');
  const { answer } = base;
  if (answer?.stream == null) throw new Error('the sample has no stream');
  const frames = Array.from({ length: 11 }, (_, index) => ({ at: 100 + 10 * index, event: 'e', data: '{}' }));
  const fast = { ...base, answer: { ...answer, stream: { ...answer.stream, frames } } };
  expect(await measurePace(transcriptOf([fast])())).toEqual({
    streams: 1,
    firstEventMs: 100,
    eventsPerSecond: 100,
  });
  expect(await measurePace(transcriptOf([])())).toEqual({
    streams: 0,
    firstEventMs: null,
    eventsPerSecond: null,
  });
});
