import { definitionsOf, reachable, type Side, sideOf } from './compose.js';
import type { DialectName } from './dialect.js';
import { type Definitions, referredName, type Schema, type SchemaOrTrue } from './schema.js';
import { rootNames } from './validator.js';

/**
 * TypeScript declarations of everything that one side of a dialect sends: one exported type for each definition. Bounds and
 * patterns, which types cannot say, are left to the schemas.
 */
export function typeDeclarations(dialect: DialectName, side: Side): string {
  const definitions = definitionsOf(dialect, side);
  const reached = new Map(
    rootNames.filter((root) => sideOf(root) === side).flatMap((root) => [...reachable(root, definitions)]),
  );
  const lines = [...reached].map(([name, schema]) => declaration(name, schema, definitions));
  return `// The ${side} side of ${dialect}, written from the schemas by the build.\n\n${lines.join('\n')}`;
}

function declaration(name: string, schema: Schema, definitions: Definitions): string {
  const comment = schema.description === undefined ? '' : `/** ${schema.description} */\n`;
  return schema.properties === undefined
    ? `${comment}export type ${name} = ${typeText(schema, definitions)};\n`
    : `${comment}export interface ${name} ${membersText(schema, definitions, '')}\n`;
}

function typeText(schema: SchemaOrTrue, definitions: Definitions, indent = ''): string {
  if (schema === true) return 'unknown';
  if (schema.$ref !== undefined) return referredName(schema.$ref);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (alternatives !== undefined) {
    return alternatives.map((entry) => typeText(entry, definitions, indent)).join(' | ');
  }
  const types = [schema.type ?? []].flat();
  return types.length === 0
    ? 'unknown'
    : types.map((type) => ofType(type, schema, definitions, indent)).join(' | ');
}

function ofType(type: string, schema: Schema, definitions: Definitions, indent: string): string {
  switch (type) {
    case 'integer':
      return 'number';
    case 'array':
      return `readonly (${typeText(schema.items ?? true, definitions, indent)})[]`;
    case 'object':
      if (schema.properties !== undefined) return membersText(schema, definitions, indent);
      return `{ readonly [member: string]: ${typeText(schema.additionalProperties || true, definitions, indent)} }`;
    default:
      return type;
  }
}

function membersText(schema: Schema, definitions: Definitions, indent: string): string {
  const inner = `${indent}  `;
  const members = Object.entries(schema.properties ?? {}).map(([name, member]) => {
    const mark = schema.required?.includes(name) ? '' : '?';
    return `${inner}readonly ${name}${mark}: ${typeText(member, definitions, inner)};\n`;
  });
  return `{\n${members.join('')}${indent}}`;
}
