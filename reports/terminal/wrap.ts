/** The text in lines of at most `width` characters, each behind `indent`. Words that are longer stay whole. */
export function wrapped(text: string, width: number, indent = ''): readonly string[] {
  const room = Math.max(20, width - indent.length);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  if (line !== '') lines.push(line);
  return lines.map((each) => `${indent}${each}`);
}

/** A label in front of wrapped text, the further lines below the first. */
export function labelled(label: string, text: string, width: number): readonly string[] {
  const indent = ' '.repeat(11);
  const [first = '', ...rest] = wrapped(text, width, indent);
  return [`  ${label.padEnd(9)}${first.trimStart()}`, ...rest];
}
