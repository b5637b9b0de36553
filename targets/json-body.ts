import type { JsonValue } from '../schemas/json.js';
import type { Redaction } from './redaction.js';
import { firstInvalid } from './utf8.js';

/** A body read as JSON, or why it is none. */
export interface JsonBody {
  /** The body as text, without a byte order mark; invalid UTF-8 shows as U+FFFD. */
  readonly text: string;
  readonly json?: JsonValue;
  readonly problem: string | null;
}

/** What a hostile body must not exceed. */
export interface JsonLimits {
  readonly maxJsonDepth: number;
  readonly maxJsonValues: number;
}

/** Reads bytes as JSON. Never throws: what is wrong with them is the answer. */
export function readJsonBody(bytes: Uint8Array, limits: JsonLimits): JsonBody {
  const text = new TextDecoder('utf-8').decode(bytes);
  const invalid = firstInvalid(bytes, true);
  if (invalid !== null) return { text, problem: `invalid UTF-8 at byte ${invalid}` };
  return { text, ...parseJson(text, limits) };
}

/**
 * What may be written of a body that is no JSON. The parser's words quote a piece of the text, which may begin or end inside a
 * secret, so the redacted text is what they are about.
 */
export function redactedProblem(
  { text, problem }: JsonBody,
  limits: JsonLimits,
  redaction: Pick<Redaction, 'text'>,
): { readonly text: string; readonly jsonProblem: string | null } {
  const clean = redaction.text(text);
  if (problem === null || clean === text) return { text, jsonProblem: problem };
  return { text: clean, jsonProblem: parseJson(clean, limits).problem ?? redaction.text(problem) };
}

/** Parses text within limits of depth and size, which are checked before anything is built. */
export function parseJson(
  text: string,
  limits: JsonLimits,
): { readonly json?: JsonValue; readonly problem: string | null } {
  const excess = jsonExcess(text, limits);
  if (excess !== null) return { problem: excess };
  if (text.trim() === '') return { problem: 'the body is empty' };
  try {
    return { json: JSON.parse(text) as JsonValue, problem: null };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;

/**
 * Why a text is not parsed although it may be JSON: nested too deep for whoever walks it, or too many values. Null where it is
 * within the limits. A walk over brackets and commas outside strings is enough to bound what JSON.parse would build.
 */
export function jsonExcess(text: string, limits: JsonLimits): string | null {
  let depth = 0;
  let values = 1;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = endOfString(text, at);
      continue;
    }
    if (code === 0x5b || code === 0x7b) {
      depth += 1;
      values += 1;
      if (depth > limits.maxJsonDepth) return `nested deeper than ${limits.maxJsonDepth} levels`;
    } else if (code === 0x5d || code === 0x7d) depth -= 1;
    else if (code === comma) values += 1;
    if (values > limits.maxJsonValues) return `more than ${limits.maxJsonValues} values`;
    at += 1;
  }
  return null;
}

/** Index behind the string that starts at `start`, or the end of the text where it is not closed. */
export function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === backslash) slashes += 1;
    if (slashes % 2 === 0) return end + 1;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
}
