import type { Dialect } from '../../../schemas/dialect.js';
import {
  isObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  objectsAt,
  stringAt,
} from '../../../schemas/json.js';
import { type Fault, invalid } from '../fault.js';

/**
 * Strict schemas may use only a subset of JSON Schema: the top is an object, every object lists all its members as
 * required and allows no others (REQ-JSONSCHEMA-STRICT). Open Responses states no subset.
 */
export function strictSchemaFault(body: JsonObject, { name }: Dialect): Fault | null {
  if (name === 'open-responses') return null;
  const format = objectAt(objectAt(body, 'text') ?? {}, 'format');
  if (format?.type === 'json_schema' && format.strict === true) {
    const problem = problemOf(format.schema);
    if (problem !== null) {
      return invalid(
        'text.format.schema',
        `Invalid schema for response_format '${stringAt(format, 'name')}': ${problem}`,
        {
          code: 'invalid_json_schema',
        },
      );
    }
  }
  for (const { index, value } of objectsAt(body, 'tools')) {
    if (value.type !== 'function' || value.strict !== true || !isObject(value.parameters)) continue;
    const problem = problemOf(value.parameters);
    if (problem !== null) {
      return invalid(
        `tools[${index}].parameters`,
        `Invalid schema for function '${stringAt(value, 'name')}': ${problem}`,
        {
          code: 'invalid_function_parameters',
        },
      );
    }
  }
  return null;
}

function problemOf(schema: JsonValue | undefined): string | null {
  if (!isObject(schema)) return null;
  const top = typeof schema.$ref === 'string' ? 'object' : schema.type;
  if (top !== 'object') return "In context=(), the schema has to be of type 'object'.";
  return objectProblem(schema, []);
}

const maps = ['properties', '$defs', 'definitions'] as const;
const lists = ['anyOf', 'allOf', 'prefixItems'] as const;

function objectProblem(schema: JsonValue | undefined, path: readonly string[]): string | null {
  if (!isObject(schema) || path.length > 100) return null;
  const where = `In context=(${path.map((step) => `'${step}'`).join(', ')})`;
  if (isObject(schema.properties) || schema.type === 'object') {
    if (schema.additionalProperties !== false) {
      return `${where}, 'additionalProperties' is required to be supplied and to be false.`;
    }
    const required = new Set(Array.isArray(schema.required) ? schema.required : []);
    const missing = Object.keys(isObject(schema.properties) ? schema.properties : {}).find(
      (name) => !required.has(name),
    );
    if (missing !== undefined) {
      return `${where}, 'required' has to name every key in properties. Missing '${missing}'.`;
    }
  }
  for (const keyword of maps) {
    for (const [name, part] of Object.entries(objectAt(schema, keyword) ?? {})) {
      const problem = objectProblem(part, [...path, keyword, name]);
      if (problem !== null) return problem;
    }
  }
  for (const keyword of lists) {
    for (const { index, value } of objectsAt(schema, keyword)) {
      const problem = objectProblem(value, [...path, keyword, String(index)]);
      if (problem !== null) return problem;
    }
  }
  return objectProblem(schema.items, [...path, 'items']);
}
