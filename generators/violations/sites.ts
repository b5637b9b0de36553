import { isObject, type JsonObject, type JsonValue, pointer } from '../../schemas/json.js';
import { chooseAlternative, typesOf } from '../schema/alternatives.js';
import { conditions } from '../schema/conditions.js';
import { mergedSchema } from '../schema/merge.js';

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
    const possible = conditions(whole, '');
    const names = isObject(whole['if']) ? whole['if']['required'] : undefined;
    const [first] = Array.isArray(names) ? (names as readonly JsonValue[]) : [];
    const chosen = isObject(value) && value[String(first)] !== undefined ? possible.at(-1) : possible[0];
    return mergedSchema(chosen ?? {}, definitions);
  }
  const chosen = chooseAlternative(whole, value, definitions);
  if (whole['oneOf'] === undefined && whole['anyOf'] === undefined) return whole;
  const { oneOf: _one, anyOf: _any, discriminator: _tag, ...rest } = whole;
  if (chosen === null || !isObject(chosen.schema)) return rest;
  return mergedSchema({ allOf: [rest, decided(chosen.schema, value, definitions)] }, definitions);
}
