import { Command, CommanderError } from 'commander';
import { suiteVersion } from '../reports/suite-version.js';
import type { CommandContext } from './command.js';
import { compareCommand } from './commands/compare.js';
import { initCommand } from './commands/init.js';
import { judgeCommand } from './commands/judge.js';
import { mergeCommand } from './commands/merge.js';
import { replayCommand } from './commands/replay.js';
import { reportCommand } from './commands/report.js';
import { rulesCommand } from './commands/rules.js';
import { runCommand } from './commands/run.js';
import { schemasCommand } from './commands/schemas.js';
import { serveCommand } from './commands/serve.js';
import { verifyCommand } from './commands/verify.js';
import { type ExitCode, exitCodeOfError, exitCodes, isUnwritable } from './exit-code.js';
import { closest } from './options/closest.js';
import type { Terminal } from './terminal.js';

const commands: readonly ((context: CommandContext) => Command)[] = [
  runCommand,
  judgeCommand,
  reportCommand,
  mergeCommand,
  compareCommand,
  replayCommand,
  serveCommand,
  rulesCommand,
  schemasCommand,
  verifyCommand,
  initCommand,
];

/** Runs one command line (without node and script name) and gives its exit code. Never throws. */
export async function runProgram(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = exitCodes.conformant;
  const program = makeProgram({
    terminal,
    finish: (finished) => {
      code = finished;
    },
  });
  try {
    await program.parseAsync([...words], { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) terminal.err(explain(error, terminal));
    return exitCodeOfError(error);
  }
}

/** The program with all its commands; tests look at it to see that every option of the design is there. */
export function makeProgram(context: CommandContext): Command {
  const { terminal } = context;
  const program = new Command('responses-conformance')
    .description('Contract and conformance tests for servers that speak the Responses API')
    .version(suiteVersion(), '--version', 'print the version')
    .addHelpText(
      'after',
      '\nExample:\n  $ responses-conformance run --base-url http://127.0.0.1:8000/v1 --model NAME',
    );
  const names = commands.map((make) => {
    const command = make(context);
    program.addCommand(command);
    return command.name();
  });
  program.arguments('[command]').action((given: string | undefined) => {
    if (given === undefined) return program.help({ error: true });
    const near = closest(given, names);
    const hint = near === null ? `commands: ${names.join(', ')}` : `did you mean '${near}'?`;
    return program.error(`error: unknown command '${given}' (${hint})`);
  });
  for (const command of [program, ...program.commands]) configure(command, terminal);
  return program;
}

// One line on stderr for each mistake, however many commander would use.
function configure(command: Command, terminal: Terminal): void {
  command
    .exitOverride()
    .showHelpAfterError(false)
    .showSuggestionAfterError(true)
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      outputError: (text, write) => write(`${text.trim().replace(/\s*\n\s*/g, ' ')}\n`),
      getOutHelpWidth: () => terminal.columns,
      getErrHelpWidth: () => terminal.columns,
    });
}

function explain(error: unknown, terminal: Terminal): string {
  const code = exitCodeOfError(error);
  if (!(error instanceof Error)) return `fault in the suite: ${String(error)}\n`;
  if (isUnwritable(error)) {
    return `error: ${error.message}; make room, or write to another folder with --output\n`;
  }
  if (code !== exitCodes.fault) return `error: ${error.message.replace(/\s*\n\s*/g, ' ')}\n`;
  const detail = terminal.environment['DEBUG'] === undefined ? error.message : error.stack;
  return `fault in the suite, not in the target: ${detail}\nPlease report it; DEBUG=1 shows where it happened.\n`;
}
