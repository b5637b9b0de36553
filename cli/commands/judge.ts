import { mkdir, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { suiteVersion } from '../../reports/suite-version.js';
import type { DialectName } from '../../schemas/dialect.js';
import { catalogue } from '../../suites/catalogue.js';
import { rejudge } from '../../suites/engine/rejudge.js';
import type { DeclaredCapabilities } from '../../targets/config.js';
import { baseUrlOf, type Exchange } from '../../targets/exchange.js';
import { openRecording, type Recording } from '../../targets/recorded.js';
import { openTranscript, readTranscript } from '../../targets/transcript.js';
import { UsageError } from '../../targets/usage-error.js';
import { type CommandContext, define } from '../command.js';
import { declaredCapabilities } from '../declared.js';
import { finishRun, givenBaseline } from '../finish.js';
import { addOutputOptions, type OutputOptions } from '../options/output-options.js';
import { addRuleOptions, type SelectionOptions } from '../options/selection-options.js';
import { addCapabilityOptions, dialectOption } from '../options/target-options.js';
import { targetFolder } from '../target-folder.js';

interface JudgeOptions extends OutputOptions, Pick<SelectionOptions, 'suite' | 'rule' | 'contract'> {
  readonly dialect?: DialectName;
  readonly capability?: DeclaredCapabilities;
  readonly contextWindow?: number;
}

/** `judge FILE…`: rules over recorded traffic. */
export function judgeCommand({ terminal, finish }: CommandContext): Command {
  const command = define('judge <file...>', 'judge recorded traffic: HAR 1.2, transcript, nock fixture', [
    'judge traffic.har',
    'judge last-night/*.har --dialect azure-openai --suite streaming',
  ]);
  command.addOption(dialectOption("told from each entry's URL"));
  return addOutputOptions(addRuleOptions(addCapabilityOptions(command))).action(
    async (files: readonly string[], options: JudgeOptions) => {
      const recordings = await openAll(
        files.map((file) => resolve(terminal.folder, file)),
        options.dialect ?? null,
      );
      const name = basename(files[0] ?? 'traffic').replace(/\.(har|ndjson|json)$/, '');
      const output = resolve(
        terminal.folder,
        options.output ?? join('conformance-results', targetFolder(name)),
      );
      const { file, facts } = await copyExchanges(recordings, files, output);
      if (facts === null) {
        throw new UsageError(
          `no traffic of the Responses API in ${files.join(', ')}: paths must end in /responses… or /conversations…`,
        );
      }
      const ignored = recordings.reduce((sum, recording) => sum + recording.ignored, 0);
      if (ignored > 0) terminal.err(`${ignored} entries ignored: other traffic, or no body recorded\n`);
      const given = await givenBaseline(options, terminal);
      const results = await rejudge({
        catalogue,
        target: {
          name,
          version: null,
          baseUrl: facts.baseUrl,
          model: null,
          modelAliases: [],
          contextWindow: options.contextWindow ?? null,
          dialect: facts.dialect,
          capabilities: declaredCapabilities(options.capability),
        },
        exchanges: readTranscript(file),
        areas: options.suite ?? null,
        rules: options.rule ?? null,
        suite: {
          name: 'responses-conformance',
          version: suiteVersion(),
          contract: options.contract ?? '2026-11',
        },
        run: { depth: 'standard', seed: 1 },
        isKnown: given.isKnown,
        exercised: null,
      });
      const transcript = () => readTranscript(file);
      const { code } = await finishRun({ results, transcript, output }, given, options, terminal);
      finish(code);
    },
  );
}

async function openAll(files: readonly string[], dialect: DialectName | null): Promise<readonly Recording[]> {
  const recordings: Recording[] = [];
  for (const file of files) recordings.push(await openRecording(file, dialect));
  return recordings;
}

/** What the first judged exchange says of the target. */
interface TrafficFacts {
  readonly baseUrl: string;
  readonly dialect: DialectName;
}

// The exchanges are written down as they will be judged, without secrets: reports are made from that file.
async function copyExchanges(
  recordings: readonly Recording[],
  files: readonly string[],
  output: string,
): Promise<{ readonly file: string; readonly facts: TrafficFacts | null }> {
  const file = join(output, 'transcript.ndjson');
  if (files.some((given) => resolve(given) === file))
    throw new UsageError(`${file} would be overwritten: choose another folder with --output`);
  await mkdir(output, { recursive: true });
  await rm(file, { force: true });
  const writer = await openTranscript(file);
  let facts: TrafficFacts | null = null;
  try {
    for (const recording of recordings) {
      for await (const exchange of recording.exchanges()) {
        facts ??= { baseUrl: baseUrlOf(exchange), dialect: exchange.dialect };
        await writer.append(inMemory(exchange));
      }
    }
  } finally {
    await writer.close();
  }
  return { file, facts };
}

// Large streams of another transcript lie beside that one.
function inMemory(exchange: Exchange): Exchange {
  const { answer } = exchange;
  if (answer === null || answer.stream === null) return exchange;
  return {
    ...exchange,
    answer: { ...answer, stream: { ...answer.stream, frames: [...answer.stream.frames] } },
  };
}
