import fc from 'fast-check';
import { isObject, type JsonObject, type JsonValue } from '../../schemas/json.js';
import { namedTypes } from '../schema/alternatives.js';
import { conditions } from '../schema/conditions.js';
import { mergedSchema } from '../schema/merge.js';
import { definitionName } from '../schema/references.js';
import { leafValues } from './leaf-values.js';

/** Values of a list that travel together, at most so many and so large (in characters): requests are paid for. */
const perList = { entries: 2, characters: 2500 };

/** What covering values are made with. */
export interface Covering {
  readonly definitions: JsonObject;
  readonly seed: number;
  /** Largest bound whose boundary is tried. */
  readonly largest: number;
  /** Values for places whose schema cannot say what they have to be, by `<definition>.<member>`. */
  readonly instead: { readonly [place: string]: fc.Arbitrary<JsonValue> };
}

/**
 * Few values that together take every branch of a schema: members present and absent, each value of an enumeration,
 * each alternative, each boundary. Members are varied side by side, not multiplied. Inside itself a definition is
 * continued with its simplest value only.
 */
export function coveringValues(schema: JsonValue | undefined, covering: Covering): readonly JsonValue[] {
  return valuesOf(schema, '', covering, []);
}

function valuesOf(
  schema: JsonValue | undefined,
  place: string,
  covering: Covering,
  open: readonly string[],
): readonly JsonValue[] {
  const given = Object.hasOwn(covering.instead, place) ? covering.instead[place] : undefined;
  if (given !== undefined)
    return [...nullOf(schema), ...fc.sample(given, { seed: covering.seed, numRuns: 3 })];
  if (!isObject(schema)) return [{}];
  const { $ref, allOf, ...own } = schema;
  if (typeof $ref === 'string' && Object.keys(own).length === 0) {
    const name = definitionName($ref, place);
    const values = valuesOf(covering.definitions[name], name, covering, [...open, name]);
    return open.includes(name) ? values.slice(0, 1) : values;
  }
  if ($ref !== undefined || allOf !== undefined) {
    return valuesOf(mergedSchema(schema, covering.definitions), place, covering, open);
  }
  if (schema['if'] !== undefined) {
    return conditions(schema, place).flatMap((branch) => valuesOf(branch, place, covering, open));
  }
  const union = schema['oneOf'] ?? schema['anyOf'];
  if (Array.isArray(union)) return unionValues(schema, union, place, covering, open);
  return typedValues(schema, place, covering, open);
}

function unionValues(
  schema: JsonObject,
  union: readonly JsonValue[],
  place: string,
  covering: Covering,
  open: readonly string[],
): readonly JsonValue[] {
  const tag = isObject(schema['discriminator']) ? String(schema['discriminator']['propertyName']) : null;
  const usual = isObject(schema['discriminator']) ? schema['discriminator']['defaultMapping'] : undefined;
  return union.flatMap((alternative) => {
    // A definition that is open already would go round in circles: another alternative has to end it.
    if (isObject(alternative) && typeof alternative['$ref'] === 'string') {
      const name = definitionName(alternative['$ref'], place);
      if (open.filter((entry) => entry === name).length > 1) return [];
    }
    const values = valuesOf(alternative, place, covering, open);
    const tagless = isObject(alternative) && alternative['$ref'] === usual;
    return tag === null || tagless
      ? values
      : values.filter((value) => isObject(value) && typeof value[tag] === 'string');
  });
}

function typedValues(
  schema: JsonObject,
  place: string,
  covering: Covering,
  open: readonly string[],
): readonly JsonValue[] {
  const types = typesOf(schema);
  const leaves = leafValues(schema, types, covering);
  const lists = types.includes('array') ? listValues(schema, place, covering, open) : [];
  const objects = types.includes('object') ? objectValues(schema, place, covering, open) : [];
  return [...leaves, ...lists, ...objects];
}

function listValues(
  schema: JsonObject,
  place: string,
  covering: Covering,
  open: readonly string[],
): readonly JsonValue[] {
  const entries = valuesOf(schema['items'], `${place}[]`, covering, open);
  const least = typeof schema['minItems'] === 'number' ? schema['minItems'] : 0;
  const most = typeof schema['maxItems'] === 'number' ? schema['maxItems'] : Number.POSITIVE_INFINITY;
  const lists: JsonValue[] = least === 0 ? [[]] : [repeated(entries, least)];
  for (const list of portions(entries, Math.max(1, Math.min(perList.entries, most)))) {
    lists.push(list.length < least ? repeated(list, least) : list);
  }
  const longest = most <= covering.largest && most <= 1024 ? repeated(entries.slice(0, 1), most) : null;
  const affordable = covering.largest === Number.POSITIVE_INFINITY || sizeOf(longest) <= perList.characters;
  return longest === null || !affordable ? lists : [...lists, longest];
}

function sizeOf(value: JsonValue): number {
  return JSON.stringify(value).length;
}

function portions(entries: readonly JsonValue[], most: number): readonly (readonly JsonValue[])[] {
  const found: JsonValue[][] = [];
  let room = 0;
  for (const entry of entries) {
    const size = sizeOf(entry);
    const last = found.at(-1);
    if (last === undefined || last.length >= most || size > room) {
      found.push([entry]);
      room = perList.characters - size;
    } else {
      last.push(entry);
      room -= size;
    }
  }
  return found;
}

function repeated(entries: readonly JsonValue[], length: number): JsonValue {
  return Array.from({ length }, (_, index) => entries[index % Math.max(1, entries.length)] ?? null);
}

// The simplest object first: whoever takes one value takes that.
function objectValues(
  schema: JsonObject,
  place: string,
  covering: Covering,
  open: readonly string[],
): readonly JsonValue[] {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const required = new Set(
    Array.isArray(schema['required']) ? (schema['required'] as readonly JsonValue[]) : [],
  );
  const columns = Object.entries(properties).map(([name, member]) => {
    const values = valuesOf(member, `${place}.${name}`, covering, open);
    return { name, values: required.has(name) ? values : [undefined, ...values] };
  });
  const undeclared = [...required].filter((name) => !Object.hasOwn(properties, String(name)));
  const varied = columns.filter(({ values }) => values.length > 1);
  // Shifted, so that members of as many values do not keep step: else one is absent only where the others are.
  const shift = (name: string) => varied.findIndex((column) => column.name === name);
  const rows = Math.max(1, ...columns.map(({ values }) => values.length)) + (varied.length > 1 ? 1 : 0);
  const declared = Array.from(
    { length: rows },
    (_, row): JsonObject =>
      Object.fromEntries([
        ...columns
          .map(({ name, values }) => {
            const index = row === 0 ? 0 : 1 + ((row - 1 + Math.max(0, shift(name))) % (rows - 1));
            return [name, values[index < values.length ? index : 0]] as const;
          })
          .filter(([, value]) => value !== undefined),
        ...undeclared.map((name) => [String(name), {}] as const),
      ]),
  );
  return [...declared, ...mapValues(schema, place, covering, open, declared[0] ?? {})];
}

function mapValues(
  schema: JsonObject,
  place: string,
  covering: Covering,
  open: readonly string[],
  base: JsonObject,
): readonly JsonValue[] {
  const { additionalProperties, propertyNames, maxProperties } = schema;
  if (!isObject(additionalProperties)) return [];
  const values = valuesOf(additionalProperties, `${place}{}`, covering, open);
  const longest = isObject(propertyNames) ? propertyNames['maxLength'] : undefined;
  const most = typeof maxProperties === 'number' ? maxProperties : null;
  const entries = values.map((value, index): readonly [string, JsonValue] => [`key_${index}`, value]);
  const maps: JsonObject[] = [{ ...base, ...Object.fromEntries(entries.slice(0, most ?? entries.length)) }];
  const [sample] = values;
  if (sample !== undefined && typeof longest === 'number')
    maps.push({ ...base, ['k'.repeat(longest)]: sample });
  if (sample !== undefined && most !== null) {
    const names = Array.from({ length: most - Object.keys(base).length }, (_, index) => `key_${index}`);
    maps.push({ ...base, ...Object.fromEntries(names.map((name) => [name, sample])) });
  }
  return maps;
}

function nullOf(schema: JsonValue | undefined): readonly JsonValue[] {
  return isObject(schema) && typesOf(schema).includes('null') ? [null] : [];
}

function typesOf(schema: JsonObject): readonly string[] {
  const named = namedTypes(schema);
  return named.length === 0 && schema['properties'] !== undefined ? ['object'] : named;
}
