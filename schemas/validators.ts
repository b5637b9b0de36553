import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Compiled, compileRoot } from './compile.js';
import { sideOf } from './compose.js';
import { type DialectName, dialectNames } from './dialect.js';
import { fingerprint } from './fingerprint.js';
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
  const roots = new Map<RootName, Validate>();
  return {
    dialect,
    root: (name) => {
      let validate = roots.get(name);
      if (validate === undefined) {
        validate = judging(current() ? compiledRoot(dialect, name) : compileRoot(dialect, name));
        roots.set(name, validate);
      }
      return validate;
    },
  };
}

function judging(compiled: Compiled): Validate {
  return (value) => (compiled(value) ? [] : violationsOf(compiled.errors ?? []));
}

function compiledRoot(dialect: DialectName, root: RootName): Compiled {
  const compiled: { readonly [root in RootName]?: Compiled } = require(
    `./compiled/${dialect}.${sideOf(root)}.cjs`,
  );
  const found = compiled[root];
  if (found === undefined)
    throw new Error(`The compiled schemas of ${dialect} lack ${root}: run npm run build.`);
  return found;
}

function compiledFingerprint(): string | null {
  try {
    return readFileSync(new URL('./compiled/fingerprint', import.meta.url), 'utf8');
  } catch {
    return null;
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
