import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readResults } from '../../reports/read-results.js';
import type { Catalogue } from '../../suites/engine/catalogue.js';
import type { Results } from '../../suites/engine/results.js';
import type { Scenario } from '../../suites/engine/scenario.js';
import { readTranscript } from '../../targets/transcript.js';
import { UsageError } from '../../targets/usage-error.js';
import type { Judged } from '../finish.js';
import type { RunOptions } from '../options/run-options.js';
import type { Terminal } from '../terminal.js';
import { type Execution, execute } from './execute.js';
import { joinTranscripts, judgeUnion } from './union.js';

/** Reasons for which a scenario was left out on purpose: it is not made up for. */
const leftOut: ReadonlySet<string> = new Set(['filtered', 'other-dialect', 'depth', 'off']);

/** The results of the run to go on with. Throws `UsageError` where there are none, or options would make it another run. */
export async function resumedResults(folder: string, options: RunOptions): Promise<Results> {
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
 * Goes on with a run that was interrupted or ran out of its budget: sends what was not done, with what that uses, and judges
 * old and new exchanges together. Throws `UsageError` where the target is another one.
 */
export async function resumeRun(
  before: Results,
  execution: Execution,
  catalogue: Catalogue,
  terminal: Terminal,
): Promise<Judged> {
  const { endpoint, output } = execution;
  if (
    endpoint.target.baseUrl !== before.target.baseUrl ||
    endpoint.target.dialect !== before.target.dialect
  ) {
    throw new UsageError(
      `the run in ${output} was of ${before.target.baseUrl} (${before.target.dialect}): give the same target to resume it`,
    );
  }
  const file = join(output, 'transcript.ndjson');
  const scenarios = openScenarios(before, catalogue);
  if (scenarios.length === 0) {
    await endpoint.close();
    return { results: before, transcript: () => readTranscript(file), output };
  }
  const part = join(output, '.resumed');
  const union = join(output, '.union');
  const { results: added } = await execute(
    { ...execution, output: part, catalogue: { ...catalogue, scenarios } },
    terminal,
  );
  const again = new Set(added.scenarios.filter(({ exchanges }) => exchanges > 0).map(({ id }) => id));
  await joinTranscripts(
    [
      { folder: output, wanted: ({ scenario }) => !again.has(scenario) },
      { folder: part, wanted: () => true },
    ],
    union,
  );
  await rm(join(output, 'streams'), { recursive: true, force: true });
  await rename(join(union, 'transcript.ndjson'), file);
  await rename(join(union, 'streams'), join(output, 'streams')).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  for (const folder of [part, union]) await rm(folder, { recursive: true, force: true });
  const results = await judgeUnion(
    [before, added],
    readTranscript(file),
    added.run.complete,
    execution.isKnown,
  );
  return { results, transcript: () => readTranscript(file), output };
}

// What was not done, what that builds on, and the probes: they tell again what the target offers.
function openScenarios(before: Results, catalogue: Catalogue): readonly Scenario[] {
  const open = new Set(
    before.scenarios
      .filter(
        ({ status, reason }) => status !== 'done' && !(status === 'not-run' && leftOut.has(reason ?? '')),
      )
      .map(({ id }) => id),
  );
  if (open.size === 0) return [];
  const needed = new Set<Scenario>();
  const add = (scenario: Scenario) => {
    if (needed.has(scenario)) return;
    needed.add(scenario);
    for (const earlier of scenario.after ?? []) add(earlier);
  };
  for (const scenario of catalogue.scenarios) {
    if (open.has(scenario.id) || (scenario.probes ?? []).length > 0) add(scenario);
  }
  return catalogue.scenarios.filter((scenario) => needed.has(scenario));
}
