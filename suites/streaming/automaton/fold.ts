import { isObject, type JsonObject, type JsonValue } from '../../../schemas/json.js';
import { wholeText } from './text.js';
import { type ItemTrack, type TextTrack, tracksOf } from './track.js';
import type { Walk } from './walk.js';

/** What a client has in its hands when a stream ends. */
export interface FoldedStream {
  readonly id: string | null;
  /** Type of the terminal event; null where none came. */
  readonly terminal: string | null;
  /** The latest Response object, with the output that the events of items built up. */
  readonly response: JsonObject | null;
}

/** Builds the response as a client does: what is announced, plus the deltas, taking no `done` event on trust. */
export function fold(walk: Walk): FoldedStream {
  const items = [...walk.items.values()].sort((left, right) => left.index - right.index);
  return {
    id: walk.responseId,
    terminal: walk.terminal?.type ?? null,
    response: walk.response === null ? null : { ...walk.response, output: items.map(foldItem) },
  };
}

/** One item from its events. Members that no delta brings are those of `output_item.done`. */
function foldItem(item: ItemTrack): JsonObject {
  const base: JsonObject = { ...(item.added ?? {}), ...(item.done ?? {}) };
  if (item.earlier) return base;
  const folded: { [member: string]: JsonValue | undefined } = { ...base };
  const content = tracksOf(item, 'content').map((text) => foldPart(text, 'content', base));
  if (content.length > 0) folded['content'] = content;
  const summary = tracksOf(item, 'summary').map((text) => foldPart(text, 'summary', base));
  if (summary.length > 0) folded['summary'] = summary;
  for (const text of tracksOf(item, 'item')) {
    const member = text.family?.member.split('/') ?? [];
    if (member.length === 2 && member[1] !== undefined) folded[member[1]] = said(text);
  }
  return folded;
}

function foldPart(text: TextTrack, member: 'content' | 'summary', item: JsonObject): JsonObject {
  const parts = item[member];
  const done = Array.isArray(parts) ? parts[text.position] : undefined;
  const type = text.partType ?? text.family?.partTypes[0] ?? 'output_text';
  const value = type === 'refusal' ? { refusal: said(text) } : { text: said(text) };
  return { ...(isObject(done) ? done : {}), type, ...value };
}

function said(text: TextTrack): string {
  return text.deltas === 0 ? (text.doneText ?? text.initial) : text.initial + wholeText(text.text);
}
