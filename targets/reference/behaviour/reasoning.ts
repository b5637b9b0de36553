import { type JsonObject, objectAt, stringAt } from '../../../schemas/json.js';
import type { NewId } from '../identifiers.js';
import type { PlannedItem } from '../plan.js';
import { countTokens } from '../tokenizer.js';
import { sentences } from './prose.js';

/** Words of reasoning per effort. */
const wordsOf: { readonly [effort: string]: number } = {
  minimal: 8,
  low: 16,
  medium: 32,
  high: 64,
  xhigh: 96,
  max: 128,
};

/** The effort that a request asks for; null where it asks for no reasoning at all. */
export function effortOf(request: JsonObject): string | null {
  const reasoning = objectAt(request, 'reasoning');
  if (reasoning === null) return null;
  const effort = stringAt(reasoning, 'effort') ?? 'medium';
  return effort === 'none' ? null : effort;
}

/** The reasoning in front of an answer: text always, a summary where asked for, encrypted content for whoever includes it. */
export function reasoningItem(request: JsonObject, effort: string, seed: number, newId: NewId): PlannedItem {
  const text = sentences(seed ^ 0x5eed, wordsOf[effort] ?? 32);
  const reasoning = objectAt(request, 'reasoning');
  const wished = stringAt(reasoning, 'summary') ?? stringAt(reasoning, 'generate_summary');
  const id = newId('rs');
  const parts = wished === null ? 0 : wished === 'detailed' ? 2 : 1;
  const summary = Array.from({ length: parts }, (_, index) => ({
    type: 'summary_text',
    text: `**Step ${index + 1}**\n\n${sentences(seed ^ (0xabc + index), 8)}`,
  }));
  const tokens = countTokens(text);
  const item = {
    id,
    type: 'reasoning',
    status: 'completed',
    encrypted_content: encrypted({ reasoning: id, text }),
    summary,
    content: [{ type: 'reasoning_text', text }],
  };
  return { item, tokens, reasoningTokens: tokens };
}

/** Text that only this server can read, in the form of encrypted content. Nothing in it is secret, so encoding will do. */
export function encrypted(content: JsonObject): string {
  return `gAAAAA${Buffer.from(JSON.stringify(content)).toString('base64url')}`;
}

/** What `encrypted` hid; null for content of another origin. */
export function decrypted(text: string): JsonObject | null {
  if (!text.startsWith('gAAAAA')) return null;
  try {
    return JSON.parse(Buffer.from(text.slice(6), 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
