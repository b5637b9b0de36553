import type { JsonObject } from '../../schemas/json.js';

/** Keywords that only describe. */
const annotations = new Set([
  '$schema',
  '$id',
  '$comment',
  '$defs',
  'title',
  'description',
  'default',
  'deprecated',
  'examples',
  'readOnly',
  'writeOnly',
]);

/** Keywords that the compiler gives values for. */
const compiled = new Set([
  '$ref',
  'type',
  'const',
  'enum',
  'required',
  'properties',
  'additionalProperties',
  'propertyNames',
  'minProperties',
  'maxProperties',
  'items',
  'minItems',
  'maxItems',
  'uniqueItems',
  'anyOf',
  'oneOf',
  'allOf',
  'discriminator',
  'not',
  'if',
  'then',
  'else',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'pattern',
  'format',
]);

/** Thrown for a schema that says something the compiler cannot give values for: better no value than a wrong one. */
export class UnknownKeyword extends Error {
  constructor(keyword: string, place: string) {
    super(
      `cannot generate values for ${place || 'the schema'}: the keyword "${keyword}" is not supported. Supported are ${[...compiled].join(', ')}.`,
    );
    this.name = 'UnknownKeyword';
  }
}

/** Throws `UnknownKeyword` where a schema has a keyword that is neither annotation nor supported. */
export function refuseUnknownKeywords(schema: JsonObject, place: string): void {
  for (const keyword of Object.keys(schema)) {
    if (!annotations.has(keyword) && !compiled.has(keyword)) throw new UnknownKeyword(keyword, place);
  }
}

/** Whether a schema has a keyword that says anything about values. */
export function constrains(schema: JsonObject): boolean {
  return Object.keys(schema).some((keyword) => !annotations.has(keyword));
}
