import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { type Compared, compareRuns } from '../../reports/compare/comparison.js';
import { measurePace } from '../../reports/compare/pace.js';
import { writeComparison } from '../../reports/compare/write.js';
import { type ResultsFolder, readResults } from '../../reports/read-results.js';
import { readTranscript } from '../../targets/transcript.js';
import { UsageError } from '../../targets/usage-error.js';
import { type CommandContext, define } from '../command.js';
import { commonFolder, shownPath } from '../folders.js';
import type { Terminal } from '../terminal.js';

/** `compare DIR…`: vendors side by side, or one target then and now. */
export function compareCommand({ terminal }: CommandContext): Command {
  return define('compare <dir...>', 'put runs side by side, or one target then and now', [
    'compare conformance-results/vendor-a conformance-results/vendor-b',
    'compare last-night conformance-results/vendor-a --output comparison',
  ])
    .option('--output <dir>', 'folder for compare.html, .md and .json (default: beside the first folder)')
    .action(async (places: readonly string[], { output }: { readonly output?: string }) => {
      if (places.length < 2) throw new UsageError('compare needs at least two result folders');
      const folders = await Promise.all(places.map((place) => readResults(resolve(terminal.folder, place))));
      const comparison = compareRuns(await Promise.all(folders.map(measured)));
      const target = resolve(terminal.folder, output ?? commonFolder(folders.map(({ folder }) => folder)));
      await writeComparison(comparison, target);
      printChanges(comparison.changes, terminal);
      for (const note of comparison.notes) terminal.out(`note: ${note}\n`);
      terminal.out(`${shownPath(join(target, 'compare.html'), terminal.folder)}\n`);
    });
}

async function measured({ folder, results }: ResultsFolder): Promise<Compared> {
  const transcript = join(folder, 'transcript.ndjson');
  const found = await stat(transcript).catch(() => null);
  return { results, pace: found === null ? null : await measurePace(readTranscript(transcript)) };
}

function printChanges(changes: ReturnType<typeof compareRuns>['changes'], terminal: Terminal): void {
  if (changes === null) return;
  const lines = [
    ['new failures', changes.newFailures],
    ['fixed', changes.fixed],
    ['newly offered', changes.newlyOffered],
    ['no longer offered', changes.noLongerOffered],
    ['changed otherwise', changes.otherwise],
  ] as const;
  for (const [name, rules] of lines) {
    terminal.out(`${name}: ${rules.length === 0 ? 'none' : rules.join(', ')}\n`);
  }
}
