import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { writeAllureResults } from '../../reports/allure.js';
import { lettersOfReport } from '../../reports/allure-attachments.js';
import { makeAllureHtml } from '../../reports/allure-html.js';
import { gatherEvidence } from '../../reports/evidence.js';
import { type ResultsFolder, readResults } from '../../reports/read-results.js';
import { readTranscript } from '../../targets/transcript.js';
import { type CommandContext, define } from '../command.js';
import { commonFolder, shownPath } from '../folders.js';

interface ReportOptions {
  readonly output?: string;
  readonly history?: string;
}

/** `report DIR…`: one self-contained Allure page, with the history of earlier reports. */
export function reportCommand({ terminal }: CommandContext): Command {
  return define('report <dir...>', 'make one self-contained Allure HTML file out of result folders', [
    'report conformance-results/reference',
    'report conformance-results/a conformance-results/b --output report.html',
  ])
    .option('--output <file>', 'file to write (default: report.html in or beside the folders)')
    .option('--history <file>', 'history to go on with (default: allure-history.jsonl beside the report)')
    .action(async (places: readonly string[], options: ReportOptions) => {
      const folders = await Promise.all(places.map((place) => readResults(resolve(terminal.folder, place))));
      const output = resolve(
        terminal.folder,
        options.output ?? join(commonFolder(folders.map(({ folder }) => folder)), 'report.html'),
      );
      const history = resolve(
        terminal.folder,
        options.history ?? join(dirname(output), 'allure-history.jsonl'),
      );
      const work = await mkdtemp(join(tmpdir(), 'responses-conformance-report-'));
      try {
        const resultFolders: string[] = [];
        for (const [index, folder] of folders.entries()) {
          resultFolders.push(await allureResultsOf(folder, join(work, String(index)), folders.length));
        }
        const targets = [...new Set(folders.map(({ results }) => results.target.name))];
        await makeAllureHtml({
          resultFolders,
          targets,
          historyFile: history,
          file: output,
          title: `Responses API conformance: ${targets.join(', ')}`,
        });
      } finally {
        await rm(work, { recursive: true, force: true });
      }
      terminal.out(`${shownPath(output, terminal.folder)}\n`);
    });
}

/** With so many targets in one page only findings show their exchanges. */
const targetsWithoutExchanges = 3;

// A run with `--reporter -allure` wrote none, and those of several targets together may be too large for one page: then
// they are made from the transcript.
async function allureResultsOf(
  { folder, results }: ResultsFolder,
  work: string,
  count: number,
): Promise<string> {
  const written = join(folder, 'allure-results');
  const found = await readdir(written).catch((): string[] => []);
  const file = join(folder, 'transcript.ndjson');
  const canBeMade = (await stat(file).catch(() => null)) !== null;
  if (found.some((name) => name.endsWith('-result.json')) && (count === 1 || !canBeMade)) return written;
  const transcript = () => readTranscript(file);
  const { exchanges } = await gatherEvidence(results, transcript);
  const input = { results, cited: exchanges, transcript, output: folder };
  await writeAllureResults(input, work, {
    room: lettersOfReport / (2 * count),
    exchanges: count < targetsWithoutExchanges,
  });
  return work;
}
