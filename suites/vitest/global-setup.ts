import { join } from 'node:path';
import { Command } from 'commander';
import type { TestProject } from 'vitest/node';
import { readEnvironment } from '../../cli/environment.js';
import { endpointsOf } from '../../cli/execution/endpoints.js';
import { execute } from '../../cli/execution/execute.js';
import { runSettings } from '../../cli/execution/settings.js';
import { finishRun, givenBaseline } from '../../cli/finish.js';
import { addRunOptions, parseRunOptions } from '../../cli/options/run-options.js';
import { targetFolder } from '../../cli/target-folder.js';
import { processTerminal, type Terminal } from '../../cli/terminal.js';
import { startAllure } from '../../reports/allure.js';
import { silentProgress } from '../../reports/terminal/progress.js';
import { isObject } from '../../schemas/json.js';
import { UsageError } from '../../targets/usage-error.js';
import { selectedBy } from './filters.js';

/**
 * Makes the exchanges, before and outside of all tests: one run of the engine, as the command line makes it. Options
 * of `run` are read from CONFORMANCE_OPTIONS; without any, `conformance.config.*` or the embedded reference server is
 * the target. Vitest's own filters narrow what is exercised.
 */
export async function setup(project: TestProject): Promise<() => void> {
  const interrupt = new AbortController();
  const environment = readEnvironment(process.env, process.cwd());
  const terminal: Terminal = {
    ...processTerminal(environment, interrupt.signal),
    out: () => {},
    interactive: false,
  };
  const words = (environment['CONFORMANCE_OPTIONS'] ?? '').split(/\s+/).filter((word) => word !== '');
  const command = addRunOptions(new Command('run'));
  command.parse(words, { from: 'user' });
  const filters = selectedBy(project);
  const options = { ...parseRunOptions(command), ...(filters.areas !== null && { suite: filters.areas }) };
  const settings = runSettings(options, environment);
  const [endpoint, ...others] = await endpointsOf(options, settings, terminal);
  if (endpoint === undefined || others.length > 0) {
    throw new UsageError('vitest shows one target at a time: name it with --target in CONFORMANCE_OPTIONS');
  }

  const output = join(process.cwd(), 'conformance-results', targetFolder(endpoint.target.name));
  const given = await givenBaseline(options, terminal);
  const judged = await execute(
    {
      endpoint,
      settings,
      rules: filters.rules,
      bail: false,
      isKnown: given.isKnown,
      output,
      progress: silentProgress,
      verbose: false,
    },
    terminal,
  );
  // Allure results are written by allure-vitest here; everything else by the same reporters as on the command line.
  const report: string[] = [];
  await finishRun(
    judged,
    given,
    { ...options, reporter: { ...options.reporter, allure: false } },
    {
      ...terminal,
      out: (text) => report.push(text),
    },
  );
  const allure = allureFolder(project);
  if (allure !== null) startAllure(judged.results, allure);
  project.provide('conformance', {
    results: join(output, 'results.json'),
    transcript: join(output, 'transcript.ndjson'),
  });
  return () => {
    process.stdout.write(`\n${report.join('')}\n`);
  };
}

/** Where vitest's Allure reporter writes to; null where it is not in use. */
function allureFolder(project: TestProject): string | null {
  for (const reporter of project.vitest.config.reporters) {
    if (!Array.isArray(reporter) || reporter[0] !== 'allure-vitest/reporter') continue;
    const options: unknown = reporter[1];
    if (isObject(options) && typeof options['resultsDir'] === 'string') return options['resultsDir'];
  }
  return null;
}
