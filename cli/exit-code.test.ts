import { expect, test } from 'vitest';
import { UnreachableError } from '../targets/unreachable-error.js';
import { UsageError } from '../targets/usage-error.js';
import { failedRule, resultsOf, ruleResult } from '../tests/reports/sample.js';
import { exitCodeOfError, exitCodeOfResults, worstOf } from './exit-code.js';

const clean = { stale: [], unmatched: [], expired: [] };

test.each([
  ['conformant', resultsOf([ruleResult()]), 0],
  ['nonconformant', resultsOf([failedRule('X')]), 1],
  ['inconclusive', resultsOf([ruleResult({ status: 'inconclusive', reason: 'throttled' })]), 5],
  ['a stale entry', resultsOf([ruleResult()], { baseline: { ...clean, stale: ['RES-ID'] } }), 1],
  ['an unmatched entry', resultsOf([ruleResult()], { baseline: { ...clean, unmatched: ['NO'] } }), 1],
  ['an expired entry', resultsOf([ruleResult()], { baseline: { ...clean, expired: ['NO'] } }), 1],
  ['a fault', resultsOf([failedRule('X')], { faults: [{ rule: 'X', exchange: 'e', message: 'm' }] }), 4],
])('%s has its exit code', (_, results, code) => {
  expect(exitCodeOfResults(results)).toBe(code);
});

test('errors have theirs, and anything unforeseen is a fault of the suite', () => {
  expect(exitCodeOfError(new UsageError('x'))).toBe(2);
  expect(exitCodeOfError(new UnreachableError('x'))).toBe(3);
  expect(exitCodeOfError(new TypeError('x'))).toBe(4);
  const full = Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC', syscall: 'write' });
  expect(exitCodeOfError(full)).toBe(2);
  expect(exitCodeOfError(Object.assign(new Error('x'), { code: 'ENOSPC' }))).toBe(4);
});

test('with several targets the order is 2, 4, 3, 1, 5, 0', () => {
  expect(worstOf([0, 5, 1, 3, 4, 2])).toBe(2);
  expect(worstOf([0, 5, 1, 3, 4])).toBe(4);
  expect(worstOf([0, 5, 1, 3])).toBe(3);
  expect(worstOf([0, 5, 1])).toBe(1);
  expect(worstOf([0, 5])).toBe(5);
  expect(worstOf([])).toBe(0);
});
