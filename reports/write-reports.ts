import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Results } from '../suites/engine/results.js';
import type { Exchange } from '../targets/exchange.js';
import { writeAllureResults } from './allure.js';
import { ctrfReport } from './ctrf.js';
import { gatherEvidence } from './evidence.js';
import { writeFailures } from './failures.js';
import { stepSummary } from './github.js';
import { writeHar } from './har.js';
import { jsonText } from './json-text.js';
import { junitXml } from './junit.js';
import type { ReportInput } from './report-input.js';
import { sarifLog } from './sarif.js';
import { summaryMarkdown } from './summary.js';

/** The reporters that can be asked for; results.json, summary.md and failures/ are always written. */
export const reporterNames = ['allure', 'junit', 'ctrf', 'sarif', 'har', 'github'] as const;
export type ReporterName = (typeof reporterNames)[number];

/** What is to be written and from what. */
export interface Writing {
  readonly results: Results;
  readonly transcript: () => AsyncIterable<Exchange>;
  readonly output: string;
  readonly reporters: readonly ReporterName[];
  /** The file that GitHub shows as the summary of a job, where there is one. */
  readonly stepSummaryFile: string | null;
}

/** Writes everything that belongs into a results folder, and gives what the terminal report needs. */
export async function writeReports(writing: Writing): Promise<ReportInput> {
  const { results, transcript, output, reporters } = writing;
  await mkdir(output, { recursive: true });
  await writeFile(join(output, 'results.json'), jsonText(results));
  const evidence = await gatherEvidence(results, transcript);
  const input: ReportInput = { results, transcript, output, cited: evidence.exchanges };
  await writeFile(join(output, 'summary.md'), summaryMarkdown(input));
  await writeFailures(results, evidence, output);
  const write: { readonly [name in ReporterName]: () => Promise<void> } = {
    allure: () => writeAllureResults(input, join(output, 'allure-results')),
    junit: () => writeFile(join(output, 'junit.xml'), junitXml(input)),
    ctrf: () => writeFile(join(output, 'ctrf.json'), jsonText(ctrfReport(input))),
    sarif: () => writeFile(join(output, 'results.sarif'), jsonText(sarifLog(results))),
    har: () => writeHar(join(output, 'traffic.har'), transcript()),
    github: async () => {
      if (writing.stepSummaryFile !== null) await appendFile(writing.stepSummaryFile, stepSummary(results));
    },
  };
  for (const name of reporters) await write[name]();
  return input;
}
