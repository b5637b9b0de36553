import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { ReplayFile } from '../../reports/replay-file.js';
import { isObject } from '../../schemas/json.js';
import type { TargetChoice } from '../../targets/configured-target.js';
import { UsageError } from '../../targets/usage-error.js';
import { type CommandContext, define } from '../command.js';
import { replayFinding } from '../execution/replay.js';
import { addLimitOptions, type LimitOptions } from '../options/limit-options.js';
import { addTargetOptions } from '../options/target-options.js';

/** `replay FILE`: sends one recorded failing exchange again, with what led to it, and judges it. */
export function replayCommand({ terminal, finish }: CommandContext): Command {
  const command = define('replay <file>', 'send one recorded failing exchange again and judge it', [
    'replay conformance-results/mine/failures/STREAM-SEQ-PRESENT-1/replay.json',
  ]);
  return addLimitOptions(addTargetOptions(command)).action(
    async (file: string, options: TargetChoice & LimitOptions) => {
      const replay = await readReplay(resolve(terminal.folder, file), file);
      finish(await replayFinding(replay, options, terminal));
    },
  );
}

async function readReplay(path: string, shown: string): Promise<ReplayFile> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`${shown} cannot be read: ${(cause as Error).message}`, { cause });
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`${shown} is not JSON: ${(cause as Error).message}`, { cause });
  }
  if (
    !isObject(value) ||
    value['schemaVersion'] !== '1.0' ||
    !Array.isArray(value['steps']) ||
    value['steps'].length === 0
  ) {
    throw new UsageError(`${shown} is no replay file; it is called failures/<rule>-<n>/replay.json`);
  }
  return value as unknown as ReplayFile;
}
