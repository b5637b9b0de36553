import { Command } from 'commander';
import type { ExitCode } from './exit-code.js';
import type { Terminal } from './terminal.js';

/** What a command works with. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Tells the exit code of the command. */
  readonly finish: (code: ExitCode) => void;
}

/** Starts the definition of a command: its name with arguments, what it does, and an example for its help. */
export function define(usage: string, description: string, examples: readonly string[]): Command {
  const [name = usage, ...parameters] = usage.split(' ');
  const command = new Command(name).description(description);
  for (const parameter of parameters) command.argument(parameter);
  const shown = examples.map((example) => `  $ responses-conformance ${example}`).join('\n');
  return command.addHelpText('after', `\n${examples.length > 1 ? 'Examples' : 'Example'}:\n${shown}`);
}
