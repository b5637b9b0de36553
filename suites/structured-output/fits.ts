import { Ajv2020 } from 'ajv/dist/2020.js';
import type { JsonObject, JsonValue } from '../../schemas/json.js';

/** How a value misses a schema that a request brought along. */
export interface Misfit {
  /** JSON pointer inside the value. */
  readonly pointer: string;
  readonly keyword: string;
  readonly message: string;
}

/**
 * The first places at which a value does not fit the schema of a request; empty where it fits. Null where the schema
 * itself cannot be compiled: nothing can be judged by it.
 */
export function misfits(schema: JsonObject, value: JsonValue): readonly Misfit[] | null {
  // Formats are hints to models, and names that Ajv does not know are the caller's own.
  const ajv = new Ajv2020({ allErrors: false, strict: false, validateFormats: false, logger: false });
  let validate: ReturnType<typeof ajv.compile>;
  try {
    validate = ajv.compile(schema);
  } catch {
    return null;
  }
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
