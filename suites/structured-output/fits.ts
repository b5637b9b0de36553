import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { JsonObject, JsonValue } from '../../schemas/json.js';

/** How a value misses a schema that a request brought along. */
export interface Misfit {
  /** JSON pointer inside the value. */
  readonly pointer: string;
  readonly keyword: string;
  readonly message: string;
}

// Formats are hints to models, and names that Ajv does not know are the caller's own. Meta schemas are loaded once; the
// schemas of requests are forgotten again. Their ids and drafts do not matter, and must not stand for Ajv's own.
const ajv = new Ajv2020({
  allErrors: false,
  strict: false,
  validateFormats: false,
  logger: false,
});

function compiled({ $id: _id, $schema: _draft, ...schema }: JsonObject): ValidateFunction | null {
  try {
    return ajv.compile(schema);
  } catch {
    return null;
  } finally {
    ajv.removeSchema(schema);
  }
}

/**
 * The first places at which a value does not fit the schema of a request; empty where it fits. Null where the schema
 * itself cannot be compiled: nothing can be judged by it.
 */
export function misfits(schema: JsonObject, value: JsonValue): readonly Misfit[] | null {
  const validate = compiled(schema);
  if (validate === null) return null;
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, keyword, message }) => ({
    pointer: instancePath,
    keyword,
    message: `${instancePath === '' ? 'the value' : instancePath} ${message ?? `misses ${keyword}`}`,
  }));
}

/** Parses JSON; undefined where the text is none. */
export function parsedJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
