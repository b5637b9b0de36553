import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../schemas/json.js';

const names = ['answer', 'city', 'count', 'items', 'name', 'note', 'options', 'unit', 'value'];

/**
 * JSON Schemas of objects in the subset that strict mode takes (REQ-JSONSCHEMA-STRICT): every member is required, no
 * others are allowed. They nest objects and arrays, and shrink to an object with a single text.
 */
export function objectSchemas(): fc.Arbitrary<JsonValue> {
  const { object } = fc.letrec<{ object: JsonObject; any: JsonObject }>((tie) => ({
    object: fc
      .uniqueArray(fc.tuple(fc.constantFrom(...names), tie('any')), {
        minLength: 1,
        maxLength: 3,
        selector: ([name]) => name,
      })
      .map(
        (members): JsonObject => ({
          type: 'object',
          properties: Object.fromEntries(members),
          required: members.map(([name]) => name),
          additionalProperties: false,
        }),
      ),
    any: fc.oneof(
      { maxDepth: 2, depthIdentifier: 'object-schema', withCrossShrink: true },
      fc.constant<JsonObject>({ type: 'string' }),
      fc.constantFrom<JsonObject>(
        { type: 'integer' },
        { type: 'number' },
        { type: 'boolean' },
        { type: 'string', enum: ['low', 'high'] },
        { type: ['string', 'null'] },
      ),
      tie('any').map((items): JsonObject => ({ type: 'array', items })),
      tie('object'),
    ),
  }));
  return object;
}
