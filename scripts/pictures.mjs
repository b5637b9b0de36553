// Takes docs/pictures from real reports, in a real Chromium: run it after a change of what they show.
// Usage: node scripts/pictures.mjs RESULTS_OF_A_FAILING_TARGET [MORE_RESULTS...]
// The passing report, the certificate and the reference column of the comparison come from a run made here.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { load } from './load.mjs';

const failing = process.argv.slice(2).map((folder) => resolve(folder));
if (failing.length === 0) {
  console.error('Name at least one results folder of a target that fails.');
  process.exit(2);
}
const { findChromium, startChromium } = await load('tests/browser/chromium.ts');
const executable = findChromium();
if (executable === null) {
  console.log('SKIPPED 6 pictures: no Chromium found; CHROME_PATH names one.');
  process.exit(0);
}
const { runProgram } = await load('cli/program.ts');
const { processTerminal } = await load('cli/terminal.ts');
const { terminalReport } = await load('reports/terminal/report.ts');
const { readResults } = await load('reports/read-results.ts');
const { gatherEvidence } = await load('reports/evidence.ts');
const { readTranscript } = await load('targets/transcript.ts');

const docs = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'pictures-'));
const browser = await startChromium(executable);
try {
  const passing = join(work, 'reference');
  await command(
    'run',
    '--certify',
    'core,streaming',
    '--target-version',
    '1.0.0',
    '--max-tokens',
    '200000',
    '--output',
    passing,
  );
  await command('report', failing[0], '--output', join(work, 'failing.html'));
  await command('report', passing, '--output', join(work, 'passing.html'));
  await command('compare', passing, ...failing, '--output', work);

  await allurePicture(
    'failing.html',
    'report-failing.png',
    '.status-failed, [data-testid="tree-leaf-status-failed"]',
  );
  await allurePicture('passing.html', 'report-passing.png', null);
  await picture(join(work, 'compare.html'), 'comparison.png', 1280, 1000);
  await picture(join(work, 'compare.html'), 'comparison-phone.png', 390, 844);
  await picture(join(passing, 'certificate.html'), 'certificate.png', 1000, 900);
  const terminal = join(work, 'terminal.html');
  writeFileSync(terminal, terminalPage(await terminalText(failing[0])));
  await picture(terminal, 'terminal.png', 900, 1000);
} finally {
  await browser.close();
  rmSync(work, { recursive: true, force: true });
}

async function command(...words) {
  const out = [];
  const err = [];
  const terminal = {
    ...processTerminal({}, new AbortController().signal),
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    columns: 100,
    color: true,
    interactive: false,
    environment: {},
  };
  const code = await runProgram(words, terminal);
  if (code > 1) throw new Error(`${words[0]} ended with ${code}: ${err.join('')}${out.slice(-3).join('')}`);
  return { code, out: out.join('') };
}

async function picture(file, name, width, height) {
  const page = await browser.open(pathToFileURL(file).href, width, height);
  await page.screenshot(join(docs, name));
  console.log(`docs/pictures/${name}`);
}

// Allure draws itself; the failing report is shown with its first failure unfolded.
async function allurePicture(file, name, failed) {
  const page = await browser.open(pathToFileURL(join(work, file)).href, 1400, 900);
  await page.until('document.body.innerText.includes("Total")');
  if (failed !== null) {
    await page.evaluate(
      `[...document.querySelectorAll('button, [role=tab]')].find((tab) => tab.textContent.startsWith('Failed'))?.click()`,
    );
    await page.until(`document.querySelectorAll('[data-testid="tree-leaf"]').length > 0`);
    await page.evaluate(`document.querySelector('[data-testid="tree-leaf"]').click()`);
    await page.until('document.querySelector("iframe")?.clientHeight > 60');
  }
  await page.evaluate('new Promise((resolve) => setTimeout(resolve, 800))');
  await page.screenshot(join(docs, name));
  console.log(`docs/pictures/${name}`);
}

async function terminalText(folder) {
  const { results } = await readResults(folder);
  const { exchanges } = await gatherEvidence(results, () =>
    readTranscript(join(folder, 'transcript.ndjson')),
  );
  const output = `conformance-results/${results.target.name}`;
  return terminalReport({ results, cited: exchanges, output, columns: 100, color: true, verbose: false });
}

// The colours of the report as HTML: only what the report itself writes has escape sequences.
function terminalPage(text) {
  const styles = {
    1: 'font-weight:bold',
    2: 'opacity:.6',
    31: 'color:#ff7b82',
    32: 'color:#7fd8a0',
    33: 'color:#f0c969',
  };
  const [first, ...rest] = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').split('\u001b[');
  const coloured = rest.map((part) => {
    const end = part.indexOf('m');
    const style = styles[part.slice(0, end)];
    return (style === undefined ? '</span>' : `<span style="${style}">`) + part.slice(end + 1);
  });
  return `<!doctype html><meta charset="utf-8"><body style="margin:0;background:#14181e;color:#e6eaf0">
<pre style="margin:1.2rem;font:13px/1.45 ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace">${first}${coloured.join('')}</pre>`;
}
