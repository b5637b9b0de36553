import { type Command, InvalidArgumentError } from 'commander';
import { type Profile, profiles } from '../../reports/certificate/requirement-set.js';
import type { TargetChoice } from '../../targets/configured-target.js';
import { UsageError } from '../../targets/usage-error.js';
import { addLimitOptions, type LimitOptions } from './limit-options.js';
import { addOutputOptions, type OutputOptions } from './output-options.js';
import { addExerciseOptions, addRuleOptions, type SelectionOptions } from './selection-options.js';
import { addTargetOptions } from './target-options.js';
import { namesOutOf } from './value.js';

/** Everything that `run` takes. */
export interface RunOptions extends TargetChoice, SelectionOptions, LimitOptions, OutputOptions {
  readonly certify?: readonly Profile[];
  readonly sign?: string;
  readonly resume?: string;
  readonly keep?: boolean;
  readonly plan?: boolean;
}

/** Adds all options of `run`. */
export function addRunOptions(command: Command): Command {
  addTargetOptions(command);
  addExerciseOptions(addRuleOptions(command));
  addLimitOptions(command);
  return addOutputOptions(command)
    .option('--certify <profile,...>', `certify: ${profiles.join(', ')}`, namesOutOf(profiles))
    .option('--sign <key.pem>', 'sign the certificate with this Ed25519 key', pemFile)
    .option('--resume <dir>', 'go on with an interrupted run')
    .option('--keep', 'leave what the run created on the target')
    .option('--plan', 'print the plan and its cost, send nothing');
}

/** The options of a parsed `run` command. Throws `UsageError` where options contradict one another. */
export function parseRunOptions(command: Command): RunOptions {
  const options = command.opts<RunOptions>();
  refuseContradictions(options);
  return options;
}

/** Options that a certificate rules out: standard depth, no baseline, no filters, no retries (design, section 6). */
const ruledOutByCertify: readonly (keyof RunOptions)[] = [
  'suite',
  'rule',
  'failed',
  'bail',
  'shard',
  'baseline',
  'updateBaseline',
  'resume',
  'maxRequests',
];

function refuseContradictions(options: RunOptions): void {
  if (options.certify !== undefined) {
    for (const name of ruledOutByCertify) {
      if (options[name] !== undefined)
        throw new UsageError(`${flag(name)} cannot be combined with --certify: it must judge the whole set`);
    }
    if (options.depth !== undefined && options.depth !== 'standard')
      throw new UsageError('--certify runs at standard depth: leave out --depth');
    if ((options.retries ?? 0) !== 0)
      throw new UsageError('--certify runs without retries: leave out --retries');
  }
  if (options.sign !== undefined && options.certify === undefined)
    throw new UsageError('--sign signs a certificate: say which with --certify core');
  if (options.updateBaseline === true && options.baseline === undefined)
    throw new UsageError('--update-baseline needs to know the file: add --baseline FILE');
  if (options.resume !== undefined && options.shard !== undefined)
    throw new UsageError('--resume keeps the shard of the run it resumes: leave out --shard');
  if (options.resume !== undefined && options.output !== undefined)
    throw new UsageError('--resume writes into the folder of the run it resumes: leave out --output');
}

function flag(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function pemFile(text: string): string {
  if (text.includes('PRIVATE KEY'))
    throw new InvalidArgumentError('It must be a file, never the key itself.');
  return text;
}
