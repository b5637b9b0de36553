#!/usr/bin/env node
import { readEnvironment } from './environment.js';
import { exitCodes } from './exit-code.js';
import { growHeapInSmallSteps } from './heap-growth.js';
import { runProgram } from './program.js';
import { processTerminal } from './terminal.js';

growHeapInSmallSteps();

const interruption = new AbortController();
// The first signal lets the run end in good order; the second ends the process at once.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (interruption.signal.aborted) process.exit(130);
    interruption.abort(new Error(`interrupted by ${signal}`));
  });
}

// Whoever reads only the first lines (`… | head`) has what they wanted.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

// What nobody caught is a fault of the suite: it must not look like a verdict on the target.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (fault: unknown) => {
    process.stderr.write(`fault in the suite: ${fault instanceof Error ? fault.stack : String(fault)}\n`);
    process.exit(exitCodes.fault);
  });
}

const terminal = processTerminal(readEnvironment(process.env, process.cwd()), interruption.signal);
process.exitCode = await runProgram(process.argv.slice(2), terminal);
