// Words in pieces of at most six letters, each with the blank before it; any other sign alone. What matters is that the
// tokens of a text joined are the text, and that counting is the same everywhere.
const token = / ?[\p{L}\p{N}\p{M}]{1,6}|\s+|[^\s\p{L}\p{N}\p{M}]/gu;

/** Cuts a text into tokens; joined they are the text again. */
export function tokensOf(text: string): readonly string[] {
  return text.match(token) ?? [];
}

/** How many tokens a text has. */
export function countTokens(text: string): number {
  return text === '' ? 0 : tokensOf(text).length;
}

/** The first tokens of a text, and how many these are. */
export function firstTokens(text: string, limit: number): { readonly text: string; readonly tokens: number } {
  const tokens = tokensOf(text);
  if (tokens.length <= limit) return { text, tokens: tokens.length };
  return { text: tokens.slice(0, Math.max(0, limit)).join(''), tokens: Math.max(0, limit) };
}
