import { resolve } from 'node:path';
import { updatedBaseline, withBaseline } from '../reports/baseline/assess.js';
import { type Baseline, knownBy, readBaseline, writeBaseline } from '../reports/baseline/baseline.js';
import { terminalReport } from '../reports/terminal/report.js';
import { writeReports } from '../reports/write-reports.js';
import type { Results } from '../suites/engine/results.js';
import type { Exchange } from '../targets/exchange.js';
import { type ExitCode, exitCodeOfResults } from './exit-code.js';
import { shownPath } from './folders.js';
import { chosenReporters, type OutputOptions } from './options/output-options.js';
import type { Terminal } from './terminal.js';

/** The baseline that a command was given, with the day it is read on. */
export interface GivenBaseline {
  readonly file: string | null;
  readonly baseline: Baseline;
  readonly day: string;
  readonly isKnown: (rule: string) => boolean;
}

/** Reads the baseline named by the options. With `--update-baseline` the file need not be there yet. */
export async function givenBaseline(options: OutputOptions, terminal: Terminal): Promise<GivenBaseline> {
  const day = new Date().toISOString().slice(0, 10);
  if (options.baseline === undefined)
    return { file: null, baseline: { entries: [] }, day, isKnown: () => false };
  const file = resolve(terminal.folder, options.baseline);
  const baseline = await readBaseline(file).catch((error: unknown) => {
    if (options.updateBaseline === true && isMissing(error)) return { entries: [] };
    throw error;
  });
  return { file, baseline, day, isKnown: knownBy(baseline, day) };
}

/** A judged run with where it belongs. */
export interface Judged {
  readonly results: Results;
  readonly transcript: () => AsyncIterable<Exchange>;
  readonly output: string;
}

/** Applies the baseline, writes all reports, prints the terminal report, and gives the exit code. */
export async function finishRun(
  judged: Judged,
  given: GivenBaseline,
  options: OutputOptions,
  terminal: Terminal,
): Promise<{ readonly results: Results; readonly code: ExitCode }> {
  const results = await assessed(judged.results, given, options, terminal);
  const { cited } = await writeReports({
    results,
    transcript: judged.transcript,
    output: judged.output,
    reporters: chosenReporters(options.reporter, terminal.environment),
    stepSummaryFile: terminal.environment['GITHUB_STEP_SUMMARY'] ?? null,
  });
  terminal.out(
    terminalReport({
      results,
      cited,
      output: shownPath(judged.output, terminal.folder),
      columns: terminal.columns,
      color: terminal.color,
      verbose: options.verbose ?? false,
    }),
  );
  return { results, code: exitCodeOfResults(results) };
}

async function assessed(
  results: Results,
  { file, baseline, day }: GivenBaseline,
  options: OutputOptions,
  terminal: Terminal,
): Promise<Results> {
  if (file === null) return results;
  if (options.updateBaseline !== true) return withBaseline(results, baseline, day);
  const updated = updatedBaseline(results, baseline, day);
  await writeBaseline(file, updated);
  terminal.err(`wrote ${updated.entries.length} entries to ${shownPath(file, terminal.folder)}\n`);
  return withBaseline(results, updated, day);
}

function isMissing(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null;
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}
