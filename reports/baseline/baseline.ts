import { readFile, writeFile } from 'node:fs/promises';
import { parse, stringify } from 'yaml';
import { matchesGlob } from '../../suites/engine/glob.js';
import { UsageError } from '../../targets/usage-error.js';
import { documentProblems } from '../document-schema.js';
import { jsonText } from '../json-text.js';

/** One known failure. */
export interface BaselineEntry {
  /** Rule id or glob. */
  readonly rule: string;
  readonly reason: string;
  readonly owner: string;
  /** The last day on which the entry counts, YYYY-MM-DD. */
  readonly until: string;
  readonly issue?: string;
}

/** The known failures of one target. */
export interface Baseline {
  readonly entries: readonly BaselineEntry[];
}

/** Reads a baseline file, YAML or JSON. Throws `UsageError` where it cannot be read or is not as its schema says. */
export async function readBaseline(file: string): Promise<Baseline> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`the baseline ${file} cannot be read: ${(cause as Error).message}`, { cause });
  });
  return parseBaseline(text, file);
}

/** Parses the text of a baseline; an empty file has no entries. Throws `UsageError` where it is not as its schema says. */
export function parseBaseline(text: string, file: string): Baseline {
  let value: unknown;
  try {
    value = parse(text);
  } catch (cause) {
    throw new UsageError(`the baseline ${file} is neither YAML nor JSON: ${(cause as Error).message}`, {
      cause,
    });
  }
  if (value === null || value === undefined) return { entries: [] };
  const problems = documentProblems('baseline', value);
  if (problems.length > 0) throw new UsageError(`the baseline ${file} is wrong: ${problems.join('; ')}`);
  return value as Baseline;
}

/** Writes a baseline; as JSON where the file is called so, else as YAML. */
export async function writeBaseline(file: string, baseline: Baseline): Promise<void> {
  const document = { schemaVersion: '1.0', entries: baseline.entries };
  await writeFile(file, file.endsWith('.json') ? jsonText(document) : stringify(document));
}

/** Whether an entry still counts on that day (YYYY-MM-DD). */
export function isInForce(entry: BaselineEntry, day: string): boolean {
  return entry.until >= day;
}

/** A test for rules whose failures are known on that day. */
export function knownBy(baseline: Baseline, day: string): (rule: string) => boolean {
  const counting = baseline.entries.filter((entry) => isInForce(entry, day));
  return (rule) => counting.some((entry) => matchesGlob(entry.rule, rule));
}
