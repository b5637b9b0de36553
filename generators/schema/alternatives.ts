import { isObject, type JsonObject, type JsonValue } from '../../schemas/json.js';
import { definitionName } from './references.js';

/** The alternative of a union that judges this value: by its tag, or else by its JSON type. Null: no union, or none fits. */
export function chooseAlternative(
  schema: JsonObject,
  value: JsonValue,
  definitions: JsonObject,
): { readonly schema: JsonValue; readonly index: number } | null {
  const union = schema['oneOf'] ?? schema['anyOf'];
  if (!Array.isArray(union)) return null;
  const alternatives = union as readonly JsonValue[];
  const { discriminator } = schema;
  const index = isObject(discriminator)
    ? indexByTag(alternatives, discriminator, value, definitions)
    : alternatives.findIndex((entry) => hasType(value, typesOf(entry, definitions)));
  const found = alternatives[index];
  return found === undefined ? null : { schema: found, index };
}

function indexByTag(
  union: readonly JsonValue[],
  discriminator: JsonObject,
  value: JsonValue,
  definitions: JsonObject,
): number {
  const tag = String(discriminator['propertyName']);
  const given = isObject(value) ? value[tag] : undefined;
  return given === undefined
    ? union.findIndex((entry) => isObject(entry) && entry['$ref'] === discriminator['defaultMapping'])
    : union.findIndex((entry) => tagsOf(entry, tag, definitions).includes(given));
}

/** The values of the tag under which a schema is chosen. */
export function tagsOf(
  schema: JsonValue | undefined,
  tag: string,
  definitions: JsonObject,
): readonly JsonValue[] {
  if (!isObject(schema)) return [];
  if (typeof schema['$ref'] === 'string') {
    return tagsOf(definitions[definitionName(schema['$ref'], '')], tag, definitions);
  }
  const union = schema['oneOf'] ?? schema['anyOf'];
  if (Array.isArray(union)) {
    return (union as readonly JsonValue[]).flatMap((entry) => tagsOf(entry, tag, definitions));
  }
  const member = isObject(schema['properties']) ? schema['properties'][tag] : undefined;
  if (!isObject(member)) return [];
  return member['const'] === undefined ? ((member['enum'] ?? []) as readonly JsonValue[]) : [member['const']];
}

/** The JSON types that the schema itself names; empty where it names none. */
export function namedTypes({ type }: JsonObject): readonly string[] {
  if (typeof type === 'string') return [type];
  return Array.isArray(type) ? (type as readonly string[]) : [];
}

/** The JSON types that a schema allows; empty: any. */
export function typesOf(schema: JsonValue | undefined, definitions: JsonObject): readonly string[] {
  if (!isObject(schema)) return [];
  if (typeof schema['$ref'] === 'string') {
    return typesOf(definitions[definitionName(schema['$ref'], '')], definitions);
  }
  if (schema['type'] !== undefined) return namedTypes(schema);
  if (schema['discriminator'] !== undefined) return ['object'];
  const union = schema['oneOf'] ?? schema['anyOf'];
  if (!Array.isArray(union)) return [];
  const all = (union as readonly JsonValue[]).map((entry) => typesOf(entry, definitions));
  return all.some((types) => types.length === 0) ? [] : all.flat();
}

function hasType(value: JsonValue, types: readonly string[]): boolean {
  if (types.length === 0) return true;
  if (value === null) return types.includes('null');
  if (Array.isArray(value)) return types.includes('array');
  if (typeof value !== 'number') return types.includes(typeof value);
  return types.includes('number') || (types.includes('integer') && Number.isInteger(value));
}
