import { definitionsOf } from './compose.js';
import { type DialectName, dialectNames } from './dialect.js';
import { once } from './once.js';
import { definitionOf } from './schema.js';

/** What a request of this dialect may ask for with `include`. */
export function includeValues(name: DialectName): readonly string[] {
  return byDialect[name]();
}

const byDialect = Object.fromEntries(dialectNames.map((name) => [name, once(() => read(name))])) as {
  readonly [name in DialectName]: () => readonly string[];
};

function read(name: DialectName): readonly string[] {
  const { enum: values = [] } = definitionOf(definitionsOf(name, 'request'), 'Include');
  return values.map(String);
}
