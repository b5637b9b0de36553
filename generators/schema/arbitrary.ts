import fc from 'fast-check';
import { isObject, type JsonObject, type JsonValue } from '../../schemas/json.js';
import { tagsOf } from './alternatives.js';
import { conditions } from './conditions.js';
import { constrains, refuseUnknownKeywords, UnknownKeyword } from './keywords.js';
import { mergedSchema } from './merge.js';
import { numbers } from './numbers.js';
import { objects } from './objects.js';
import { definitionName, isRecursive, withoutDefinitions } from './references.js';
import { texts } from './text.js';

/** A JSON Schema 2020-12 document whose references are all of the form `#/$defs/<name>`. */
export type SchemaDocument = JsonObject;

/** Builds the arbitrary of a schema that stands at `place` (a pointer, for messages). */
export type Build = (schema: JsonValue | undefined, place: string) => fc.Arbitrary<JsonValue>;

/** How deep recursive schemas are unrolled before only leaves are chosen. */
const depth = { depthIdentifier: 'schema', maxDepth: 4, depthSize: 'small' } as const;

const absentProbability = { absent: 3, present: 2 };

/**
 * Compiles a schema to an arbitrary of values that it allows. Values shrink to the fewest optional members, the
 * shortest texts and the first alternative that is a leaf. Throws `UnknownKeyword` where the schema says something
 * that the compiler does not know. `instead` names places (pointers into the document) whose values come from
 * elsewhere, because the schema cannot say what they have to be.
 */
export function arbitraryOf(
  document: SchemaDocument,
  instead: { readonly [place: string]: fc.Arbitrary<JsonValue> } = {},
): fc.Arbitrary<JsonValue> {
  const definitions = isObject(document['$defs']) ? document['$defs'] : {};
  const { root } = fc.letrec<{ root: JsonValue; [name: string]: JsonValue }>((tie) => {
    const build = builder(definitions, instead, (name) => tie(`$${name}`));
    const named = Object.entries(definitions).map(([name, schema]) => [
      `$${name}`,
      build(schema, `/$defs/${name}`),
    ]);
    return { ...Object.fromEntries(named), root: build(withoutDefinitions(document), '') };
  });
  return root;
}

function builder(
  definitions: JsonObject,
  instead: { readonly [place: string]: fc.Arbitrary<JsonValue> },
  tie: (name: string) => fc.Arbitrary<JsonValue>,
): Build {
  const build: Build = (schema, place) => {
    const given = Object.hasOwn(instead, place) ? instead[place] : undefined;
    if (given !== undefined) return given;
    if (schema === true || schema === undefined || !isObject(schema) || !constrains(schema))
      return anyValue();
    refuseUnknownKeywords(schema, place);
    const { $ref, allOf, ...own } = schema;
    if (Array.isArray(allOf) || ($ref !== undefined && constrains(own))) {
      return build(mergedSchema(schema, definitions), place);
    }
    if (typeof $ref === 'string') return tie(definitionName($ref, place));
    if (schema['if'] !== undefined) return branches(conditions(schema, place), place, build);
    if (schema['not'] !== undefined) return excluding(schema, place, build);
    if (schema['const'] !== undefined) return fc.constant(schema['const']);
    if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as JsonValue[]));
    const union = schema['oneOf'] ?? schema['anyOf'];
    if (Array.isArray(union)) return alternatives(schema, union, place, build, definitions);
    return ofTypes(schema, place, build);
  };
  return build;
}

function ofTypes(schema: JsonObject, place: string, build: Build): fc.Arbitrary<JsonValue> {
  const types = typeNames(schema).map((type) => ofType(type, schema, place, build));
  const [only] = types;
  return types.length === 1 && only !== undefined
    ? only
    : fc.oneof({ ...depth, withCrossShrink: true }, ...types);
}

function typeNames(schema: JsonObject): readonly string[] {
  const { type } = schema;
  if (typeof type === 'string') return [type];
  // Leaves first: shrinking and the depth limit go to the first alternative.
  const order = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];
  if (Array.isArray(type)) return order.filter((name) => type.includes(name));
  if (schema['properties'] !== undefined || schema['required'] !== undefined) return ['object'];
  if (schema['items'] !== undefined) return ['array'];
  if (schema['pattern'] !== undefined || schema['maxLength'] !== undefined) return ['string'];
  return order;
}

function ofType(type: string, schema: JsonObject, place: string, build: Build): fc.Arbitrary<JsonValue> {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return numbers(schema, type);
    case 'string':
      return texts(schema, place);
    case 'array':
      return arrays(schema, place, build);
    case 'object':
      return objects(schema, place, build, depth, absentProbability);
    default:
      throw new UnknownKeyword(`type: ${type}`, place);
  }
}

function arrays(schema: JsonObject, place: string, build: Build): fc.Arbitrary<JsonValue> {
  const least = typeof schema['minItems'] === 'number' ? schema['minItems'] : 0;
  const most = typeof schema['maxItems'] === 'number' ? schema['maxItems'] : Number.POSITIVE_INFINITY;
  const bounds = { minLength: least, maxLength: Math.min(most, least + 3), ...depth };
  const entries = build(schema['items'], `${place}/items`);
  return schema['uniqueItems'] === true
    ? fc.uniqueArray(entries, { ...bounds, selector: (entry) => JSON.stringify(entry) })
    : fc.array(entries, bounds);
}

function alternatives(
  schema: JsonObject,
  union: readonly JsonValue[],
  place: string,
  build: Build,
  definitions: JsonObject,
): fc.Arbitrary<JsonValue> {
  const discriminator = isObject(schema['discriminator']) ? schema['discriminator'] : null;
  const tag = discriminator === null ? null : String(discriminator['propertyName']);
  const { oneOf: _one, anyOf: _any, discriminator: _tag, ...rest } = schema;
  const made = union.map((alternative, index) => {
    const inside = isObject(alternative) && constrains(rest) ? { allOf: [rest, alternative] } : alternative;
    const values = build(inside, `${place}/${schema['oneOf'] === undefined ? 'anyOf' : 'oneOf'}/${index}`);
    const isDefault =
      isObject(alternative) &&
      alternative['$ref'] !== undefined &&
      alternative['$ref'] === discriminator?.['defaultMapping'];
    return tag === null || isDefault ? values : tagged(values, tag, tagValue(alternative, tag, definitions));
  });
  // Shrinking and the depth limit go to the first alternative: it has to be one that ends.
  const ends = (entry: fc.Arbitrary<JsonValue>) =>
    isRecursive(union[made.indexOf(entry)], definitions) ? 1 : 0;
  return fc.oneof(
    { ...depth, withCrossShrink: true },
    ...made.toSorted((left, right) => ends(left) - ends(right)),
  );
}

function branches(schemas: readonly JsonObject[], place: string, build: Build): fc.Arbitrary<JsonValue> {
  return fc.oneof({ ...depth, withCrossShrink: true }, ...schemas.map((schema) => build(schema, place)));
}

// Without its tag a value would count as the union's default alternative.
function tagged(values: fc.Arbitrary<JsonValue>, tag: string, value: string | null): fc.Arbitrary<JsonValue> {
  if (value === null) return values;
  return values.map((made) =>
    isObject(made) && typeof made[tag] !== 'string' ? { ...made, [tag]: value } : made,
  );
}

function tagValue(alternative: JsonValue, tag: string, definitions: JsonObject): string | null {
  return (
    tagsOf(alternative, tag, definitions).find((value): value is string => typeof value === 'string') ?? null
  );
}

function excluding(schema: JsonObject, place: string, build: Build): fc.Arbitrary<JsonValue> {
  const { not, ...rest } = schema;
  const forbidden =
    isObject(not) && Array.isArray(not['enum']) && Object.keys(not).length === 1 ? not['enum'] : null;
  if (forbidden === null) throw new UnknownKeyword('not (other than of an enum)', place);
  return build(rest, place).filter((value) => !forbidden.includes(value));
}

function anyValue(): fc.Arbitrary<JsonValue> {
  return fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.string({ maxLength: 8 }),
    fc.constant({}),
  );
}
