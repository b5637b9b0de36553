import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

/** What the compiled validators are made from: the schemas, and the sources that compose and compile them. */
const sources = [
  'changes',
  'compact',
  'compile',
  'compose',
  'contract',
  'dialects',
  'keywords',
  'schema',
  'validator',
];

/**
 * A digest of everything that decides what the compiled validators say. Two folders that hold the same files, be it
 * as TypeScript or built, each have their own digest.
 */
export function fingerprint(
  folder: URL = new URL('./', import.meta.url),
  extension: '.ts' | '.js' = import.meta.url.endsWith('.ts') ? '.ts' : '.js',
): string {
  const hash = createHash('sha256');
  const files = [
    ...['contract/', 'dialects/'].flatMap((below) =>
      readdirSync(new URL(below, folder))
        .filter((name) => name.endsWith('.json'))
        .sort()
        .map((name) => below + name),
    ),
    ...sources.map((name) => name + extension),
  ];
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(new URL(file, folder)))
      .update('\0');
  return hash.digest('hex');
}
