import { isObject, type JsonObject, type JsonValue } from '../../schemas/json.js';
import { chooseAlternative, namedTypes } from '../schema/alternatives.js';
import { definitionName, withoutDefinitions } from '../schema/references.js';

/**
 * The branches of a schema: each optional member present and absent, each value of an enumeration, each alternative of
 * a union, each boundary. Named by definition, so that a recursive schema has a finite number of them.
 */
export function branchesOf(document: JsonObject, options: { readonly largest: number }): ReadonlySet<string> {
  const definitions = isObject(document['$defs']) ? document['$defs'] : {};
  const found = new Set<string>();
  const visited = new Set<string>();

  const visit = (schema: JsonValue | undefined, name: string) => {
    if (!isObject(schema)) return;
    if (typeof schema['$ref'] === 'string') {
      const definition = definitionName(schema['$ref'], name);
      if (visited.has(definition)) return;
      visited.add(definition);
      visit(definitions[definition], definition);
      return;
    }
    for (const branch of ownBranches(schema, name, options.largest)) found.add(branch);
    for (const [index, alternative] of alternativesOf(schema).entries()) {
      visit(alternative, alternativeName(alternative, index, name));
    }
    for (const [member, inside] of propertiesOf(schema)) visit(inside, `${name}.${member}`);
    visit(schema['items'], `${name}[]`);
    visit(schema['additionalProperties'], `${name}{}`);
  };
  visit(withoutDefinitions(document), 'request');
  return found;
}

/** The branches that this value takes. */
export function branchesIn(document: JsonObject, value: JsonValue): ReadonlySet<string> {
  const definitions = isObject(document['$defs']) ? document['$defs'] : {};
  const found = new Set<string>();

  const visit = (schema: JsonValue | undefined, current: JsonValue, name: string) => {
    if (!isObject(schema)) return;
    if (typeof schema['$ref'] === 'string') {
      const definition = definitionName(schema['$ref'], name);
      visit(definitions[definition], current, definition);
      return;
    }
    for (const branch of takenBranches(schema, current, name)) found.add(branch);
    const chosen = chooseAlternative(schema, current, definitions);
    if (chosen !== null) {
      const inside = alternativeName(chosen.schema, chosen.index, name);
      found.add(`${name} is ${inside}`);
      visit(chosen.schema, current, inside);
    }
    if (Array.isArray(current)) {
      for (const entry of current as readonly JsonValue[]) visit(schema['items'], entry, `${name}[]`);
    } else if (isObject(current)) {
      const properties = new Map(propertiesOf(schema));
      for (const [member, inside] of Object.entries(current)) {
        if (inside === undefined) continue;
        if (properties.has(member)) visit(properties.get(member), inside, `${name}.${member}`);
        else visit(schema['additionalProperties'], inside, `${name}{}`);
      }
    }
  };
  visit(withoutDefinitions(document), value, 'request');
  return found;
}

const lowerBounds = ['minimum', 'minLength', 'minItems'] as const;
const upperBounds = ['maximum', 'maxLength', 'maxItems', 'maxProperties'] as const;

function ownBranches(schema: JsonObject, name: string, largest: number): readonly string[] {
  const found: string[] = [];
  const required = requiredOf(schema);
  for (const [member] of propertiesOf(schema)) {
    found.push(`${name}.${member} present`);
    if (!required.has(member)) found.push(`${name}.${member} absent`);
  }
  for (const value of enumOf(schema)) found.push(`${name} = ${JSON.stringify(value)}`);
  const types = namedTypes(schema);
  if (enumOf(schema).length === 0) {
    if (types.length > 1) found.push(...types.map((type) => `${name} is ${type}`));
    if (types.includes('boolean')) found.push(`${name} = true`, `${name} = false`);
  }
  for (const bound of [...lowerBounds, ...upperBounds]) {
    const limit = schema[bound];
    if (typeof limit === 'number' && limit <= largest && limit > 0) found.push(`${name} at ${bound}`);
  }
  for (const [index, alternative] of alternativesOf(schema).entries()) {
    found.push(`${name} is ${alternativeName(alternative, index, name)}`);
  }
  return found;
}

function takenBranches(schema: JsonObject, value: JsonValue, name: string): readonly string[] {
  const found: string[] = [];
  if (isObject(value)) {
    for (const [member] of propertiesOf(schema)) {
      found.push(`${name}.${member} ${value[member] === undefined ? 'absent' : 'present'}`);
    }
  }
  if (enumOf(schema).includes(value)) found.push(`${name} = ${JSON.stringify(value)}`);
  else {
    const type = typeOf(value, namedTypes(schema));
    if (namedTypes(schema).length > 1) found.push(`${name} is ${type}`);
    if (type === 'boolean') found.push(`${name} = ${value}`);
  }
  const size = sizeOf(value);
  for (const bound of [...lowerBounds, ...upperBounds]) {
    if (size !== null && schema[bound] === size && measures(bound, value)) found.push(`${name} at ${bound}`);
  }
  return found;
}

function measures(bound: string, value: JsonValue): boolean {
  if (typeof value === 'number') return bound === 'minimum' || bound === 'maximum';
  if (typeof value === 'string') return bound.endsWith('Length');
  return Array.isArray(value) ? bound.endsWith('Items') : bound === 'maxProperties';
}

function sizeOf(value: JsonValue): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return [...value].length;
  if (Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : null;
}

function typeOf(value: JsonValue, allowed: readonly string[]): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value !== 'number') return typeof value;
  return allowed.includes('integer') ? 'integer' : 'number';
}

function alternativesOf(schema: JsonObject): readonly JsonValue[] {
  const union = schema['oneOf'] ?? schema['anyOf'];
  return Array.isArray(union) ? union : [];
}

function alternativeName(alternative: JsonValue, index: number, name: string): string {
  if (isObject(alternative) && typeof alternative['$ref'] === 'string')
    return definitionName(alternative['$ref'], name);
  const type = isObject(alternative) && typeof alternative['type'] === 'string' ? alternative['type'] : index;
  return `${name}<${type}>`;
}

function propertiesOf(schema: JsonObject): readonly (readonly [string, JsonValue | undefined])[] {
  return isObject(schema['properties']) ? Object.entries(schema['properties']) : [];
}

function requiredOf(schema: JsonObject): ReadonlySet<JsonValue> {
  return new Set(Array.isArray(schema['required']) ? (schema['required'] as readonly JsonValue[]) : []);
}

function enumOf(schema: JsonObject): readonly JsonValue[] {
  return Array.isArray(schema['enum']) ? (schema['enum'] as readonly JsonValue[]) : [];
}
