/** Decodes UTF-8 that arrives in pieces cut anywhere, and remembers where it was first invalid. */
export interface Utf8Reader {
  /** The text of the next piece; a character cut at its end comes with the next one. */
  readonly push: (bytes: Uint8Array) => string;
  /** The text of what was held back, once nothing more comes. */
  readonly end: () => string;
  readonly byteOrderMark: () => boolean;
  /** Offset of the first byte that starts no valid sequence, or null. */
  readonly invalidAt: () => number | null;
}

const replacement = '\uFFFD';
const noBytes = new Uint8Array(0);

/**
 * Makes a reader that goes on behind invalid bytes, as browsers do. The exact offset is looked for only where the
 * decoder put a replacement character, so valid text costs one decoding.
 */
export function utf8Reader(): Utf8Reader {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let consumed = 0;
  let cut: Uint8Array = noBytes;
  let invalidAt: number | null = null;
  let byteOrderMark = false;
  let started = false;

  const take = (bytes: Uint8Array, last: boolean): string => {
    let text = decoder.decode(bytes, { stream: !last });
    if (invalidAt === null && text.includes(replacement)) {
      const whole = joined(cut, bytes);
      const found = firstInvalid(whole, last);
      if (found !== null) invalidAt = consumed - cut.length + found;
    }
    if (invalidAt === null)
      cut = cutCharacter(joined(cut.length > 0 && bytes.length < 4 ? cut : noBytes, bytes));
    consumed += bytes.length;
    if (!started && text !== '') {
      started = true;
      byteOrderMark = text.charCodeAt(0) === 0xfeff;
      if (byteOrderMark) text = text.slice(1);
    }
    return text;
  };

  return {
    push: (bytes) => take(bytes, false),
    end: () => take(noBytes, true),
    byteOrderMark: () => byteOrderMark,
    invalidAt: () => invalidAt,
  };
}

/** Offset of the first byte that starts no valid UTF-8 sequence; null where all of it is valid. */
export function firstInvalid(bytes: Uint8Array, complete: boolean): number | null {
  let at = 0;
  while (at < bytes.length) {
    const first = bytes[at] ?? 0;
    if (first < 0x80) {
      at += 1;
      continue;
    }
    const length = sequenceLength(first);
    if (length === 0) return at;
    for (let index = 1; index < length; index += 1) {
      const next = bytes[at + index];
      if (next === undefined) return complete ? at : null;
      const [low, high] = index === 1 ? secondByteRange(first) : [0x80, 0xbf];
      if (next < low || next > high) return at;
    }
    at += length;
  }
  return null;
}

function sequenceLength(first: number): number {
  if (first >= 0xc2 && first <= 0xdf) return 2;
  if (first >= 0xe0 && first <= 0xef) return 3;
  if (first >= 0xf0 && first <= 0xf4) return 4;
  return 0;
}

// Overlong forms, surrogates and code points above U+10FFFF are told by the second byte (Unicode, table 3-7).
function secondByteRange(first: number): readonly [low: number, high: number] {
  if (first === 0xe0) return [0xa0, 0xbf];
  if (first === 0xed) return [0x80, 0x9f];
  if (first === 0xf0) return [0x90, 0xbf];
  if (first === 0xf4) return [0x80, 0x8f];
  return [0x80, 0xbf];
}

/** The bytes at the end that begin a character but do not complete it. */
function cutCharacter(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return noBytes;
    if (byte >= 0xc0) return sequenceLength(byte) > back ? bytes.slice(bytes.length - back) : noBytes;
  }
  return noBytes;
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length === 0) return right;
  const whole = new Uint8Array(left.length + right.length);
  whole.set(left);
  whole.set(right, left.length);
  return whole;
}
