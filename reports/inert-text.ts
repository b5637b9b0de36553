/**
 * Control characters that a terminal or log would obey, and the marks that turn the direction of text around.
 * Line feeds and tabs stay.
 */
const obeyed = /(?![\n\t])\p{Cc}|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/** The text with everything that a terminal would obey written out, so that it can only be read. */
export function inert(text: string): string {
  return text.replace(obeyed, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x100
      ? `\\x${code.toString(16).padStart(2, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** The text on one line, inert, and no longer than `most` characters. */
export function oneLine(text: string, most: number): string {
  return shortened(inert(text.replace(/\s+/g, ' ').trim()), most);
}

/** The start of the text where it is longer than `most` characters, with a mark that something is missing. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.max(0, most - 1))}…`;
}
