import type { JsonObject, JsonValue } from '../../../schemas/json.js';
import type { Stage } from '../../engine/scenario.js';

/** Long enough for its tokens to be told from formatting, and harmless to any model. */
export const longInstructions = [
  'You are a patient assistant in the reading room of a small public library by the sea.',
  'Visitors ask about opening hours, borrowing periods, the catalogue, the map collection and the quiet corner upstairs.',
  'Answer politely, in plain words and in no more than one short sentence each time.',
  'Never mention prices, never promise anything on behalf of the staff, and keep to the language of the visitor.',
  'Where you do not know an answer, say so frankly and point to the desk beside the main entrance.',
].join(' ');

/** Ids of this form were never given out. */
export const unknownResponseId = 'resp_00000000000000000000000000000000000000000000000000';

/** A short turn: what is sent plus a token limit where the target takes one, so that chatty models stay cheap. */
export async function shortTurn(stage: Stage, body: JsonObject): Promise<JsonObject> {
  const limited = await stage.offers('max-output-tokens');
  return limited ? { ...body, max_output_tokens: 64 } : body;
}

/** A message of input. */
export function message(role: 'user' | 'assistant' | 'developer', text: string): JsonObject {
  const type = role === 'assistant' ? 'output_text' : 'input_text';
  const part: JsonObject = role === 'assistant' ? { type, text, annotations: [] } : { type, text };
  return { type: 'message', role, content: [part] };
}

/** Whether the dialect has the operation at all. */
export function has(stage: Stage, operation: string): boolean {
  return stage.dialect.wire.operations.includes(operation);
}

/** The types of items, for notes. */
export function typesOf(items: readonly JsonObject[]): readonly JsonValue[] {
  return items.map((item) => item['type'] ?? null);
}
