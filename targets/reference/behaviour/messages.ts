import type { JsonObject, JsonValue } from '../../../schemas/json.js';
import { hashOf, type NewId } from '../identifiers.js';
import type { PlannedItem } from '../plan.js';
import { countTokens, tokensOf } from '../tokenizer.js';

/** A message of the assistant with these content parts. */
export function message(parts: readonly JsonObject[], newId: NewId): PlannedItem {
  const tokens = parts.reduce((sum, part) => sum + countTokens(textOfPart(part)), 0);
  const item = { id: newId('msg'), type: 'message', status: 'completed', role: 'assistant', content: parts };
  return { item, tokens, reasoningTokens: 0 };
}

/** The text that a part streams. */
export function textOfPart(part: JsonObject): string {
  const text = part.type === 'refusal' ? part.refusal : part.text;
  return typeof text === 'string' ? text : '';
}

/** A part with text. Its log probabilities are made in any case; `include` decides whether they are shown. */
export function textPart(
  text: string,
  annotations: readonly JsonObject[],
  topLogprobs: number | null,
): JsonObject {
  const logprobs = topLogprobs === null ? [] : logprobsOf(text, topLogprobs);
  return { type: 'output_text', annotations, logprobs, text };
}

/** A part with a refusal. */
export function refusalPart(): JsonObject {
  return { type: 'refusal', refusal: "I'm sorry, but I can't help with that." };
}

/** A log probability for each token of the text, with as many alternatives as asked for. */
function logprobsOf(text: string, alternatives: number): readonly JsonObject[] {
  return tokensOf(text).map((token) => {
    const top = Array.from({ length: alternatives }, (_, rank) =>
      rank === 0 ? entry(token, 0) : entry(`${token}${String.fromCharCode(96 + rank)}`, rank),
    );
    return { ...entry(token, 0), top_logprobs: top };
  });
}

const bytes = new TextEncoder();

function entry(token: string, rank: number): { readonly [member: string]: JsonValue } {
  const logprob = -((hashOf(token) % 1000) / 10_000) - rank;
  return { token, logprob: Number(logprob.toFixed(4)), bytes: [...bytes.encode(token)] };
}

/** A citation of a web page for the first words of a text. */
export function urlCitation(text: string, place: number): JsonObject {
  const words = /^\S+(?:\s+\S+){0,3}/.exec(text)?.[0] ?? '';
  return {
    type: 'url_citation',
    start_index: 0,
    end_index: words.length,
    url: `https://example.com/source/${place + 1}`,
    title: `Source ${place + 1}`,
  };
}
