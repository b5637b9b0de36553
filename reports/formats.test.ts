import { mkdtemp, readFile, rm } from 'node:fs/promises';
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
import { ctrfProblems, harProblems, problemsBySubset } from '../tests/reports/schema-check.js';
import { ctrfReport } from './ctrf.js';
import { documentProblems } from './document-schema.js';
import { stepSummary } from './github.js';
import { writeHar } from './har.js';
import { junitXml } from './junit.js';
import { sarifLog } from './sarif.js';
import { summaryMarkdown } from './summary.js';

const exchange = streamedExchange(hostileText);
const cited = new Map([[exchange.id, exchange]]);
const results = resultsOf([
  ruleResult(),
  failedRule('STREAM-SEQ-MONOTONE', hostileText),
  failedRule('KNOWN', 'known', {
    findings: failedRule('KNOWN').findings.map((finding) => ({ ...finding, known: true })),
  }),
  ruleResult({
    id: 'SOFT',
    level: 'SHOULD',
    status: 'warn',
    reason: hostileText,
    findings: failedRule('X').findings,
  }),
  ruleResult({ id: 'OPEN', status: 'inconclusive', reason: 'throttled', evaluations: 0 }),
  ruleResult({ id: 'ABSENT', status: 'not-offered', reason: 'no tools', evaluations: 0 }),
]);

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'formats-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('results.json is as its schema says, and the schema tells when it is not', () => {
  expect(documentProblems('results', results)).toEqual([]);
  expect(documentProblems('results', { ...results, verdict: 'perhaps' })).not.toEqual([]);
  const passWithReason = resultsOf([ruleResult({ reason: 'why?' })]);
  expect(documentProblems('results', passWithReason)).not.toEqual([]);
});

test('the SARIF log is valid, names every rule and suppresses what is known', () => {
  const log = sarifLog(results);
  expect(problemsBySubset('sarif-subset', log)).toEqual([]);
  const [run] = log.runs;
  expect(run?.tool.driver.rules).toHaveLength(results.rules.length);
  const found = (run?.results ?? []).map(({ ruleId, level, suppressions }) => [
    ruleId,
    level,
    suppressions?.length,
  ]);
  expect(found).toEqual([
    ['STREAM-SEQ-MONOTONE', 'error', 0],
    ['KNOWN', 'error', 1],
    ['SOFT', 'warning', 0],
  ]);
});

test('the CTRF report is valid by the published schema', () => {
  const report = ctrfReport({ results, cited });
  expect(ctrfProblems(JSON.parse(JSON.stringify(report)))).toEqual([]);
  expect(report.results.summary).toMatchObject({ tests: 6, passed: 2, failed: 1, skipped: 1, other: 2 });
});

test('the HAR export is valid by the published schemas and keeps the events', async () => {
  const file = join(folder, 'traffic.har');
  await writeHar(file, transcriptOf([exchange, { ...exchange, id: 'x#1.1', answer: null }])());
  const har = JSON.parse(await readFile(file, 'utf8'));
  expect(harProblems(har)).toEqual([]);
  expect(har.log.entries[0].response.content.text).toContain('event: response.completed\ndata: {');
  expect(har.log.entries.map((entry: { response: { status: number } }) => entry.response.status)).toEqual([
    200, 0,
  ]);
});

test('JUnit counts failures, errors and skips, and no target can break the XML', () => {
  const xml = junitXml({ results, cited });
  expect(xml).toContain('tests="6" failures="1" errors="1" skipped="2"');
  expect(xmlProblem(xml)).toBeNull();
  expect(xml).not.toContain('<script');
  expect(xml).toContain('not-offered: no tools');
});

test('Markdown pages show hostile text as text', () => {
  for (const page of [summaryMarkdown({ results, cited }), stepSummary(results)]) {
    const outsideCode = page.replace(/^(`{3,})[\s\S]*?^\1$/gm, '').replace(/(`+)[^`][\s\S]*?\1/g, '');
    expect(outsideCode).not.toMatch(/(?<!\\)<(script|img)/);
    expect(page).not.toContain('\u001b');
  }
});

// Well-formed enough: every tag closes in order, and nothing but references and text stands between them.
function xmlProblem(xml: string): string | null {
  const open: string[] = [];
  const body = xml.replace(/^<\?xml[^>]*\?>\s*/, '');
  const token = /<(\/?)([a-z-]+)((?:\s+[a-z]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
  let at = 0;
  for (let match = token.exec(body); match !== null; match = token.exec(body)) {
    at = token.lastIndex;
    const [, closing, name = '', , empty, text] = match;
    if (text !== undefined) {
      const stray = /&(?!(amp|lt|gt|quot|#39);)|\p{Cc}(?<![\t\n\r])/u.exec(text);
      if (stray !== null) return `stray ${JSON.stringify(stray[0])}`;
    } else if (closing === '/') {
      if (open.pop() !== name) return `</${name}> closes another element`;
    } else if (empty === '') open.push(name);
  }
  if (at !== body.length) return `not XML at ${body.slice(at, at + 40)}`;
  return open.length === 0 ? null : `<${open.at(-1)}> is left open`;
}
