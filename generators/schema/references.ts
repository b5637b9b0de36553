import { isObject, type JsonObject, type JsonValue } from '../../schemas/json.js';
import { UnknownKeyword } from './keywords.js';

const prefix = '#/$defs/';

/** The name of the definition that a reference points to. Throws `UnknownKeyword` for any other form of reference. */
export function definitionName(reference: string, place: string): string {
  if (!reference.startsWith(prefix)) throw new UnknownKeyword(`$ref: ${reference}`, place);
  return reference.slice(prefix.length);
}

/** A document's root schema alone. */
export function withoutDefinitions(document: JsonObject): JsonObject {
  const { $defs: _, ...rest } = document;
  return rest;
}

/** Whether a schema leads back to a definition that it came through. */
export function isRecursive(schema: JsonValue | undefined, definitions: JsonObject): boolean {
  const visit = (current: JsonValue | undefined, path: readonly string[]): boolean => {
    if (Array.isArray(current)) return (current as readonly JsonValue[]).some((entry) => visit(entry, path));
    if (!isObject(current)) return false;
    return Object.entries(current).some(([keyword, value]) => {
      if (keyword !== '$ref' || typeof value !== 'string') return visit(value, path);
      const name = definitionName(value, '');
      return path.includes(name) || visit(definitions[name], [...path, name]);
    });
  };
  return visit(schema, []);
}
