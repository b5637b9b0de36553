import { resolve } from 'node:path';
import { readResults } from '../../reports/read-results.js';
import { matchesGlob } from '../../suites/engine/glob.js';
import { UsageError } from '../../targets/usage-error.js';
import type { RunOptions } from '../options/run-options.js';
import type { Terminal } from '../terminal.js';

/** The rules that `--rule` and `--failed` select; null for all. Throws `UsageError` where nothing failed there. */
export async function wantedRules(
  { rule, failed }: Pick<RunOptions, 'rule' | 'failed'>,
  terminal: Terminal,
): Promise<readonly string[] | null> {
  if (failed === undefined) return rule ?? null;
  const { results } = await readResults(resolve(terminal.folder, failed));
  const ids = results.rules
    .filter(({ status }) => status === 'fail' || status === 'warn')
    .map(({ id }) => id)
    .filter((id) => rule === undefined || rule.some((glob) => matchesGlob(glob, id)));
  if (ids.length === 0) throw new UsageError(`nothing failed in ${failed}: there is nothing to run again`);
  return ids;
}
