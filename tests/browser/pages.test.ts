import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeAllureResults } from '../../reports/allure.js';
import { makeAllureHtml } from '../../reports/allure-html.js';
import { certificatePage } from '../../reports/certificate/page.js';
import { certify } from '../../reports/certificate/statement.js';
import { compareRuns } from '../../reports/compare/comparison.js';
import { comparisonPage } from '../../reports/compare/page.js';
import {
  failedRule,
  hostileText,
  resultsOf,
  ruleResult,
  streamedExchange,
  transcriptOf,
} from '../reports/sample.js';
import { type Browser, findChromium, startChromium } from './chromium.js';

const executable = findChromium();
if (executable === null)
  process.stderr.write('SKIPPED 4 browser tests: no Chromium found, CHROME_PATH names one\n');

const hostile = { ...resultsOf([]).target, name: hostileText, model: hostileText, version: hostileText };
const then = resultsOf([ruleResult(), failedRule('STREAM-SEQ-MONOTONE', hostileText)], { target: hostile });
const now = resultsOf(
  [ruleResult({ reason: hostileText, status: 'blocked' }), failedRule('STREAM-SEQ-MONOTONE', hostileText)],
  { target: { ...hostile, name: 'other' } },
);
// What a script in the text would have done, had it run or its image been asked for.
const untouched = `document.title !== 'pwned' && document.querySelectorAll('img[src=x]').length === 0`;

describe.skipIf(executable === null)('in a real browser', () => {
  let browser: Browser | null = null;
  let folder = '';
  const opened = async (name: string, html: string, width = 1280) => {
    const file = join(folder, name);
    await writeFile(file, html);
    if (browser === null) throw new Error('the browser was not started');
    return browser.open(pathToFileURL(file).href, width, 900);
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pages-'));
    browser = await startChromium(executable ?? '');
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const comparison = () =>
    comparisonPage(compareRuns([then, now].map((results) => ({ results, pace: null }))));
  const shownRules = `[...document.querySelectorAll('#rules tbody tr')].filter((row) => !row.hidden).map((row) => row.querySelector('a').textContent)`;

  test('the comparison shows hostile text as text, loads nothing, and its filters obey the keyboard', async () => {
    const page = await opened('compare.html', comparison());
    expect(await page.evaluate(untouched)).toBe(true);
    expect(await page.evaluate('document.body.textContent.includes("<script>document.title")')).toBe(true);
    expect(await page.evaluate(shownRules)).toEqual(['RES-ID']);
    await page.press('d');
    expect(await page.evaluate(shownRules)).toEqual(['RES-ID', 'STREAM-SEQ-MONOTONE']);
    await page.press('/');
    for (const letter of 'monotone') await page.press(letter);
    expect(await page.evaluate(shownRules)).toEqual(['STREAM-SEQ-MONOTONE']);
    await page.press('Escape');
    await page.press('j');
    expect(await page.evaluate('document.activeElement.querySelector("a").textContent')).toBe('RES-ID');
    expect(page.requested()).toEqual([]);
  });

  test('the comparison needs no sideways scrolling on a phone', async () => {
    const page = await opened('phone.html', comparison(), 390);
    expect(await page.evaluate('document.documentElement.scrollWidth <= 390')).toBe(true);
    expect(await page.evaluate('getComputedStyle(document.querySelector(".label")).display')).toBe(
      'inline-block',
    );
  });

  test('the certificate page shows hostile text as text and loads nothing', async () => {
    const certification = certify(
      { ...then, rules: [ruleResult()] },
      [{ profile: 'core', rules: ['RES-ID'] }],
      'ab'.repeat(32),
    );
    if (!certification.granted) throw new Error('the sample was not certified');
    const page = await opened('certificate.html', certificatePage(certification.statement, false));
    expect(await page.evaluate(untouched)).toBe(true);
    expect(await page.evaluate('document.querySelector("h1").textContent.includes("<script>")')).toBe(true);
    expect(await page.evaluate('document.querySelector("img").naturalWidth > 50')).toBe(true);
    expect(page.requested()).toEqual([]);
  });

  test('the Allure report opens from disk, shows hostile text as text and asks nobody for anything', async () => {
    const exchange = streamedExchange(hostileText);
    const results = join(folder, 'allure-results');
    await writeAllureResults(
      {
        results: then,
        cited: new Map([[exchange.id, exchange]]),
        transcript: transcriptOf([exchange]),
        output: folder,
      },
      results,
    );
    const file = join(folder, 'report.html');
    await makeAllureHtml({
      resultFolders: [results],
      targets: [then.target.name],
      historyFile: join(folder, 'history.jsonl'),
      file,
      title: hostileText,
    });
    if (browser === null) throw new Error('the browser was not started');
    const page = await browser.open(pathToFileURL(file).href, 1280, 900);
    await page.until('document.body.textContent.includes("STREAM-SEQ-MONOTONE")');
    expect(await page.evaluate('document.title.includes("pwned") && !document.title.includes("<")')).toBe(
      false,
    );
    expect(await page.evaluate('document.querySelectorAll("img[src=x]").length')).toBe(0);
    expect(page.requested()).toEqual([]);
  });
});
