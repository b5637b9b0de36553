import { resolve } from 'node:path';
import type { Command } from 'commander';
import { progressLine, silentProgress } from '../../reports/terminal/progress.js';
import { catalogue } from '../../suites/catalogue.js';
import type { Results } from '../../suites/engine/results.js';
import { UsageError } from '../../targets/usage-error.js';
import { type CommandContext, define } from '../command.js';
import { certifyRun, requirementsOf } from '../execution/certify-run.js';
import type { Endpoint } from '../execution/endpoint.js';
import { endpointsOf } from '../execution/endpoints.js';
import { type Execution, execute } from '../execution/execute.js';
import { planText } from '../execution/plan-text.js';
import { resumedResults, resumeRun } from '../execution/resume.js';
import { type RunSettings, runSettings } from '../execution/settings.js';
import { wantedRules } from '../execution/wanted-rules.js';
import { type ExitCode, exitCodeOfError, exitCodes, worstOf } from '../exit-code.js';
import { finishRun, type GivenBaseline, givenBaseline } from '../finish.js';
import { addRunOptions, parseRunOptions, type RunOptions } from '../options/run-options.js';
import { targetFolder } from '../target-folder.js';
import type { Terminal } from '../terminal.js';

/** `run`: exercises one target or several side by side; with none given, the embedded reference server. */
export function runCommand({ terminal, finish }: CommandContext): Command {
  const command = define('run', 'exercise a target; with none given, the embedded reference server', [
    'run',
    'run --base-url http://127.0.0.1:8000/v1 --model my-model',
    'run --config conformance.config.json --target a --target b --baseline baseline.yaml',
  ]);
  return addRunOptions(command).action(async () => {
    const options = parseRunOptions(command);
    const before =
      options.resume === undefined
        ? null
        : await resumedResults(resolve(terminal.folder, options.resume), options);
    const settings = runSettings(
      before === null ? options : { ...options, seed: before.run.seed, depth: before.run.depth },
      terminal.environment,
    );
    const rules = await wantedRules(options, terminal);
    const endpoints = await endpointsOf(options, settings, terminal);
    if (options.resume !== undefined && endpoints.length > 1)
      throw new UsageError('--resume goes with one target: name it with --target');
    const requirements = requirementsOf(options, settings, endpoints);
    if (options.plan === true) {
      for (const { target } of endpoints)
        terminal.out(planText(target, settings, rules, options.verbose ?? false));
      await Promise.all(endpoints.map(({ close }) => close()));
      return;
    }
    const given = await givenBaseline(options, terminal);
    const work: RunWork = {
      options,
      settings,
      rules,
      given,
      requirements,
      before,
      alone: endpoints.length === 1,
    };
    const outcomes = await Promise.allSettled(endpoints.map((endpoint) => runOne(endpoint, work, terminal)));
    finish(
      worstOf(outcomes.map((outcome, index) => codeOf(outcome, endpoints[index], work.alone, terminal))),
    );
  });
}

interface RunWork {
  readonly options: RunOptions;
  readonly settings: RunSettings;
  readonly rules: readonly string[] | null;
  readonly given: GivenBaseline;
  readonly requirements: ReturnType<typeof requirementsOf>;
  /** Results of the run to go on with; null where there is none, or none were written. */
  readonly before: Results | null;
  readonly alone: boolean;
}

async function runOne(endpoint: Endpoint, work: RunWork, terminal: Terminal): Promise<ExitCode> {
  const { options, settings, rules, given, requirements, before, alone } = work;
  const output = outputOf(endpoint, options, alone, terminal);
  const watched = terminal.interactive && alone;
  const execution: Execution = {
    endpoint,
    settings,
    rules,
    bail: options.bail ?? false,
    isKnown: given.isKnown,
    output,
    progress: watched ? progressLine(terminal.err, terminal.columns, Date.now) : silentProgress,
    verbose: options.verbose ?? false,
  };
  const judged =
    options.resume === undefined
      ? await execute(execution, terminal)
      : await resumeRun(before, execution, catalogue, terminal);
  const { results, code } = await finishRun(judged, given, options, terminal);
  if (requirements === null) return code;
  return worstOf([code, await certifyRun(results, requirements, options, output, terminal)]);
}

function outputOf({ target }: Endpoint, options: RunOptions, alone: boolean, terminal: Terminal): string {
  if (options.resume !== undefined) return resolve(terminal.folder, options.resume);
  const folder = targetFolder(target.name);
  if (options.output === undefined) return resolve(terminal.folder, 'conformance-results', folder);
  return alone ? resolve(terminal.folder, options.output) : resolve(terminal.folder, options.output, folder);
}

// One target must not take the others' results with it: its error is told, and counts among the exit codes.
function codeOf(
  outcome: PromiseSettledResult<ExitCode>,
  endpoint: Endpoint | undefined,
  alone: boolean,
  terminal: Terminal,
): ExitCode {
  if (outcome.status === 'fulfilled') return outcome.value;
  if (alone) throw outcome.reason;
  const code = exitCodeOfError(outcome.reason);
  const { message, stack } =
    outcome.reason instanceof Error ? outcome.reason : new UsageError(String(outcome.reason));
  terminal.err(
    `${endpoint?.target.name ?? 'target'}: ${code === exitCodes.fault ? (stack ?? message) : message}\n`,
  );
  return code;
}
