import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type RequirementSet, requirementSets } from '../../reports/certificate/requirement-set.js';
import { certify } from '../../reports/certificate/statement.js';
import { removeCertificate, transcriptDigest, writeCertificate } from '../../reports/certificate/write.js';
import { oneLine } from '../../reports/inert-text.js';
import type { Results } from '../../suites/engine/results.js';
import { UsageError } from '../../targets/usage-error.js';
import { type ExitCode, exitCodes } from '../exit-code.js';
import { shownPath } from '../folders.js';
import type { RunOptions } from '../options/run-options.js';
import type { Terminal } from '../terminal.js';
import type { Endpoint } from './endpoint.js';
import type { RunSettings } from './settings.js';

/** The requirement sets of each target, by its name; null where nothing is to be certified. Throws where a set is unknown. */
export function requirementsOf(
  { certify: wanted }: RunOptions,
  { contract }: RunSettings,
  endpoints: readonly Endpoint[],
): ReadonlyMap<string, readonly RequirementSet[]> | null {
  if (wanted === undefined) return null;
  return new Map(
    endpoints.map(({ target }) => [target.name, requirementSets(contract, target.dialect, wanted)] as const),
  );
}

/** Certifies a finished run, or says what stands in the way. */
export async function certifyRun(
  results: Results,
  requirements: ReadonlyMap<string, readonly RequirementSet[]>,
  { sign }: RunOptions,
  output: string,
  terminal: Terminal,
): Promise<ExitCode> {
  await removeCertificate(output);
  const digest = await transcriptDigest(join(output, 'transcript.ndjson'));
  const outcome = certify(results, requirements.get(results.target.name) ?? [], digest);
  if (!outcome.granted) {
    terminal.out(`no certificate: ${outcome.missing.length} of the set did not pass\n`);
    for (const { rule, status, reason } of outcome.missing) {
      terminal.out(`  ${oneLine(`${rule}  ${status}  ${reason}`, terminal.columns - 2)}\n`);
    }
    const onlyOpen = outcome.missing.every(({ status }) => status !== 'fail');
    return onlyOpen ? exitCodes.inconclusive : exitCodes.nonconformant;
  }
  const key = sign === undefined ? null : await readKey(resolve(terminal.folder, sign));
  await writeCertificate(outcome.statement, key, output);
  const file = shownPath(join(output, 'certificate.json'), terminal.folder);
  terminal.out(`certificate: ${file}${key === null ? ' (not signed)' : ', signed'}\n`);
  return exitCodes.conformant;
}

async function readKey(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`the key ${file} cannot be read: ${(cause as Error).message}`, { cause });
  });
}
