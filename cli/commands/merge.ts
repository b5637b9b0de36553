import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { type ResultsFolder, readResults } from '../../reports/read-results.js';
import type { Results } from '../../suites/engine/results.js';
import { readTranscript } from '../../targets/transcript.js';
import { UsageError } from '../../targets/usage-error.js';
import { type CommandContext, define } from '../command.js';
import { joinTranscripts, judgeUnion, ownExchanges } from '../execution/union.js';
import { finishRun, givenBaseline } from '../finish.js';
import { addOutputOptions, type OutputOptions } from '../options/output-options.js';
import { targetFolder } from '../target-folder.js';

/** `merge DIR…`: joins the shards of a run by judging the union of their transcripts anew. */
export function mergeCommand({ terminal, finish }: CommandContext): Command {
  const command = define('merge <dir...>', 'join the shards of a run', [
    'merge shard-1 shard-2 shard-3 --output conformance-results/mine',
  ]);
  return addOutputOptions(command).action(async (places: readonly string[], options: OutputOptions) => {
    const shards = await Promise.all(places.map((place) => readResults(resolve(terminal.folder, place))));
    const [first] = shards;
    if (first === undefined) throw new UsageError('merge needs the folders of the shards');
    refuseStrangers(shards);
    const missing = missingShards(shards.map(({ results }) => results));
    if (missing.length > 0)
      terminal.err(`missing shards: ${missing.join(', ')}; the merged run is not complete\n`);
    const output = resolve(
      terminal.folder,
      options.output ?? join('conformance-results', targetFolder(first.results.target.name)),
    );
    if (shards.some(({ folder }) => resolve(folder) === output))
      throw new UsageError(`${output} is the folder of a shard; choose another one with --output`);
    await joinTranscripts(
      shards.map(({ folder, results }) => ({ folder, wanted: ownExchanges(results.run.shard) })),
      output,
    );
    const given = await givenBaseline(options, terminal);
    const transcript = () => readTranscript(join(output, 'transcript.ndjson'));
    const results = await judgeUnion(
      shards.map(({ results }) => results),
      transcript(),
      missing.length === 0 && shards.every(({ results }) => results.run.complete),
      given.isKnown,
    );
    const { code } = await finishRun({ results, transcript, output }, given, options, terminal);
    finish(code);
  });
}

function refuseStrangers(shards: readonly ResultsFolder[]): void {
  const [first, ...rest] = shards;
  for (const { folder, results } of rest) {
    const one = first?.results;
    if (one === undefined) return;
    const differing = [
      one.target.name === results.target.name ? null : 'target',
      one.target.dialect === results.target.dialect ? null : 'dialect',
      one.suite.contract === results.suite.contract ? null : 'contract',
      one.run.seed === results.run.seed ? null : 'seed',
      one.run.depth === results.run.depth ? null : 'depth',
    ].filter((name) => name !== null);
    if (differing.length > 0)
      throw new UsageError(`${folder} is of another run: it differs in ${differing.join(', ')}`);
  }
  const names = shards.map(({ results }) => results.run.shard);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw new UsageError(`shard ${repeated ?? '(whole run)'} is given twice`);
}

function missingShards(parts: readonly Results[]): readonly string[] {
  const names = parts.flatMap(({ run }) => run.shard ?? []);
  const count = Math.max(0, ...names.map((name) => Number(name.split('/')[1])));
  return Array.from({ length: count }, (_, index) => `${index + 1}/${count}`).filter(
    (name) => !names.includes(name),
  );
}
