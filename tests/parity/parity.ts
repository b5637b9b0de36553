import { readFileSync } from 'node:fs';
import { definitionsOf, sideOf } from '../../schemas/compose.js';
import type { DialectName } from '../../schemas/dialect.js';
import { definitionOf } from '../../schemas/schema.js';
import { type Comparison, compare, type Difference, type Sides } from './compare.js';
import { type AnySchema, type Fact, type FactTable, followed } from './facts.js';
import { placeName, places } from './operations.js';

/** The published document of each dialect, under the name of its file. */
export const documents: { readonly [name in DialectName]: string } = {
  'azure-foundry': 'azure-foundry-v1',
  'azure-openai': 'azure-openai-v1',
  openai: 'openai',
  'open-responses': 'open-responses',
};

/** Our own table of the facts of a dialect's published document: one body or component a line. */
export function committedFacts(dialect: DialectName): FactTable {
  const lines = readFileSync(new URL(`./facts/${dialect}.ndjson`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const entries = lines.map((line): { root?: string; component?: string; fact: Fact } => JSON.parse(line));
  const table = (kind: 'root' | 'component') =>
    Object.fromEntries(
      entries.flatMap((entry) => (entry[kind] === undefined ? [] : [[entry[kind], entry.fact]])),
    );
  return { roots: table('root'), components: table('component') };
}

/** Facts as the committed tables have them. */
export function printed(table: FactTable): string {
  const lines = (kind: 'root' | 'component', facts: { readonly [name: string]: Fact }) =>
    Object.entries(facts).map(([name, fact]) => `${JSON.stringify({ [kind]: name, fact })}\n`);
  return [...lines('root', table.roots), ...lines('component', table.components)].join('');
}

export interface Parity {
  readonly differences: readonly Difference[];
  readonly components: ReadonlySet<string>;
  readonly roots: number;
}

/** Compares every published body of a dialect with the root that stands for it. */
export function parityOf(dialect: DialectName, table: FactTable): Parity {
  const result: Comparison = { differences: [], components: new Set() };
  let roots = 0;
  for (const place of places) {
    const published = table.roots[placeName(place)];
    if (published === undefined) continue;
    roots += 1;
    compare(published, { ref: place.root }, placeName(place), sidesOf(dialect, table, place.root), result);
  }
  const distinct = new Map(
    result.differences.map((difference) => [JSON.stringify(difference), difference] as const),
  );
  return { differences: [...distinct.values()], components: result.components, roots };
}

function sidesOf(dialect: DialectName, table: FactTable, root: (typeof places)[number]['root']): Sides {
  const definitions = definitionsOf(dialect, sideOf(root));
  const lookup = (name: string): AnySchema => definitionOf(definitions, name) as AnySchema;
  return {
    ours: (fact: Fact) => ({ name: fact.ref ?? null, fact: followed(fact, lookup) }),
    published: (fact: Fact) => {
      if (fact.ref === undefined) return { name: null, fact };
      let found = fact;
      while (found.ref !== undefined) {
        const next: Fact | undefined = table.components[found.ref];
        if (next === undefined) throw new Error(`The fact table has no component ${found.ref}.`);
        found = next;
      }
      return { name: fact.ref, fact: found };
    },
  };
}
