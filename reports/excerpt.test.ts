import { expect, test } from 'vitest';
import type { FindingResult } from '../suites/engine/results.js';
import { failedRule, streamedExchange } from '../tests/reports/sample.js';
import { excerptOf } from './excerpt.js';

const [sample] = failedRule('X').findings;
const streamed = streamedExchange('hello');

function finding(pointer: string): FindingResult {
  if (sample === undefined) throw new Error('the sample has no finding');
  return { ...sample, pointer };
}

function jsonExchange(json: object) {
  const { answer } = streamed;
  if (answer === null) throw new Error('the sample has no answer');
  const headers = [['content-type', 'text/html']] as const;
  return {
    ...streamed,
    answer: { ...answer, stream: null, json: { ...json }, text: JSON.stringify(json), headers },
  };
}

test('an event is shown between its neighbours, with the member marked', () => {
  const lines = excerptOf(finding('/events/1/delta'), streamed);
  expect(lines.map((line) => line.slice(0, 12))).toEqual([
    '  /events/0 ',
    '> /events/1 ',
    '    /delta: ',
    '  /events/2 ',
  ]);
  expect(lines[2]).toBe('    /delta: "hello"');
});

test('a member of a JSON answer is shown among its siblings, also where it is absent', () => {
  const exchange = jsonExchange({ id: 'resp_1', usage: { input_tokens: 1, output_tokens: 'two' } });
  expect(excerptOf(finding('/usage/output_tokens'), exchange)).toEqual([
    'HTTP 200',
    '  /usage:',
    '    "input_tokens": 1',
    '>   "output_tokens": "two"',
  ]);
  expect(excerptOf(finding('/usage/total_tokens'), exchange).at(-1)).toBe('>   "total_tokens": (absent)');
});

test('a header, a status and a missing answer are shown as what they are', () => {
  expect(excerptOf(finding('/headers/content-type'), jsonExchange({}))).toEqual([
    'HTTP 200',
    '> content-type: text/html',
  ]);
  expect(excerptOf(finding('/headers/retry-after'), jsonExchange({})).at(-1)).toBe('> retry-after: (absent)');
  expect(excerptOf(finding('/status'), jsonExchange({}))[0]).toBe('> HTTP 200');
  expect(excerptOf({ ...finding('/status'), actual: 200 }, jsonExchange({ status: 'completed' }))[0]).toBe(
    '> HTTP 200',
  );
  const member = excerptOf(
    { ...finding('/status'), actual: 'completed' },
    jsonExchange({ status: 'completed' }),
  );
  expect(member.at(-1)).toBe('>   "status": "completed"');
  const silent = {
    ...streamed,
    answer: null,
    noAnswer: { reason: 'reset' as const, detail: 'connection reset' },
  };
  expect(excerptOf(finding(''), silent)).toEqual(['> no answer: connection reset']);
});
