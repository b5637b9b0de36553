import type fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../schemas/json.js';
import { arbitraryOf } from '../schema/arbitrary.js';
import { objectSchemas } from './object-schemas.js';

/**
 * The arbitrary of a request schema, or of a part of one with its definitions. Where the schema asks for any object
 * but the contract for a JSON Schema (parameters of a function, a text format), real JSON Schemas come out.
 */
export function requestArbitrary(document: JsonObject): fc.Arbitrary<JsonValue> {
  const schemas = objectSchemas();
  return arbitraryOf(document, {
    '/$defs/FunctionTool/properties/parameters': schemas,
    '/$defs/FunctionTool/properties/output_schema': schemas,
    '/$defs/JsonSchemaFormat/properties/schema': schemas,
    '/properties/parameters': schemas,
    '/properties/output_schema': schemas,
  });
}
