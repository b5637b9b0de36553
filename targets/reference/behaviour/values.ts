import { isObject, type JsonObject, type JsonValue, jsonEqual, valueAt } from '../../../schemas/json.js';
import { valueForArray } from './array-values.js';
import { mergeSchemas } from './merged-schemas.js';
import { valueForNumber } from './number-values.js';
import { valueForObject } from './object-values.js';
import { valueForString } from './string-values.js';

/** How values are chosen where the schema leaves a choice. */
export interface ValueChoices {
  /** Different numbers give different values, as far as the schema lets them. */
  readonly variant: number;
  /** A text for a string property that may hold any text; null for no wish. Keeps to the schema where it is narrower. */
  readonly wish: (property: string, schema: JsonObject) => string | null;
}

/** Where the generator stands inside the asked schema. */
export interface ValuePlace extends ValueChoices {
  readonly root: JsonValue;
  readonly depth: number;
  /** How many values may still be made with all that a schema permits; then only what it demands, then nothing. */
  readonly budget: { left: number };
  /** Name of the property that is being filled; empty at the top and in arrays. */
  readonly property: string;
}

/** No schema is followed deeper than this with more than it demands. */
const generousDepth = 6;
/** Nothing finite needs to be deeper than this: a schema that still recurses cannot be satisfied. */
const deepest = 40;

/** Values made with everything that the schema permits. */
const generousValues = 2000;
/** Values made at all. Schemas come with requests, and none may keep the server busy. */
const mostValues = 5000;

/** Makes a value that is valid under a JSON Schema (2020-12, and what is commonly used of older drafts). */
export function valueForSchema(schema: JsonValue | undefined, choices: ValueChoices): JsonValue {
  return valueAtPlace(schema, {
    ...choices,
    root: schema ?? true,
    depth: 0,
    property: '',
    budget: { left: mostValues },
  });
}

/** Makes a value for a schema inside the asked one. */
export function valueAtPlace(given: JsonValue | undefined, place: ValuePlace): JsonValue {
  place.budget.left -= 1;
  if (!isObject(given) || place.depth > deepest || isExhausted(place)) return null;
  const schema = resolved(given, place.root);
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.enum) && schema.enum.length > 0) return fromEnum(schema, place);
  const branches = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(branches) && branches.length > 0) return fromBranches(schema, branches, place);
  switch (typeOf(schema, place)) {
    case 'object':
      return valueForObject(schema, place);
    case 'array':
      return valueForArray(schema, place);
    case 'number':
      return valueForNumber(schema, false, place);
    case 'integer':
      return valueForNumber(schema, true, place);
    case 'boolean':
      return place.variant % 2 === 0;
    case 'null':
      return null;
    default:
      return valueForString(schema, place);
  }
}

/** Whether there is still room for what a schema permits but does not demand. */
export function isGenerous(place: ValuePlace): boolean {
  return place.depth < generousDepth && place.budget.left > mostValues - generousValues;
}

/** Whether so many values were made already that no further one is. */
export function isExhausted(place: ValuePlace): boolean {
  return place.budget.left < 0;
}

/** The schema with its references followed and its `allOf` joined to it. */
function resolved(given: JsonObject, root: JsonValue): JsonObject {
  let schema = given;
  for (let steps = 0; steps < 50; steps += 1) {
    if (typeof schema.$ref === 'string') {
      const { $ref, ...rest } = schema;
      const target = targetOf($ref, root);
      schema = isObject(target) ? mergeSchemas(target, rest) : rest;
    } else if (Array.isArray(schema.allOf)) {
      const { allOf, ...rest } = schema;
      schema = allOf.reduce<JsonObject>(
        (joined, part) => (isObject(part) ? mergeSchemas(joined, part) : joined),
        rest,
      );
    } else {
      return schema;
    }
  }
  return schema;
}

function targetOf(reference: string, root: JsonValue): JsonValue | undefined {
  if (reference === '#') return root;
  if (reference.startsWith('#/')) return valueAt(root, safelyDecoded(reference.slice(1)));
  const definitions = isObject(root) ? (root.$defs ?? root.definitions) : undefined;
  if (!isObject(definitions)) return undefined;
  const name = reference.replace(/^#/, '');
  return Object.values(definitions).find(
    (schema) => isObject(schema) && (schema.$anchor === name || schema.$id === reference),
  );
}

function safelyDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function fromEnum(schema: JsonObject, place: ValuePlace): JsonValue {
  const values = Array.isArray(schema.enum) ? schema.enum : [];
  const wished = place.wish(place.property, schema);
  const wish = values.find((value) => typeof value === 'string' && value === wished);
  return wish ?? values[place.variant % values.length] ?? null;
}

/** One branch of anyOf or oneOf: the first that is not null and can be finished; deep down, the shallowest. */
function fromBranches(schema: JsonObject, branches: readonly JsonValue[], place: ValuePlace): JsonValue {
  const { anyOf, oneOf, ...rest } = schema;
  const merged = branches.filter(isObject).map((branch) => resolved(mergeSchemas(rest, branch), place.root));
  const isNull = (branch: JsonObject) => branch.type === 'null' || jsonEqual(branch.const, null);
  const wanted = isGenerous(place)
    ? [...merged.filter((branch) => !isNull(branch)), ...merged]
    : [...merged.filter(isNull), ...[...merged].sort((left, right) => weight(left) - weight(right))];
  return valueAtPlace(wanted[0] ?? rest, { ...place, depth: place.depth + 1 });
}

/** How much a branch demands: scalars nothing, arrays little, objects their required members. */
function weight(schema: JsonObject): number {
  if (schema.type === 'object' || isObject(schema.properties)) {
    return 2 + (Array.isArray(schema.required) ? schema.required.length : 0);
  }
  return schema.type === 'array' ? 1 : 0;
}

function typeOf(schema: JsonObject, place: ValuePlace): string {
  const { type } = schema;
  if (typeof type === 'string') return type;
  if (Array.isArray(type)) {
    const named = type.filter((name): name is string => typeof name === 'string');
    const wanted = isGenerous(place)
      ? named.find((name) => name !== 'null')
      : named.find((name) => name === 'null');
    return wanted ?? named[0] ?? 'string';
  }
  if (
    isObject(schema.properties) ||
    schema.required !== undefined ||
    schema.additionalProperties !== undefined
  )
    return 'object';
  if (schema.items !== undefined || schema.prefixItems !== undefined || schema.minItems !== undefined)
    return 'array';
  if (
    ['minimum', 'maximum', 'multipleOf', 'exclusiveMinimum', 'exclusiveMaximum'].some(
      (word) => word in schema,
    )
  )
    return 'number';
  return 'string';
}
