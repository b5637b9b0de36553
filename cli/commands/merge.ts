import { cp, mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { mergedOutcomes } from '../../reports/merged-outcomes.js';
import { type ResultsFolder, readResults } from '../../reports/read-results.js';
import { suiteVersion } from '../../reports/suite-version.js';
import { catalogue } from '../../suites/catalogue.js';
import { makePlan } from '../../suites/engine/plan.js';
import { rejudge } from '../../suites/engine/rejudge.js';
import type { Results } from '../../suites/engine/results.js';
import type { Exchange } from '../../targets/exchange.js';
import { openTranscript, readTranscript } from '../../targets/transcript.js';
import { UsageError } from '../../targets/usage-error.js';
import { type CommandContext, define } from '../command.js';
import { recordedTarget } from '../declared.js';
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
    await joinTranscripts(shards, output);
    const given = await givenBaseline(options, terminal);
    const transcript = () => readTranscript(join(output, 'transcript.ndjson'));
    const results = await judgeUnion(shards, transcript(), missing.length === 0, given.isKnown);
    const { code } = await finishRun({ results, transcript, output }, given, options, terminal);
    finish(code);
  });
}

async function judgeUnion(
  shards: readonly ResultsFolder[],
  exchanges: AsyncIterable<Exchange>,
  allThere: boolean,
  isKnown: (rule: string) => boolean,
): Promise<Results> {
  const parts = shards.map(({ results }) => results);
  const first = parts[0];
  if (first === undefined) throw new Error('there is nothing to merge');
  const target = recordedTarget(first);
  const { depth } = first.run;
  const selection = {
    areas: null,
    rules: filteredRules(first),
    depth,
    dialect: target.dialect,
    capabilities: target.capabilities,
    cases: 1,
    shard: null,
  };
  const merged = await rejudge({
    catalogue,
    target,
    exchanges,
    areas: null,
    rules: selection.rules,
    suite: { name: first.suite.name, version: suiteVersion(), contract: first.suite.contract },
    run: first.run,
    isKnown,
    exercised: {
      plan: makePlan(catalogue, selection),
      outcomes: mergedOutcomes(parts),
      run: {
        ...first.run,
        startedAt: parts.map(({ run }) => run.startedAt).toSorted()[0] ?? first.run.startedAt,
        finishedAt:
          parts
            .map(({ run }) => run.finishedAt)
            .toSorted()
            .at(-1) ?? first.run.finishedAt,
        shard: null,
        complete: allThere && parts.every(({ run }) => run.complete),
      },
      wallMs: Math.max(...parts.map(({ cost }) => cost.wallMs)),
    },
  });
  const faults = [...(merged.faults ?? []), ...parts.flatMap((part) => part.faults ?? [])];
  return { ...merged, faults };
}

// The rules that the shards were asked to judge; null where no filter was given.
function filteredRules({ rules }: Results): readonly string[] | null {
  const filtered = rules.some(({ status, reason }) => status === 'not-run' && reason === 'filtered');
  if (!filtered) return null;
  return rules
    .filter(({ status, reason }) => !(status === 'not-run' && reason === 'filtered'))
    .map(({ id }) => id);
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

async function joinTranscripts(shards: readonly ResultsFolder[], output: string): Promise<void> {
  await mkdir(output, { recursive: true });
  const file = join(output, 'transcript.ndjson');
  await rm(file, { force: true });
  const writer = await openTranscript(file);
  for (const { folder } of shards) {
    for await (const exchange of readTranscript(join(folder, 'transcript.ndjson')))
      await writer.append(exchange);
    // Large streams lie beside the transcript that names them.
    await cp(join(folder, 'streams'), join(output, 'streams'), { recursive: true }).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
      },
    );
  }
  await writer.close();
}
