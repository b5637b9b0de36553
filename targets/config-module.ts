import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { UsageError } from './usage-error.js';

/** Runs a file and gives its default export. */
export type ModuleLoader = (path: string) => Promise<unknown>;

/**
 * Runs a config file and gives its default export. Throws a `UsageError` where it is TypeScript and nothing here can load
 * that, and whatever the file throws.
 */
export async function loadedModule(
  path: string,
  loadTypeScript: ModuleLoader | null = typeScriptLoader(path),
): Promise<unknown> {
  if (!path.endsWith('.ts')) return importedByNode(path);
  if (loadTypeScript !== null) return loadTypeScript(path);
  throw new UsageError(
    `Node ${process.versions.node} cannot load ${path}: install jiti (npm install --save-dev jiti), ` +
      'use Node 22.18 or later, or write conformance.config.mjs or .json',
  );
}

/** Node keeps what it has imported; a file that was edited since is another module. */
export const importedByNode: ModuleLoader = async (path) => {
  const url = pathToFileURL(path);
  url.searchParams.set('changed', String(statSync(path).mtimeMs));
  const { default: exported } = (await import(url.href)) as { readonly default?: unknown };
  return exported;
};

// jiti is not among the dependencies: it is as heavy as all the rest of this package, and Node 22.18 has no need of it.
function typeScriptLoader(path: string): ModuleLoader | null {
  for (const start of [path, import.meta.url]) {
    const require = createRequire(start);
    if (!isInstalled('jiti', require)) continue;
    const { createJiti } = require('jiti') as typeof import('jiti');
    return (file) => createJiti(import.meta.url, { fsCache: false }).import(file, { default: true });
  }
  return 'typescript' in process.features && process.features.typescript !== false ? importedByNode : null;
}

function isInstalled(name: string, require: NodeJS.Require): boolean {
  try {
    return require.resolve(name) !== '';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return false;
    throw error;
  }
}
