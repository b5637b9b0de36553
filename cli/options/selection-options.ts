import { type Command, Option } from 'commander';
import { type Area, areas } from '../../suites/engine/area.js';
import { type Depth, depths } from '../../suites/engine/scenario.js';
import type { Shard } from '../../suites/engine/shard.js';
import { list, namesOutOf, shard, wholeNumber } from './value.js';

/** Which rules are judged and what is sent for them. */
export interface SelectionOptions {
  readonly depth?: Depth;
  readonly suite?: readonly Area[];
  readonly rule?: readonly string[];
  readonly failed?: string;
  readonly bail?: boolean;
  readonly large?: boolean;
  readonly seed?: number;
  readonly cases?: number;
  readonly shrink?: number;
  readonly contract?: string;
  readonly shard?: Shard;
}

/** The dated contracts that this version can judge by. */
const contracts = ['2026-11'] as const;

/** Adds the options that select rules; recorded traffic is judged with these alone. */
export function addRuleOptions(command: Command): Command {
  return command
    .option('--suite <area,...>', `judge only these areas: ${areas.join(', ')}`, namesOutOf(areas))
    .option('--rule <id,...>', 'judge only these rules; ids or globs such as STREAM-*', list)
    .addOption(new Option('--contract <date>', 'judge by this dated contract').choices(contracts));
}

/** Adds the options that say what is sent. */
export function addExerciseOptions(command: Command): Command {
  return command
    .addOption(new Option('--depth <level>', 'how thorough (default: standard)').choices(depths))
    .option('--failed <dir>', 'only the rules that failed in this results folder')
    .option('--bail', 'stop sending after the first MUST that fails')
    .option('--large', 'send very large values too')
    .option('--seed <n>', 'seed of generated requests', wholeNumber(0, 2 ** 31 - 1))
    .option('--cases <n>', 'generated cases of each family', wholeNumber(1))
    .option('--shrink <n>', 'requests spent on shrinking a finding (default: 50; 0 in CI)', wholeNumber(0))
    .option('--shard <i/n>', 'only this share of the scenarios', shard);
}
