import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { makeProgram } from '../cli/program.js';
import { fakeTerminal } from './cli/fake-terminal.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const scripts = Object.keys(
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> })
    .scripts,
);

describe.each(pages)('%s', (page) => {
  const text = readFileSync(join(root, page), 'utf8');

  test('links only to what exists', () => {
    const links = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, link = '']) => link);
    const broken = links
      .filter((link) => !/^[a-z]+:/.test(link))
      .filter((link) => !existsSync(resolve(root, dirname(page), link)));
    expect(broken).toEqual([]);
  });

  test('names only npm scripts that exist', () => {
    const named = [...text.matchAll(/npm run ([\w-]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
  });

  test('shows only commands and options that exist', () => {
    expect(shownCommands(text).flatMap(unknownWords)).toEqual([]);
  });
});

/** Command lines in fenced blocks, comments and line continuations taken away. */
function shownCommands(text: string): readonly string[] {
  const blocks = [...text.matchAll(/```(?:sh|bash|console|yaml)\n([\s\S]*?)```/g)].map(
    ([, block = '']) => block,
  );
  return blocks
    .flatMap((block) => block.replaceAll('\\\n', ' ').split('\n'))
    .flatMap((line) => /(?:^|\s)responses-conformance\s+([^#|&]*)/.exec(line)?.[1]?.trim() ?? []);
}

/** Words of a command line that the command does not know. */
function unknownWords(line: string): readonly string[] {
  const words = line.split(/\s+/).filter((word) => word !== '');
  const [name = ''] = words;
  const command = makeProgram({ terminal: fakeTerminal(root), finish: () => {} }).commands.find(
    (candidate) => candidate.name() === name,
  );
  if (command === undefined) return name.startsWith('-') ? [] : [line];
  const known = new Set(command.options.flatMap(({ long, short }) => [long, short]));
  return words
    .filter((word) => word.startsWith('--'))
    .map((word) => word.split('=')[0] ?? word)
    .filter((word) => word !== '--help' && !known.has(word))
    .map((word) => `${line}: ${word}`);
}
