// The type declarations of what the package exports: those of its entries and whatever these import, and no others.
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

/** Has `emit` write all declarations into a folder, and copies into `target` those that `entries`, files in it, lead to. */
export function copyDeclarations(emit, entries, target) {
  const folder = mkdtempSync(join(tmpdir(), 'declarations-'));
  try {
    emit(folder);
    for (const file of reachable(entries.map((entry) => join(folder, entry)))) {
      cpSync(file, join(target, relative(folder, file)));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The files and all that they import from their own package. */
function reachable(files) {
  const found = new Set(files);
  // A set that grows while it is walked is walked to its end.
  for (const file of found) {
    for (const [, path] of readFileSync(file, 'utf8').matchAll(
      /(?:from|import|import\()\s*['"](\.[^'"]+)\.js['"]/g,
    )) {
      found.add(join(dirname(file), `${path}.d.ts`));
    }
  }
  return found;
}
