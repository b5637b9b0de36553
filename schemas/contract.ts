import { readdirSync, readFileSync } from 'node:fs';
import { type Definitions, mapChildren, type Schema } from './schema.js';

interface ContractFile {
  readonly title: string;
  readonly $defs: { readonly [name: string]: Schema };
}

const folder = new URL('./contract/', import.meta.url);

/** Reads the shared contract: every definition of every file in `contract/`, with references made local. */
export function readContract(): Definitions {
  const definitions = new Map<string, Schema>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const { $defs }: ContractFile = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    for (const [name, schema] of Object.entries($defs)) {
      if (definitions.has(name))
        throw new Error(`contract/${file} defines ${name}, which another file has too.`);
      definitions.set(name, withLocalReferences(schema));
    }
  }
  return definitions;
}

function withLocalReferences(schema: Schema): Schema {
  const { $ref, discriminator } = schema;
  const defaultMapping = discriminator?.defaultMapping;
  return {
    ...mapChildren(schema, withLocalReferences),
    ...($ref !== undefined && { $ref: localReference($ref) }),
    ...(discriminator && {
      discriminator: {
        ...discriminator,
        ...(defaultMapping !== undefined && { defaultMapping: localReference(defaultMapping) }),
      },
    }),
  };
}

function localReference(reference: string): string {
  return reference.slice(reference.indexOf('#'));
}
