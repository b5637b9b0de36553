import { createRequire } from 'node:module';

interface Manifest {
  readonly name?: string;
  readonly version?: string;
}

/** The version of this package. It is found by its name, from the sources as well as from the compiled files. */
export function suiteVersion(): string {
  const load = createRequire(import.meta.url);
  for (const place of ['../package.json', '../../package.json']) {
    try {
      const manifest = load(place) as Manifest;
      if (manifest.name === 'responses-conformance' && manifest.version !== undefined)
        return manifest.version;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  throw new Error('the package.json of responses-conformance was not found beside its files');
}
