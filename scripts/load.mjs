// Loads TypeScript sources of this checkout, so that scripts need no build.
import { fileURLToPath } from 'node:url';
import { createJiti } from 'jiti';

const jiti = createJiti(import.meta.url, { fsCache: true });

/** The exports of a source file, named from the root of the checkout. */
export function load(path) {
  return jiti.import(fileURLToPath(new URL(`../${path}`, import.meta.url)));
}
