import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { failedRule, resultsOf, ruleResult } from '../../tests/reports/sample.js';
import { updatedBaseline, withBaseline } from './assess.js';
import { parseBaseline, readBaseline } from './baseline.js';

const day = '2026-11-21';
const entry = { rule: 'STREAM-*', reason: 'known since October', owner: 'me', until: '2026-12-31' };
const results = resultsOf([ruleResult(), failedRule('STREAM-SEQ-MONOTONE')]);

test('a known failure stays a failure, is marked, and leaves the verdict alone', () => {
  const seen = withBaseline(results, { entries: [entry] }, day);
  expect(seen.rules[1]).toMatchObject({ status: 'fail', findings: [{ known: true }] });
  expect(seen.verdict).toBe('conformant');
  expect(seen.totals.fail).toBe(1);
  expect(seen.baseline).toEqual({ stale: [], unmatched: [], expired: [] });
});

test('an expired entry counts no more, on the day after its last', () => {
  const last = { ...entry, until: day };
  expect(withBaseline(results, { entries: [last] }, day).verdict).toBe('conformant');
  const after = withBaseline(results, { entries: [last] }, '2026-11-22');
  expect(after.verdict).toBe('nonconformant');
  expect(after.baseline?.expired).toEqual(['STREAM-*']);
});

test('stale is what was judged and passed, not what was not judged; unmatched is what no rule is called', () => {
  const unjudged = ruleResult({ id: 'OPEN', status: 'not-run', reason: 'depth', evaluations: 0 });
  const entries = ['RES-ID', 'OPEN', 'NO-SUCH-*'].map((rule) => ({ ...entry, rule }));
  const seen = withBaseline(resultsOf([ruleResult(), unjudged]), { entries }, day);
  expect(seen.baseline).toEqual({ stale: ['RES-ID'], unmatched: ['NO-SUCH-*'], expired: [] });
});

test('an updated baseline keeps what still fails with its reason, adds what is new and drops what is over', () => {
  const before = { entries: [{ ...entry, rule: 'RES-ID' }, entry] };
  const both = resultsOf([...results.rules, failedRule('NEW', 'it broke')]);
  const { entries } = updatedBaseline(both, before, day);
  expect(entries).toEqual([
    entry,
    { rule: 'NEW', reason: 'it broke', owner: 'unassigned', until: '2027-02-19' },
  ]);
  expect(withBaseline(both, { entries }, day).verdict).toBe('conformant');
});

test('a baseline is YAML or JSON, and what is wrong in it is named', () => {
  const yaml = 'entries:\n  - rule: A\n    reason: b\n    owner: c\n    until: 2026-12-01\n';
  expect(parseBaseline(yaml, 'x').entries).toEqual([
    { rule: 'A', reason: 'b', owner: 'c', until: '2026-12-01' },
  ]);
  expect(parseBaseline(JSON.stringify({ entries: [entry] }), 'x').entries).toEqual([entry]);
  expect(parseBaseline('', 'x').entries).toEqual([]);
  expect(() => parseBaseline('entries: [{ rule: A }]', 'x')).toThrow(/required property 'reason'/);
  expect(() => parseBaseline('entries: [', 'x')).toThrow(/neither YAML nor JSON/);
});

test('the example baseline can be read', async () => {
  const { entries } = await readBaseline(
    fileURLToPath(new URL('../../examples/baseline.yaml', import.meta.url)),
  );
  expect(entries.map(({ rule }) => rule)).toEqual(['STREAM-SEQ-DENSE', 'CMP-*']);
});
