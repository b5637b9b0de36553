import { isObject, type JsonObject, type JsonValue, pointer } from '../../schemas/json.js';
import { conditions } from '../schema/conditions.js';
import { mergedSchema } from '../schema/merge.js';
import { definitionName } from '../schema/references.js';

/** A place inside a value together with the schema that judges it. */
export interface Site {
  readonly pointer: string;
  readonly value: JsonValue;
  /** Free of references, unions and conditions as far as the value decides them. */
  readonly schema: JsonObject;
  /** JSON types that the place allows, over all alternatives of a union; empty: any. */
  readonly types: readonly string[];
}

/** Every place of a value that the schema document says something about, outermost first. */
export function sitesOf(document: JsonObject, value: JsonValue): readonly Site[] {
  const definitions = isObject(document['$defs']) ? document['$defs'] : {};
  const { $defs: _, ...root } = document;
  const found: Site[] = [];

  const visit = (schema: JsonValue | undefined, current: JsonValue, place: string) => {
    if (!isObject(schema)) return;
    const own = decided(schema, current, definitions);
    found.push({ pointer: place, value: current, schema: own, types: typesOf(schema, definitions) });
    if (Array.isArray(current)) {
      for (const [index, entry] of (current as readonly JsonValue[]).entries()) {
        visit(own['items'], entry, place + pointer(index));
      }
    } else if (isObject(current)) {
      const properties = isObject(own['properties']) ? own['properties'] : {};
      for (const [name, member] of Object.entries(current)) {
        const inside = Object.hasOwn(properties, name) ? properties[name] : own['additionalProperties'];
        if (member !== undefined) visit(inside, member, place + pointer(name));
      }
    }
  };
  visit(root, value, '');
  return found;
}

/** The schema that applies to this very value: references followed, unions and conditions decided. */
function decided(schema: JsonObject, value: JsonValue, definitions: JsonObject): JsonObject {
  const whole =
    schema['$ref'] !== undefined || schema['allOf'] !== undefined
      ? mergedSchema(schema, definitions)
      : schema;
  if (whole['if'] !== undefined) {
    const [without, having] = conditions(whole, '');
    const names = isObject(whole['if']) ? whole['if']['required'] : undefined;
    const [first] = Array.isArray(names) ? (names as readonly JsonValue[]) : [];
    const chosen = isObject(value) && value[String(first)] !== undefined ? having : without;
    return mergedSchema(chosen ?? {}, definitions);
  }
  const { oneOf, anyOf, discriminator, ...rest } = whole;
  const union = oneOf ?? anyOf;
  if (!Array.isArray(union)) return whole;
  const alternative = isObject(discriminator)
    ? byTag(union, discriminator, value, definitions)
    : (union as readonly JsonValue[]).find((entry) =>
        typesOf(entry, definitions).includes(typeName(value, entry, definitions)),
      );
  if (!isObject(alternative)) return rest;
  return mergedSchema({ allOf: [rest, decided(alternative, value, definitions)] }, definitions);
}

function byTag(
  union: readonly JsonValue[],
  discriminator: JsonObject,
  value: JsonValue,
  definitions: JsonObject,
): JsonValue | undefined {
  const tag = String(discriminator['propertyName']);
  const given = isObject(value) ? value[tag] : undefined;
  if (given === undefined) {
    return union.find((entry) => isObject(entry) && entry['$ref'] === discriminator['defaultMapping']);
  }
  return union.find((entry) => tagsOf(entry, tag, definitions).includes(given));
}

function tagsOf(schema: JsonValue | undefined, tag: string, definitions: JsonObject): readonly JsonValue[] {
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

/** The JSON types that a schema allows; empty: any. */
function typesOf(schema: JsonValue | undefined, definitions: JsonObject): readonly string[] {
  if (!isObject(schema)) return [];
  if (typeof schema['$ref'] === 'string') {
    return typesOf(definitions[definitionName(schema['$ref'], '')], definitions);
  }
  const { type } = schema;
  if (typeof type === 'string') return [type];
  if (Array.isArray(type)) return type as readonly string[];
  const union = schema['oneOf'] ?? schema['anyOf'];
  if (schema['discriminator'] !== undefined) return ['object'];
  if (!Array.isArray(union)) return [];
  const all = (union as readonly JsonValue[]).map((entry) => typesOf(entry, definitions));
  return all.some((types) => types.length === 0) ? [] : all.flat();
}

function typeName(value: JsonValue, schema: JsonValue, definitions: JsonObject): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') {
    return Number.isInteger(value) && typesOf(schema, definitions).includes('integer') ? 'integer' : 'number';
  }
  return typeof value;
}
