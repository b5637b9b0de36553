import { textForPattern } from './patterns.js';

/** No rule is followed deeper than this: a deeper choice takes its shortest alternative. */
const deepest = 24;
/** No text takes more steps than this. */
const mostSteps = 5000;
/** No text grows longer than this. */
const longest = 20_000;

/**
 * Makes a text that a Lark grammar accepts: rules, terminals, literals, regular expressions, groups, `?`, `*`, `+`,
 * `~n` and alternatives. Null where the grammar has no `start` or needs more than that.
 */
export function textForGrammar(grammar: string, variant: number): string | null {
  const rules = rulesOf(grammar);
  const start = rules.get('start');
  if (start === undefined) return null;
  try {
    return written(start, { rules, variant, steps: { left: mostSteps } }, 0);
  } catch (problem) {
    if (problem instanceof GrammarTooLarge) return null;
    throw problem;
  }
}

class GrammarTooLarge extends Error {}

interface Writing {
  readonly rules: ReadonlyMap<string, string>;
  readonly variant: number;
  readonly steps: { left: number };
}

/** Rule names with their definitions; continuation lines begin with a bar or a blank. */
function rulesOf(grammar: string): ReadonlyMap<string, string> {
  const rules = new Map<string, string>();
  let name: string | null = null;
  for (const line of grammar.split(/\r?\n/)) {
    const clean = line.replace(/^\s*\/\/.*$/, '');
    const head = /^[?!]?\s*([A-Za-z_]\w*)(?:\.-?\d+)?\s*:(.*)$/.exec(clean);
    if (head !== null) {
      name = head[1] ?? null;
      if (name !== null) rules.set(name, head[2] ?? '');
    } else if (name !== null && !clean.startsWith('%')) {
      rules.set(name, `${rules.get(name) ?? ''} ${clean}`);
    }
  }
  return rules;
}

const piece =
  /\s*(?:"((?:[^"\\]|\\.)*)"i?|\/((?:[^/\\]|\\.)+)\/[a-z]*|([A-Za-z_]\w*)|([()[\]|])|(->\s*\w+))\s*([?*+]|~\s*\d+(?:\s*\.\.\s*\d+)?)?/y;

/** Cuts a definition into alternatives, at bars outside of groups and literals. */
function alternativesOf(definition: string): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  for (const { start, sign } of signsOf(definition)) {
    if (sign === '(' || sign === '[') depth += 1;
    if (sign === ')' || sign === ']') depth -= 1;
    if (sign === '|' && depth === 0) {
      found.push(definition.slice(from, start));
      from = start + 1;
    }
  }
  return [...found, definition.slice(from)];
}

function signsOf(definition: string): readonly { readonly start: number; readonly sign: string }[] {
  const signs: { start: number; sign: string }[] = [];
  const anything = /"(?:[^"\\]|\\.)*"|\/(?:[^/\\]|\\.)+\/|[()[\]|]/g;
  for (const found of definition.matchAll(anything)) {
    if (found[0].length === 1) signs.push({ start: found.index, sign: found[0] });
  }
  return signs;
}

function written(definition: string, writing: Writing, depth: number): string {
  const { rules, variant, steps } = writing;
  steps.left -= 1;
  if (depth > 4 * deepest || steps.left < 0) throw new GrammarTooLarge();
  const alternatives = alternativesOf(definition).map((text) => text.trim());
  const shortest = [...alternatives].sort((left, right) => left.length - right.length)[0] ?? '';
  const chosen = depth > deepest ? shortest : (alternatives[variant % alternatives.length] ?? '');
  let text = '';
  let position = 0;
  while (position < chosen.length) {
    piece.lastIndex = position;
    const found = piece.exec(chosen);
    if (found === null) return text;
    if (text.length > longest) throw new GrammarTooLarge();
    position = piece.lastIndex;
    const [, literal, expression, reference, sign, , repeated] = found;
    if (literal !== undefined) text += unescaped(literal).repeat(times(repeated));
    else if (expression !== undefined)
      text += (textForPattern(expression, variant) ?? '').repeat(times(repeated));
    else if (reference !== undefined && rules.has(reference)) {
      text += written(rules.get(reference) ?? '', writing, depth + 1).repeat(times(repeated));
    } else if (sign === '(' || sign === '[') {
      const end = groupEnd(chosen, position);
      text += written(chosen.slice(position, end), writing, depth + 1);
      position = end + 1;
    }
  }
  return text;
}

function groupEnd(text: string, from: number): number {
  let depth = 1;
  for (const { start, sign } of signsOf(text)) {
    if (start < from) continue;
    if (sign === '(' || sign === '[') depth += 1;
    if (sign === ')' || sign === ']') depth -= 1;
    if (depth === 0) return start;
  }
  return text.length;
}

function times(repeated: string | undefined): number {
  const count = /~\s*(\d+)/.exec(repeated ?? '')?.[1];
  return count === undefined ? 1 : Math.min(Number(count), 100);
}

function unescaped(literal: string): string {
  return literal.replace(/\\n/g, '\n').replace(/\\t/g, '\t').replace(/\\(.)/g, '$1');
}
