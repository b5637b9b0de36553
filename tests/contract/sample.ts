import { definitionsOf, sideOf } from '../../schemas/compose.js';
import type { DialectName } from '../../schemas/dialect.js';
import { isObject, type JsonObject, type JsonValue, pointer, valueAt } from '../../schemas/json.js';
import {
  type Definitions,
  definitionOf,
  referredName,
  resolved,
  type Schema,
  type SchemaOrTrue,
  tagsOf,
  typesOf,
} from '../../schemas/schema.js';
import type { RootName } from '../../schemas/validator.js';

/** A value that has every member, with the schema of each place in it. */
interface Sample {
  readonly value: JsonValue;
  readonly places: readonly Place[];
}

interface Place {
  readonly pointer: string;
  readonly schema: Schema;
  readonly required: boolean;
}

const simple: { readonly [type: string]: JsonValue } = {
  string: 'text',
  integer: 20,
  number: 0.5,
  boolean: true,
  null: null,
  object: {},
  array: [],
};

/** Text that the formats and patterns of the contract allow. */
function textFor({ format, pattern }: Schema): string {
  if (format === 'uri') return 'https://example.com/a';
  if (format === 'date-time') return '2026-11-21T00:00:00Z';
  return pattern?.startsWith('^tunnel') ? `tunnel_${'a'.repeat(32)}` : 'text';
}

function sample(schema: SchemaOrTrue, definitions: Definitions, at: string, depth: number): Sample {
  if (schema === true) return { value: 'anything', places: [] };
  const found = resolved(schema, definitions);
  if (found.const !== undefined) return { value: found.const, places: [] };
  if (found.enum !== undefined) return { value: found.enum[0] ?? null, places: [] };
  if (found.oneOf !== undefined) return sample(found.oneOf[0] ?? true, definitions, at, depth);
  if (found.anyOf !== undefined) {
    // The richest alternative: an object or a list rather than text.
    const rich = found.anyOf.find((entry) => /object|array/.test(typesOf(entry, definitions).join(' ')));
    return sample(rich ?? found.anyOf[0] ?? true, definitions, at, depth);
  }
  const [type = 'object'] = typesOf(found, definitions);
  if (type === 'array') {
    if (depth === 0) return { value: [], places: [] };
    const inner = sample(found.items ?? true, definitions, `${at}/0`, depth - 1);
    const schemaOfItem = found.items === undefined || found.items === true ? [] : [found.items];
    const places = schemaOfItem.map((item) => ({ pointer: `${at}/0`, schema: item, required: false }));
    return { value: [inner.value], places: [...places, ...inner.places] };
  }
  if (type === 'object') return sampleObject(found, definitions, at, depth);
  if (type === 'string') return { value: textFor(found), places: [] };
  return {
    value: found.maximum !== undefined && found.maximum < 20 ? found.maximum : (simple[type] ?? null),
    places: [],
  };
}

function sampleObject(schema: Schema, definitions: Definitions, at: string, depth: number): Sample {
  const value: { [member: string]: JsonValue } = {};
  const places: Place[] = [];
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    const where = at + pointer(name);
    // Recursion (filters of filters, details of details) ends where it may be left out.
    const required = schema.required?.includes(name) ?? false;
    if (depth === 0 && !required) continue;
    const inner = sample(member, definitions, where, Math.max(depth - 1, 0));
    value[name] = inner.value;
    if (member !== true) places.push({ pointer: where, schema: member, required });
    places.push(...inner.places);
  }
  const map = schema.additionalProperties;
  if (typeof map === 'object') {
    const inner = sample(map, definitions, `${at}/key`, depth);
    return {
      value: { key: inner.value },
      places: [{ pointer: `${at}/key`, schema: map, required: false }, ...inner.places],
    };
  }
  return { value, places };
}

/** A value of a JSON type that the schema does not allow; undefined where it allows all. */
function wrongFor(schema: Schema, definitions: Definitions): JsonValue | undefined {
  const allowed = new Set(typesOf(schema, definitions));
  if (allowed.size === 0) return undefined;
  if (allowed.has('number')) allowed.add('integer');
  return ['boolean', 'string', 'integer', 'object']
    .filter((type) => !allowed.has(type))
    .map((type) => simple[type] as JsonValue)[0];
}

/** A value outside the enumeration of the schema; undefined where it has none. */
function outside(schema: Schema, definitions: Definitions): JsonValue | undefined {
  const found = resolved(schema, definitions);
  return found.const === undefined && found.enum === undefined ? undefined : 'no such value';
}

/** A copy of a value with something else at one place; undefined takes the member away. */
export function replaced(root: JsonValue, place: string, value: JsonValue | undefined): JsonValue {
  const copy = structuredClone(root);
  const parent = valueAt(copy, place.slice(0, place.lastIndexOf('/')));
  const name = place.slice(place.lastIndexOf('/') + 1);
  if (Array.isArray(parent)) parent[Number(name)] = value as JsonValue;
  else if (isObject(parent)) {
    const members = parent as { [member: string]: JsonValue | undefined };
    if (value === undefined) delete members[name];
    else members[name] = value;
  }
  return copy;
}

/** One alternative of a union under one of its tags. */
export interface Row {
  readonly root: RootName;
  readonly name: string;
  readonly tag: string;
}

const unions: readonly RootName[] = ['OutputItem', 'StreamEvent', 'Tool', 'InputItem', 'ConversationItem'];

/** Every alternative of every union of a dialect, under each of its tags. */
export function rows(dialect: DialectName): readonly Row[] {
  return unions.flatMap((root) => {
    const definitions = definitionsOf(dialect, sideOf(root));
    const { oneOf = [] } = resolved(definitionOf(definitions, root), definitions);
    const alternatives = oneOf.flatMap((entry) => resolved(entry, definitions).oneOf ?? [entry]);
    return alternatives.flatMap((entry) =>
      tagsOf(entry, 'type', definitions).map((tag) => ({ root, name: referredName(entry.$ref ?? ''), tag })),
    );
  });
}

/** A valid value of an alternative, and every way in which one of its fields can be wrong. */
export function cases({ root, name, tag }: Row, dialect: DialectName) {
  const definitions = definitionsOf(dialect, sideOf(root));
  const { value, places } = sample({ $ref: `#/$defs/${name}` }, definitions, '', 4);
  const whole: JsonValue = { ...(value as JsonObject), type: tag };
  const mutations = places.flatMap((place) => {
    // An unknown tag makes an answer's object another, unknown thing.
    const isTag = /\/type$/.test(place.pointer) && (sideOf(root) === 'answer' || place.pointer === '/type');
    const found: {
      readonly what: string;
      readonly pointer: string;
      readonly value: JsonValue | undefined;
    }[] = [];
    const wrong = wrongFor(place.schema, definitions);
    if (wrong !== undefined) found.push({ what: 'wrong type', pointer: place.pointer, value: wrong });
    // Input without a type is a message, with other members.
    const untagged = root === 'InputItem' && place.pointer === '/type';
    if (place.required && !untagged)
      found.push({ what: 'missing', pointer: place.pointer, value: undefined });
    if (!isTag) {
      const other = outside(place.schema, definitions);
      if (other !== undefined) found.push({ what: 'no such value', pointer: place.pointer, value: other });
    }
    return found;
  });
  return { whole, mutations };
}
