/** Pieces joined before the next ones are kept apart: a stream of a million deltas must not become a million objects. */
const piecesBeforeJoining = 1024;

/** A text that grows delta by delta. */
export interface GrowingText {
  readonly joined: string[];
  pieces: string[];
}

/** An empty text. */
export function startText(): GrowingText {
  return { joined: [], pieces: [] };
}

/** Appends a delta. */
export function append(text: GrowingText, delta: string): void {
  text.pieces.push(delta);
  if (text.pieces.length < piecesBeforeJoining) return;
  text.joined.push(text.pieces.join(''));
  text.pieces = [];
}

/** The whole text so far. */
export function wholeText(text: GrowingText): string {
  return text.joined.join('') + text.pieces.join('');
}
