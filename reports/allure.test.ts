import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  failedRule,
  hostileText,
  resultsOf,
  ruleResult,
  streamedExchange,
  transcriptOf,
} from '../tests/reports/sample.js';
import { writeAllureResults } from './allure.js';
import { withoutAnalytics } from './allure-analytics.js';
import { judgeIdentity } from './allure-labels.js';

interface Written {
  readonly name: string;
  readonly fullName: string;
  readonly status: string;
  readonly statusDetails: { readonly message?: string };
  readonly labels: readonly { readonly name: string; readonly value: string }[];
  readonly steps: readonly {
    readonly name: string;
    readonly attachments: readonly { readonly source: string }[];
  }[];
}

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'allure-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const exchange = streamedExchange(hostileText);

async function written(): Promise<readonly Written[]> {
  const results = resultsOf([
    ruleResult(),
    failedRule('STREAM-SEQ-MONOTONE', 'it repeats'),
    ruleResult({ id: 'ABSENT', status: 'not-offered', reason: 'tools: refused with 400', evaluations: 0 }),
    ruleResult({ id: 'OPEN', status: 'inconclusive', reason: 'throttled', evaluations: 0 }),
    ruleResult({
      id: 'SOFT',
      level: 'SHOULD',
      status: 'warn',
      reason: 'no ids',
      findings: failedRule('X').findings,
    }),
  ]);
  await writeAllureResults(
    {
      results,
      cited: new Map([[exchange.id, exchange]]),
      transcript: transcriptOf([exchange]),
      output: folder,
    },
    join(folder, 'allure-results'),
  );
  const files = await readdir(join(folder, 'allure-results'));
  return Promise.all(
    files
      .filter((name) => name.endsWith('-result.json'))
      .map(
        async (name) => JSON.parse(await readFile(join(folder, 'allure-results', name), 'utf8')) as Written,
      ),
  );
}

test('what was not judged is skipped and says why; only a MUST that failed is failed', async () => {
  const outcomes = Object.fromEntries(
    (await written()).map(({ fullName, status, statusDetails }) => [
      fullName,
      [status, statusDetails.message ?? null],
    ]),
  );
  expect(outcomes).toEqual({
    'create/RES-ID': ['passed', null],
    'streaming/STREAM-SEQ-MONOTONE': ['failed', 'fail: it repeats'],
    'create/ABSENT': ['skipped', 'not-offered: tools: refused with 400'],
    'create/OPEN': ['skipped', 'inconclusive: throttled'],
    'create/SOFT': ['passed', 'warn: no ids'],
    'streaming/short': ['passed', null],
  });
});

test('an exchange is attached once, to its exercise, and can be read', async () => {
  const tests = await written();
  const exercise = tests.find(({ fullName }) => fullName === 'streaming/short');
  const [step] = exercise?.steps ?? [];
  const source = step?.attachments[0]?.source ?? '';
  const holders = tests.filter(({ steps }) =>
    steps.some(({ attachments }) => attachments.some((attachment) => attachment.source === source)),
  );
  expect(holders.map(({ fullName }) => fullName)).toEqual(['streaming/short']);
  const text = await readFile(join(folder, 'allure-results', source), 'utf8');
  expect(text).toContain('POST http://127.0.0.1:8000/v1/responses');
  expect(text).toContain('event: response.completed');
  expect(text).not.toContain('\u001b');
});

test('severity follows the level, and the history of one target is not that of another', () => {
  const labels = (level: 'MUST' | 'SHOULD' | 'MAY') =>
    judgeIdentity(ruleResult({ level }), { name: 'a', dialect: 'openai' }).labels.find(
      ({ name }) => name === 'severity',
    )?.value;
  expect([labels('MUST'), labels('SHOULD'), labels('MAY')]).toEqual(['critical', 'normal', 'minor']);
  const history = (name: string) => judgeIdentity(ruleResult(), { name, dialect: 'openai' }).historyId;
  expect(history('a')).not.toBe(history('b'));
  expect(history('a')).toBe(history('a'));
});

test('analytics are taken out, and a page that still has some is refused', () => {
  const page =
    '<p>a</p><script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>' +
    "<script>window.dataLayer = window.dataLayer || []; gtag('config', 'G-1');</script><p>b</p>";
  expect(withoutAnalytics(page)).toBe('<p>a</p><p>b</p>');
  expect(() => withoutAnalytics(`${page}<script src='https://www.googletagmanager.com/x'></script>`)).toThrow(
    /3\.18\.0/,
  );
});
