import { changed } from './changes.js';
import { readContract } from './contract.js';
import type { DialectName } from './dialect.js';
import { dialectFile } from './dialects.js';
import { type Definitions, mapChildren, referenceTo, referredName, type Schema, tagsOf } from './schema.js';
import type { RootName } from './validator.js';

/** Requests are held to the contract; answers may say more than it, but not less. */
export type Side = 'request' | 'answer';

const requestRoots: ReadonlySet<RootName> = new Set<RootName>([
  'CreateResponse',
  'InputItem',
  'Tool',
  'CountInputTokens',
  'CompactResponse',
  'CreateConversation',
  'UpdateConversation',
  'CreateConversationItems',
]);

/** On which side of the wire a root stands. */
export function sideOf(root: RootName): Side {
  return requestRoots.has(root) ? 'request' : 'answer';
}

/** Every definition of a dialect as one side of the wire has it. */
export function definitionsOf(dialect: DialectName, side: Side): Definitions {
  const { changes } = dialectFile(dialect);
  let definitions = changed(changed(readContract(), changes.both), changes[side]);
  if (side === 'answer') {
    for (const [union, change] of Object.entries(changes.everyAlternative ?? {})) {
      for (const { $ref = '' } of definitions.get(union)?.oneOf ?? []) {
        definitions = changed(definitions, { [referredName($ref)]: change });
      }
    }
  }
  return definitions;
}

/** What a union makes of a tag that none of its alternatives has. */
export type Unknown = 'refused' | 'allowed' | 'prefixed';

/** What the union of that name makes of unknown tags. */
export function unknownIn(dialect: DialectName, side: Side, union: string | null): Unknown {
  if (side === 'answer') return 'allowed';
  return union !== null && dialectFile(dialect).prefixedExtensions.includes(union) ? 'prefixed' : 'refused';
}

/** A schema that stands by itself: what other people's tools can read. */
export interface BundledSchema extends Schema {
  readonly $schema: string;
  readonly $id: string;
  readonly title: string;
  readonly $defs: { readonly [name: string]: Schema };
}

/**
 * The self-contained JSON Schema 2020-12 of one root of a dialect. Unions are `oneOf` with an OpenAPI `discriminator`;
 * where unknown tags are allowed, one alternative more stands for them.
 */
export function bundledSchema(dialect: DialectName, root: RootName): BundledSchema {
  const side = sideOf(root);
  const definitions = definitionsOf(dialect, side);
  const reached = reachable(root, definitions);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:responses-conformance:${dialect}:${root}`,
    title: `${root} of ${dialectFile(dialect).title}, ${dialectFile(dialect).date}`,
    $ref: referenceTo(root),
    $defs: Object.fromEntries(
      [...reached].map(([name, schema]) => {
        const unknown = unknownIn(dialect, side, name);
        return [name, unknown === 'refused' ? schema : withUnknown(schema, unknown, definitions)];
      }),
    ),
  };
}

/** The definitions that a root needs, the root first. */
export function reachable(root: string, definitions: Definitions): Definitions {
  const reached = new Map<string, Schema>();
  const visit = (schema: Schema): Schema => {
    if (schema.$ref !== undefined) reach(referredName(schema.$ref));
    return mapChildren(schema, visit);
  };
  const reach = (name: string) => {
    if (reached.has(name)) return;
    const schema = definitions.get(name);
    if (schema === undefined) throw new Error(`The contract refers to ${name}, which it does not define.`);
    reached.set(name, schema);
    visit(schema);
  };
  reach(root);
  return reached;
}

function withUnknown(schema: Schema, unknown: 'allowed' | 'prefixed', definitions: Definitions): Schema {
  const inner = mapChildren(schema, (child) => withUnknown(child, unknown, definitions));
  const tag = inner.discriminator?.propertyName;
  // Only types may be unknown; roles are a closed list.
  if (inner.oneOf === undefined || tag !== 'type') return inner;
  const other: Schema = {
    description:
      unknown === 'allowed' ? 'Anything the contract does not know.' : 'An extension: `slug:name`.',
    type: 'object',
    required: [tag],
    properties: {
      [tag]: {
        type: 'string',
        ...(unknown === 'prefixed'
          ? { pattern: extensionPattern }
          : { not: { enum: tagsOf(schema, tag, definitions) } }),
      },
    },
  };
  return { ...inner, oneOf: [...inner.oneOf, other] };
}

/** Names of extensions: a slug, a colon and a name (Open Responses). */
const extensionPattern = '^[a-zA-Z0-9_-]+:[^:]+$';
