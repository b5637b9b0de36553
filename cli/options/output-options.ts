import { type Command, InvalidArgumentError } from 'commander';
import { type ReporterName, reporterNames } from '../../reports/write-reports.js';
import { oneOf } from './value.js';

/** Where results go and in which forms. */
export interface OutputOptions {
  readonly output?: string;
  readonly reporter?: ReporterChoice;
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly verbose?: boolean;
}

/** Reporters switched on or off on the command line. */
export type ReporterChoice = { readonly [name in ReporterName]?: boolean };

/** Adds the options that say where results go. */
export function addOutputOptions(command: Command): Command {
  return command
    .option('--output <dir>', 'folder for the results (default: conformance-results/<target>)')
    .option(
      '--reporter <name,...>',
      `further forms of the results: ${reporterNames.join(', ')}; -allure switches one off`,
      reporters,
    )
    .option('--baseline <file>', 'known failures, YAML or JSON')
    .option('--update-baseline', 'write the present failures into the baseline file')
    .option('--verbose', 'list every rule and every exchange');
}

/** The reporters to use: what was asked for, else Allure, JUnit in CI, and the step summary on GitHub. */
export function chosenReporters(
  choice: ReporterChoice | undefined,
  environment: { readonly [name: string]: string | undefined },
): readonly ReporterName[] {
  const standard: ReporterChoice = {
    allure: true,
    junit: environment['CI'] === 'true',
    github: (environment['GITHUB_STEP_SUMMARY'] ?? '') !== '',
  };
  return reporterNames.filter((name) => choice?.[name] ?? standard[name] ?? false);
}

function reporters(text: string, before: ReporterChoice = {}): ReporterChoice {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  if (entries.length === 0) throw new InvalidArgumentError('It must name at least one.');
  const switched = entries.map((entry) => {
    const off = entry.startsWith('-');
    return [oneOf(reporterNames, off ? entry.slice(1) : entry), !off] as const;
  });
  return { ...before, ...Object.fromEntries(switched) };
}
