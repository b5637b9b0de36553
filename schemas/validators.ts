import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import { brotliDecompressSync } from 'node:zlib';
import type { ErrorObject } from 'ajv';
import { compiledModule } from './compile.js';
import { type Side, sideOf } from './compose.js';
import { type DialectName, dialectNames } from './dialect.js';
import { fingerprint } from './fingerprint.js';
import { once } from './once.js';
import type { RootName, Validate, Validators } from './validator.js';
import { violationsOf } from './violations.js';

const require = createRequire(import.meta.url);

/**
 * The validators of a dialect. They come from the modules that the build compiled, as long as these were made from the
 * schemas as they are now; after an edit they are compiled at run time, which takes longer but never judges by old schemas.
 */
export function validators(name: DialectName): Validators {
  return byDialect[name]();
}

const current = once(() => compiledFingerprint() === fingerprint());

const byDialect = Object.fromEntries(dialectNames.map((name) => [name, once(() => load(name))])) as {
  readonly [name in DialectName]: () => Validators;
};

function load(dialect: DialectName): Validators {
  const sides = {
    request: once(() => loadSide(dialect, 'request')),
    answer: once(() => loadSide(dialect, 'answer')),
  };
  const roots = new Map<RootName, Validate>();
  return {
    dialect,
    root: (name) => {
      const known = roots.get(name);
      if (known !== undefined) return known;
      const compiled = sides[sideOf(name)]()[name];
      if (compiled === undefined) throw new Error(`The schemas of ${dialect} have no root ${name}.`);
      const validate: Validate = (value) => (compiled(value) ? [] : violationsOf(compiled.errors ?? []));
      roots.set(name, validate);
      return validate;
    },
  };
}

/** A validator as Ajv makes it: true or false, with the errors on the function. */
type Compiled = ((value: unknown) => boolean) & { readonly errors?: readonly ErrorObject[] | null };
type CompiledSide = { readonly [root in RootName]?: Compiled };

function loadSide(dialect: DialectName, side: Side): CompiledSide {
  const source = current() ? builtModule(dialect, side) : compiledModule(dialect, side);
  const exported: CompiledSide = {};
  compileFunction(source, ['exports', 'require'])(exported, require);
  return exported;
}

// Compressed, these modules are a twentieth of five megabytes.
function builtModule(dialect: DialectName, side: Side): string {
  const file = new URL(`./compiled/${dialect}.${side}.cjs.br`, import.meta.url);
  return brotliDecompressSync(readFileSync(file)).toString('utf8');
}

function compiledFingerprint(): string | null {
  try {
    return readFileSync(new URL('./compiled/fingerprint', import.meta.url), 'utf8');
  } catch {
    return null;
  }
}
