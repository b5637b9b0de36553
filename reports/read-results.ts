import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject } from '../schemas/json.js';
import type { Results } from '../suites/engine/results.js';
import { UsageError } from '../targets/usage-error.js';

/** A results folder that was read. */
export interface ResultsFolder {
  readonly folder: string;
  readonly results: Results;
}

/** Reads the results.json of a folder (or the file itself). Throws `UsageError` where there is none or it is of another kind. */
export async function readResults(place: string): Promise<ResultsFolder> {
  const found = await stat(place).catch(() => null);
  if (found === null) throw new UsageError(`${place} does not exist; give a folder that a run wrote`);
  const folder = found.isDirectory() ? place : join(place, '..');
  const file = found.isDirectory() ? join(place, 'results.json') : place;
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`${file} cannot be read; give a folder that a run wrote`, { cause });
  });
  return { folder, results: parseResults(text, file) };
}

/** Reads the text of a results.json. Throws `UsageError` where it is something else. */
export function parseResults(text: string, file: string): Results {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`${file} is not JSON: ${(cause as Error).message}`, { cause });
  }
  if (!isObject(value) || value['schemaVersion'] !== '1.0' || !Array.isArray(value['rules'])) {
    throw new UsageError(`${file} is not a results.json of schema version 1.0`);
  }
  // Written by this suite; its JSON Schema is checked when it is written.
  return value as unknown as Results;
}
