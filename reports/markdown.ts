import { inert } from './inert-text.js';

/** Text as it may stand in a line of Markdown: nothing in it is markup, HTML or a mention. */
export function markdownText(text: string): string {
  return (
    inert(text)
      .replace(/\s+/g, ' ')
      .replace(/[\\`*[\]<>|~&]/g, (character) => `\\${character}`)
      // Inside a word an underscore is one; a number sign is a heading only at the start.
      .replace(/(?<!\w)_|_(?!\w)/g, '\\_')
      .replace(/^(\s*)([#+=-]|\d+[.)])/, '$1\\$2')
      .replace(/(?<![\w])@/g, '@\u200b')
      .replace(/(?<=https?):/gi, '\\:')
  );
}

/** Text as it may stand in a cell of a Markdown table, as code. */
export function markdownCode(text: string): string {
  const clean = inert(text).replace(/\s+/g, ' ').replaceAll('|', '\\|');
  const fence = '`'.repeat(Math.max(0, ...[...clean.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const pad = clean.startsWith('`') || clean.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${clean}${pad}${fence}`;
}

/** Lines as a fenced block. The fence is longer than any run of backticks inside. */
export function markdownBlock(lines: readonly string[], language = 'text'): string {
  const text = lines.map((line) => inert(line)).join('\n');
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** A table; cells must be Markdown already. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}
