import { hashOf } from '../identifiers.js';
import type { Facts } from './facts.js';
import type { Wishes } from './wishes.js';

const subjects = [
  'The river',
  'A lantern',
  'The old map',
  'Every signal',
  'The quiet harbour',
  'A careful reader',
] as const;
const verbs = ['follows', 'answers', 'reflects', 'outlasts', 'measures', 'carries'] as const;
const objects = [
  'the evening tide',
  'a northern wind',
  'the first question',
  'many small steps',
  'its own shadow',
] as const;
const endings = [
  'without haste',
  'as it always did',
  'in good order',
  'before the rain',
  'with some patience',
  'once more',
] as const;

/** Sentences without meaning that depend on the seed alone; at least so many words, cut at the last sentence's end. */
export function sentences(seed: number, words: number): string {
  const written: string[] = [];
  let count = 0;
  for (let index = 0; count < words; index += 1) {
    const pick = (from: readonly string[], salt: number) =>
      from[hashOf(`${seed} ${index} ${salt}`) % from.length] ?? '';
    const sentence = `${pick(subjects, 1)} ${pick(verbs, 2)} ${pick(objects, 3)} ${pick(endings, 4)}.`;
    written.push(sentence);
    count += sentence.split(' ').length;
  }
  return written.join(' ');
}

const asks = /\?|\b(?:what|which|who|where|when|tell me|repeat|recall|remind)\b/i;

/** What the user asks about of what was told: one sentence for each fact that the question names. */
function recalled(text: string, facts: Facts): readonly string[] {
  if (!asks.test(text)) return [];
  const question = text.toLowerCase().replace(/[\s_-]+/g, ' ');
  return [...facts]
    .filter(([name]) => question.includes(name))
    .map(([name, value]) => `The ${name} is ${value}.`);
}

/** Says exactly so many words: the last sentence may be cut. */
function exactWords(text: string, words: number): string {
  const all = text.split(' ');
  return all.length <= words ? text : `${all.slice(0, words).join(' ').replace(/[.,]$/, '')}.`;
}

/** The answer in words: what was asked for verbatim, facts that are asked for, and prose of the wished length. */
export function answerText(wishes: Wishes, facts: Facts, verbosity: string, seed: number): string {
  if (wishes.verbatim !== null) return wishes.verbatim;
  const known = recalled(wishes.text, facts);
  if (wishes.words !== null)
    return exactWords([...known, sentences(seed, wishes.words)].join(' '), wishes.words);
  const words = verbosity === 'low' ? 1 : verbosity === 'high' ? 48 : 16;
  return known.length > 0 && verbosity !== 'high'
    ? known.join(' ')
    : [...known, sentences(seed, words)].join(' ');
}
