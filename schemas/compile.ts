import { createRequire } from 'node:module';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { definitionsOf, type Side, sideOf, unknownIn } from './compose.js';
import type { DialectName } from './dialect.js';
import { alternativesKeyword, type DispatchOn, definitionKeyword, dispatchKeyword } from './keywords.js';
import {
  type Definitions,
  mapChildren,
  referenceTo,
  resolved,
  type Schema,
  tagsOf,
  typesOf,
} from './schema.js';
import { type RootName, rootNames } from './validator.js';

/** A compiled validator as Ajv makes it: true or false, with the errors on the function. */
export type Compiled = ((value: unknown) => boolean) & { errors?: readonly ErrorObject[] | null };

const require = createRequire(import.meta.url);

/** Compiles one root of a dialect at run time. */
export function compileRoot(dialect: DialectName, root: RootName): Compiled {
  const side = sideOf(root);
  const ajv = createAjv(dialect, side, false);
  const compiled: ValidateFunction | undefined = ajv.getSchema(`${side}${referenceTo(root)}`);
  if (compiled === undefined) throw new Error(`The contract has no root ${root}.`);
  return compiled;
}

/** The CommonJS source of a module that exports the validators of all roots on one side of a dialect. */
export function compiledModule(dialect: DialectName, side: Side): string {
  const { default: standaloneCode } =
    require('ajv/dist/standalone/index.js') as typeof import('ajv/dist/standalone/index.js');
  const roots = rootNames.filter((root) => sideOf(root) === side);
  return standaloneCode(
    createAjv(dialect, side, true),
    Object.fromEntries(roots.map((root) => [root, `${side}${referenceTo(root)}`])),
  );
}

function createAjv(dialect: DialectName, side: Side, source: boolean) {
  const { Ajv2020 } = require('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
  const addFormats = require('ajv-formats') as typeof import('ajv-formats');
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    messages: false,
    ownProperties: false,
    ...(source && { code: { source: true, esm: false, lines: false, optimize: 1 } }),
  });
  addFormats.default(ajv, ['date-time']);
  ajv.addFormat('uri', /^[a-z][a-z0-9+.-]*:\S+$/i);
  for (const name of ['dispatchOn', 'alternativeTypes', 'discriminator']) ajv.addKeyword(name);
  ajv.addKeyword(definitionKeyword);
  ajv.addKeyword(dispatchKeyword);
  ajv.addKeyword(alternativesKeyword);
  const definitions = definitionsOf(dialect, side);
  ajv.addSchema({
    $id: side,
    $defs: Object.fromEntries(
      [...definitions].map(([name, schema]) => [
        name,
        { definition: name, ...compilable(schema, definitions, unknownIn(dialect, side, name)) },
      ]),
    ),
  });
  return ajv;
}

/** The form that Ajv compiles: unions become lookups by tag or by JSON type. */
function compilable(schema: Schema, definitions: Definitions, unknown: DispatchOn['unknown']): object {
  const { oneOf, anyOf, discriminator, ...rest } = schema;
  const children = mapChildren(rest, (child) => compilable(child, definitions, nested(unknown)) as Schema);
  if (oneOf !== undefined && discriminator !== undefined) {
    return { ...children, type: 'object', ...dispatch(oneOf, discriminator, definitions, unknown) };
  }
  if (anyOf !== undefined) {
    return {
      ...children,
      alternatives: anyOf.map((entry) => {
        const inner = compilable(entry, definitions, nested(unknown));
        return resolved(entry, definitions).type === 'null' ? {} : inner;
      }),
      alternativeTypes: anyOf.map((entry) => typesOf(entry, definitions)),
    };
  }
  return children;
}

/** Extensions have their place in the unions that the dialect names, not in those inside them. */
function nested(unknown: DispatchOn['unknown']): DispatchOn['unknown'] {
  return unknown === 'prefixed' ? 'refused' : unknown;
}

function dispatch(
  alternatives: readonly Schema[],
  discriminator: NonNullable<Schema['discriminator']>,
  definitions: Definitions,
  unknown: DispatchOn['unknown'],
) {
  const tag = discriminator.propertyName;
  const cases: { [name: string]: Schema } = {};
  let missing: string | null = null;
  for (const alternative of alternatives) {
    const tags = tagsOf(alternative, tag, definitions);
    if (tags.length === 0) throw new Error(`An alternative has no ${tag}: ${JSON.stringify(alternative)}`);
    for (const name of tags) {
      if (cases[name] !== undefined) throw new Error(`Two alternatives have the ${tag} ${name}.`);
      cases[name] = alternative;
    }
    if (alternative.$ref === discriminator.defaultMapping && tags[0] !== undefined) missing = tags[0];
  }
  const dispatchOn: DispatchOn = { tag, unknown, missing };
  return { dispatch: cases, dispatchOn };
}
