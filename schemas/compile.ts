import { createRequire } from 'node:module';
import { compact } from './compact.js';
import { definitionsOf, type Side, sideOf, unknownIn } from './compose.js';
import type { DialectName } from './dialect.js';
import { alternativesKeyword, type DispatchOn, definitionKeyword, dispatchKeyword } from './keywords.js';
import {
  type Definitions,
  type Discriminator,
  mapChildren,
  referenceTo,
  resolved,
  type Schema,
  tagsOf,
  typesOf,
} from './schema.js';
import { rootNames } from './validator.js';

const require = createRequire(import.meta.url);

/** The CommonJS source of a module that exports the validators of all roots on one side of a dialect. */
export function compiledModule(dialect: DialectName, side: Side): string {
  const { default: standaloneCode } =
    require('ajv/dist/standalone/index.js') as typeof import('ajv/dist/standalone/index.js');
  const roots = rootNames.filter((root) => sideOf(root) === side);
  return compact(
    standaloneCode(
      createAjv(dialect, side),
      Object.fromEntries(roots.map((root) => [root, `${side}${referenceTo(root)}`])),
    ),
  );
}

function createAjv(dialect: DialectName, side: Side) {
  const { Ajv2020, _, str } = require('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
  const { default: addFormats } = require('ajv-formats') as typeof import('ajv-formats');
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    messages: false,
    unevaluated: false,
    code: { source: true },
  });
  addFormats.default(ajv, ['date-time']);
  // Wider than RFC 3986 where the wire is: characters beyond ASCII, base64 data broken into lines.
  ajv.addFormat('uri', /^[a-z][a-z0-9+.-]*:\S/i);
  for (const name of ['dispatchOn', 'alternativeTypes']) ajv.addKeyword(name);
  ajv.addKeyword(definitionKeyword);
  ajv.addKeyword(dispatchKeyword({ _, str }));
  ajv.addKeyword(alternativesKeyword({ _, str }));
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
function compilable(schema: Schema, definitions: Definitions, unknown: DispatchOn['unknown']): Schema {
  const { oneOf, anyOf, discriminator, ...rest } = schema;
  const { description, default: ignored, deprecated, ...constraints } = rest;
  const inner = (child: Schema) => compilable(child, definitions, nested(unknown));
  const children = mapChildren(constraints, inner);
  if (oneOf !== undefined && discriminator !== undefined) {
    return { ...children, type: 'object', ...dispatch(oneOf, discriminator, definitions, unknown) };
  }
  if (anyOf !== undefined) {
    const alternatives = anyOf.map((entry) =>
      resolved(entry, definitions).type === 'null' ? {} : inner(entry),
    );
    const alternativeTypes = anyOf.map((entry) => typesOf(entry, definitions));
    return { ...children, ...{ alternatives, alternativeTypes } };
  }
  return children;
}

/** Extensions have their place in the unions that the dialect names, not in those inside them. */
function nested(unknown: DispatchOn['unknown']): DispatchOn['unknown'] {
  return unknown === 'prefixed' ? 'refused' : unknown;
}

function dispatch(
  alternatives: readonly Schema[],
  { propertyName: tag, defaultMapping }: Discriminator,
  definitions: Definitions,
  unknown: DispatchOn['unknown'],
): { readonly dispatch: { readonly [tag: string]: Schema }; readonly dispatchOn: DispatchOn } {
  const cases = new Map<string, Schema>();
  let missing: string | null = null;
  for (const alternative of alternatives) {
    const tags = tagsOf(alternative, tag, definitions);
    if (tags.length === 0) throw new Error(`An alternative has no ${tag}: ${JSON.stringify(alternative)}`);
    for (const name of tags) {
      if (cases.has(name)) throw new Error(`Two alternatives have the ${tag} ${name}.`);
      cases.set(name, alternative);
    }
    if (alternative.$ref === defaultMapping) missing = tags[0] ?? null;
  }
  // Only types may be unknown; roles are a closed list.
  const known = tag === 'type' ? unknown : 'refused';
  return { dispatch: Object.fromEntries(cases), dispatchOn: { tag, unknown: known, missing } };
}
