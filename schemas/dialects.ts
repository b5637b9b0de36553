import { readFileSync } from 'node:fs';
import type { Changes } from './changes.js';
import { type Dialect, type DialectName, dialectNames } from './dialect.js';

/** A dialect as its file has it: the published facts, and what it changes in the shared contract. */
export interface DialectFile extends Dialect {
  readonly changes: {
    /** In requests and answers alike. */
    readonly both: Changes;
    readonly request: Changes;
    readonly answer: Changes;
    /** Changes made to every alternative of the unions named, in answers. */
    readonly everyAlternative?: Changes;
  };
  /** Unions whose unknown alternatives must be named `slug:name`; in other dialects a request may not use them at all. */
  readonly prefixedExtensions: readonly string[];
}

const files = Object.fromEntries(dialectNames.map((name) => [name, read(name)])) as {
  readonly [name in DialectName]: DialectFile;
};

function read(name: DialectName): DialectFile {
  return JSON.parse(readFileSync(new URL(`./dialects/${name}.json`, import.meta.url), 'utf8'));
}

/** A dialect's whole file, the changes included. */
export function dialectFile(name: DialectName): DialectFile {
  return files[name];
}

/** The dialect of that name: wire facts, tolerated deviations, defaults. */
export function dialect(name: DialectName): Dialect {
  return files[name];
}
