/** What the plain words of the last user message ask for where no parameter could (docs/reference-server.md lists them). */
export interface Wishes {
  /** The whole last user message. */
  readonly text: string;
  readonly refuse: boolean;
  readonly messages: number;
  readonly parts: number;
  readonly cite: boolean;
  readonly contentFilter: boolean;
  /** Whether the answer is to be heard as well. */
  readonly aloud: boolean;
  /** Words that the answer should have; null for a short one. */
  readonly words: number | null;
  /** Exactly what is to be said; null for no such wish. */
  readonly verbatim: string | null;
  /** How many calls are asked for; null where nothing is said. */
  readonly calls: number | null;
  /** Whether every offered tool is asked for. */
  readonly allTools: boolean;
  /** Names and quoted words, in order: what calls may be about. */
  readonly subjects: readonly string[];
}

const numbers: { readonly [word: string]: number } = {
  one: 1,
  two: 2,
  twice: 2,
  three: 3,
  thrice: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  several: 2,
  multiple: 2,
  both: 2,
};
const number = `(\\d{1,4}|${Object.keys(numbers).join('|')})`;

const refusal = /\b(?:refus(?:e|al)|bomb|explosives?|weapons?|poison|malware|ransomware|illegal(?:ly)?)\b/i;
const citation = /\b(?:cit(?:e|es|ation|ations)|with (?:sources|references|links))\b/i;
const long =
  /\b(?:long|longer|essay|story|stories|tale|article|novel|at length|in (?:great )?detail|detailed|thorough(?:ly)?|comprehensive|elaborate|poem)\b/i;
const exactly =
  /\b(?:say|reply|answer|respond|repeat|write)(?: only)?(?: with)? exactly(?: this| the following)?:?\s+(?:"([^"]+)"|'([^']+)'|`([^`]+)`|(.{1,200}?))[.!]?\s*$/i;
const messagesWished = new RegExp(`\\b${number}\\s+(?:\\w+\\s+)?messages\\b`, 'i');
const partsWished = new RegExp(`\\b${number}\\s+(?:\\w+\\s+)?(?:content )?parts\\b`, 'i');
const callsWished = new RegExp(
  `\\b(?:(twice|thrice)\\b|${number}\\s+(?:\\w+\\s+)?(?:times|calls|cities|places|locations|searches|lookups|queries|requests)\\b)`,
  'i',
);
const joining = /\b(?:and|both|each|parallel|simultaneously|at once|as well as)\b/i;
const together = /\b(?:in parallel|parallel calls?|simultaneously|at once|at the same time)\b/i;
const everyTool = /\b(?:both|all|every|each)(?: of)?(?: the| your| these)?(?: \w+)? (?:tools?|functions?)\b/i;
const lengths: readonly (readonly [unit: RegExp, words: number])[] = [
  [new RegExp(`\\b${number}\\s+words?\\b`, 'i'), 1],
  [new RegExp(`\\b${number}\\s+sentences?\\b`, 'i'), 10],
  [new RegExp(`\\b${number}\\s+paragraphs?\\b`, 'i'), 60],
  [
    new RegExp(
      `\\b${number}\\s+(?:\\w+\\s+)?(?:items|facts|examples|reasons|lines|points|ideas|steps)\\b`,
      'i',
    ),
    10,
  ],
  [/\bcount (?:from \w+ )?(?:up )?to (\d{1,4})\b/i, 1],
];
const quotedOrName =
  /"([^"\n]{1,80})"|“([^”\n]{1,80})”|(?<=[\p{Ll}\p{N},:;]\s)(\p{Lu}\p{Ll}[\p{L}'-]*(?:\s\p{Lu}\p{Ll}[\p{L}'-]*)*)/gu;

/** No text longer than this is looked through for wishes: its end is what counts. */
const looked = 4000;
const mostWords = 3000;
const longAnswer = 180;

/** Reads the wishes out of the last user message. */
export function wishesIn(message: string): Wishes {
  const text = message.length > looked ? message.slice(-looked) : message;
  const said = exactly.exec(text);
  const subjects = [...text.matchAll(quotedOrName)].map((found) => found[1] ?? found[2] ?? found[3] ?? '');
  const distinct = [...new Set(subjects)].slice(0, 8);
  return {
    text,
    refuse: refusal.test(text),
    messages: Math.min(countIn(messagesWished, text) ?? 1, 5),
    parts: Math.min(countIn(partsWished, text) ?? 1, 5),
    cite: citation.test(text),
    aloud: /\b(?:aloud|out loud|spoken)\b/i.test(text),
    contentFilter: /\bcontent[ -]filter\b/i.test(text),
    words: wordsWished(text),
    verbatim: said === null ? null : (said[1] ?? said[2] ?? said[3] ?? said[4] ?? null),
    calls: callsIn(text, distinct),
    allTools: everyTool.test(text),
    subjects: distinct,
  };
}

function countIn(pattern: RegExp, text: string): number | null {
  const found = pattern.exec(text);
  const word = found?.slice(1).find((group) => group !== undefined);
  return word === undefined ? null : (numbers[word.toLowerCase()] ?? Number(word));
}

function wordsWished(text: string): number | null {
  for (const [pattern, words] of lengths) {
    const count = countIn(pattern, text);
    if (count !== null) return Math.max(1, Math.min(count * words, mostWords));
  }
  return long.test(text) ? longAnswer : null;
}

function callsIn(text: string, subjects: readonly string[]): number | null {
  const wished = countIn(callsWished, text);
  if (wished !== null) return Math.max(1, Math.min(wished, 10));
  if (subjects.length > 1 && joining.test(text)) return subjects.length;
  return together.test(text) ? 2 : null;
}
