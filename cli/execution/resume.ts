import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { mergedOutcomes } from '../../reports/merged-outcomes.js';
import { readResults } from '../../reports/read-results.js';
import { isObject } from '../../schemas/json.js';
import type { Catalogue } from '../../suites/engine/catalogue.js';
import type { Results } from '../../suites/engine/results.js';
import type { Scenario } from '../../suites/engine/scenario.js';
import type { Shard } from '../../suites/engine/shard.js';
import { describeLimit } from '../../targets/answer-reader.js';
import type { Exchange } from '../../targets/exchange.js';
import { defaultLimits } from '../../targets/limits.js';
import { openTranscript, readTranscript } from '../../targets/transcript.js';
import { UsageError } from '../../targets/usage-error.js';
import type { Judged } from '../finish.js';
import type { RunOptions } from '../options/run-options.js';
import type { Terminal } from '../terminal.js';
import { type Execution, execute, resumedTranscript } from './execute.js';
import { filteredRules } from './union.js';

/**
 * The results of the run to go on with; null where it was killed before it wrote any. Throws `UsageError` where there is no
 * run, or options would make it another one.
 */
export async function resumedResults(folder: string, options: RunOptions): Promise<Results | null> {
  const files = [join(folder, 'transcript.ndjson'), join(folder, resumedTranscript)];
  if (
    !(await isThere(join(folder, 'results.json'))) &&
    (await Promise.all(files.map(isThere))).includes(true)
  )
    return null;
  const { results } = await readResults(folder);
  const { run } = results;
  if (run.mode === 'recorded')
    throw new UsageError(`${folder} holds judged traffic: there is nothing to resume`);
  if (options.seed !== undefined && options.seed !== run.seed)
    throw new UsageError(`the run in ${folder} has the seed ${run.seed}: leave out --seed`);
  if (options.depth !== undefined && options.depth !== run.depth)
    throw new UsageError(`the run in ${folder} has the depth ${run.depth}: leave out --depth`);
  return results;
}

/**
 * Goes on with a run that was interrupted or ran out of its budget: the same plan is followed once more, and what was sent
 * and can still be relied on is answered from the transcript. Throws `UsageError` where the target is another one.
 */
export async function resumeRun(
  before: Results | null,
  execution: Execution,
  catalogue: Catalogue,
  terminal: Terminal,
): Promise<Judged> {
  const { endpoint, settings, output } = execution;
  const { baseUrl, dialect } = before?.target ?? endpoint.target;
  if (endpoint.target.baseUrl !== baseUrl || endpoint.target.dialect !== dialect) {
    throw new UsageError(
      `the run in ${output} was of ${baseUrl} (${dialect}): give the same target to resume it`,
    );
  }
  const file = join(output, 'transcript.ndjson');
  if (before?.run.complete === true) {
    await endpoint.close();
    return { results: before, transcript: () => readTranscript(file), output };
  }
  const old = join(output, resumedTranscript);
  await setAside(file, old);
  const cut = new Set<string>();
  for await (const exchange of readTranscript(old)) {
    if (wasCut(exchange)) cut.add(exchange.scenario);
  }
  // A run that was killed has taken nothing away: all that it made is there.
  const open = before === null ? noneOpen : openScenarios(before, catalogue, cut);
  const selection =
    before === null
      ? settings.selection
      : { ...settings.selection, areas: null, shard: shardOf(before.run.shard) };
  const { results, ...judged } = await execute(
    {
      ...execution,
      rules: before === null ? execution.rules : filteredRules(before),
      settings: { ...settings, selection },
      resumed: { transcript: old, wanted: (exchange) => isReliable(exchange, open), tidied: before !== null },
    },
    terminal,
  );
  if (results.run.complete) await rm(old, { force: true });
  const startedAt = before?.run.startedAt ?? results.run.startedAt;
  return { ...judged, results: { ...results, run: { ...results.run, startedAt } } };
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}

// Where a resumed run was interrupted, too, the transcript before it holds what it had not come to.
async function setAside(file: string, old: string): Promise<void> {
  if (!(await isThere(file))) {
    if (!(await isThere(old))) throw new UsageError(`${file} is missing: there is nothing to resume`);
    return;
  }
  if (!(await isThere(old))) {
    await rename(file, old);
    return;
  }
  const writer = await openTranscript(old);
  for await (const exchange of readTranscript(file)) await writer.append(exchange);
  await writer.close();
  await rm(file);
}

/** Scenarios that have not come to their end, and those that they build on. */
interface OpenScenarios {
  readonly unfinished: ReadonlySet<string>;
  readonly needed: ReadonlySet<string>;
}

const noneOpen: OpenScenarios = { unfinished: new Set(), needed: new Set() };

function openScenarios(before: Results, catalogue: Catalogue, cut: ReadonlySet<string>): OpenScenarios {
  const outcomes = mergedOutcomes([before]);
  const unfinished = new Set<string>();
  // In the order of the catalogue a scenario may stand before one that it uses.
  const isUnfinished = (scenario: Scenario): boolean => {
    const outcome = outcomes.get(scenario.id);
    if (outcome === undefined || outcome.status === 'done') return cut.has(scenario.id);
    return (
      cut.has(scenario.id) ||
      outcome.status === 'inconclusive' ||
      outcome.because === 'budget' ||
      (outcome.status === 'blocked' && (scenario.after ?? []).some(isUnfinished))
    );
  };
  const needed = new Set<string>();
  const need = (scenario: Scenario) => {
    if (needed.has(scenario.id)) return;
    needed.add(scenario.id);
    for (const earlier of scenario.after ?? []) need(earlier);
  };
  for (const scenario of catalogue.scenarios) {
    if (!isUnfinished(scenario)) continue;
    unfinished.add(scenario.id);
    need(scenario);
  }
  return { unfinished, needed };
}

// Whether the end of the run, and not the target, ended the exchange.
function wasCut({ answer, noAnswer, intent }: Exchange): boolean {
  if (noAnswer?.reason === 'aborted') return true;
  return (
    answer?.ending === 'disconnected-by-us' &&
    answer.endingDetail === describeLimit('interrupted', defaultLimits) &&
    intent.validity !== 'unknown'
  );
}

const creating: ReadonlySet<string> = new Set([
  'create-response',
  'create-conversation',
  'create-conversation-items',
]);

/** Whether an exchange says today what it said then: what a run has made it takes away at its end. */
function isReliable(exchange: Exchange, { unfinished, needed }: OpenScenarios): boolean {
  const { scenario, operation, answer, request } = exchange;
  if (wasCut(exchange)) return false;
  if (unfinished.has(scenario) && (answer === null || answer.status === 429 || answer.status === 503))
    return false;
  const made = answer !== null && answer.status < 300 && creating.has(operation);
  const kept = !(isObject(request.body) && request.body['store'] === false);
  return !(needed.has(scenario) && made && kept);
}

function shardOf(name: string | null): Shard | null {
  const [index, count] = (name ?? '').split('/').map(Number);
  return index === undefined || count === undefined ? null : { index, count };
}
