// Loads TypeScript sources of this checkout, so that scripts need no build.
import { fileURLToPath } from 'node:url';
import { createJiti } from 'jiti';

const jiti = createJiti(import.meta.url, { fsCache: true });

/**
 * The exports of several source files, one after the other: side by side, what they share may be loaded twice, and then an
 * error of the one is none of the other.
 */
export async function loadAll(...paths) {
  const loaded = [];
  for (const path of paths) loaded.push(await load(path));
  return loaded;
}

/** The exports of a source file, named from the root of the checkout. */
export function load(path) {
  return jiti.import(fileURLToPath(new URL(`../${path}`, import.meta.url)));
}
