import { expect, test } from 'vitest';
import { failedRule, resultsOf, streamedExchange } from '../tests/reports/sample.js';
import { replayFile, startReferences } from './replay-file.js';

const created = streamedExchange('first', { id: 'state/first#1.1', scenario: 'state/first' });
const unrelated = streamedExchange('other', { id: 'state/other#1.1', scenario: 'state/other' });
const continued = streamedExchange('second', {
  id: 'state/second#1.1',
  scenario: 'state/second',
  request: { ...created.request, body: { model: 'm', input: 'go on', previous_response_id: 'resp_sample1' } },
});
const read = streamedExchange('third', {
  id: 'state/second#1.2',
  scenario: 'state/second',
  request: { ...created.request, method: 'GET', path: '/responses/resp_sample1/input_items' },
});

test('what made the ids that a request names is sent again before it', () => {
  const references = startReferences();
  for (const exchange of [created, unrelated, continued, read]) references.take(exchange);
  expect(references.stepsTo('state/second#1.2')).toEqual([
    'state/first#1.1',
    'state/second#1.1',
    'state/second#1.2',
  ]);
  expect(references.stepsTo('state/other#1.1')).toEqual(['state/other#1.1']);
});

test('a replay file holds no credentials and what was answered on the way', () => {
  const rule = failedRule('X');
  const [finding] = rule.findings;
  if (finding === undefined) throw new Error('the sample has no finding');
  const file = replayFile(resultsOf([rule]), rule, finding, [created, continued]);
  expect(JSON.stringify(file)).not.toContain('REDACTED');
  expect(file.steps.map(({ answered }) => answered?.['id'] ?? null)).toEqual([
    'resp_sample1',
    'resp_sample1',
  ]);
  expect(file.steps[1]?.body).toContain('previous_response_id');
});
