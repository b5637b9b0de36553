import type { Command } from 'commander';
import { positiveNumber, wholeNumber } from './value.js';

/** What a run may spend and how long it waits. */
export interface LimitOptions {
  readonly retries?: number;
  readonly concurrency?: number;
  readonly rps?: number;
  readonly maxRequests?: number;
  readonly maxTokens?: number;
  readonly timeout?: number;
  readonly deadline?: number;
  readonly wait?: number;
  readonly maxBody?: number;
}

/** Adds the options that limit a run. */
export function addLimitOptions(command: Command): Command {
  return command
    .option(
      '--retries <n>',
      'try a failure seen in one exchange only again (default: 2; 0 with CI=true or --certify)',
      wholeNumber(0),
    )
    .option('--concurrency <n>', 'requests under way at once (default: 8)', wholeNumber(1, 1024))
    .option('--rps <n>', 'requests started each second at most', positiveNumber)
    .option('--max-requests <n>', 'stop after this many requests', wholeNumber(1))
    .option('--max-tokens <n>', 'tokens to spend at most (default: 40000)', wholeNumber(1))
    .option('--timeout <ms>', 'longest silence of the target (default: 30000)', wholeNumber(1))
    .option('--deadline <s>', 'end the run after this many seconds', positiveNumber)
    .option('--wait <s>', 'wait this long for the target to come up', positiveNumber)
    .option('--max-body <bytes>', 'largest answer that is read (default: 67108864)', wholeNumber(1));
}
