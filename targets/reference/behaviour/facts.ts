import { isObject, type JsonObject, type JsonValue } from '../../../schemas/json.js';
import { isMessage, textOfContent } from './conversation-text.js';

const quoted = `(?:"([^"]+)"|'([^']+)'|“([^”]+)”|\`([^\`]+)\`)`;
const name = '([\\p{L}\\p{N}][\\p{L}\\p{N} _-]{0,60}?)';

// White space is bounded, so that no text takes longer than its length.

/** `the <name> is <value>`; the value is one word or stands in quotes. */
const statement = new RegExp(
  `\\b(?:the|my|our|your)\\s{1,4}${name}\\s{1,4}(?:is|was|are|equals|=)\\s{0,4}:?\\s{1,4}(?:${quoted}|([^\\s,;!?"'“\`]+))`,
  'giu',
);

/** `the <name> <value>`, the value in quotes or with a digit in it: "remember the number 4711". */
const naming = new RegExp(
  `\\b(?:the|my|our|your|this|that)\\s{1,4}((?:[\\p{L}_-]+\\s{1,4}){0,2}[\\p{L}_-]+)\\s{0,4}:?\\s{1,4}(?:${quoted}|([\\p{L}_-]*\\d[\\p{L}\\p{N}_-]*))`,
  'giu',
);

/** Text longer than this tells no facts: looking through it would cost more than it is worth. */
const longest = 200_000;

/** A name as it is compared: lower case, words joined by single blanks. */
export function normalised(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[\s_-]+/g, ' ')
    .trim()
    .toLowerCase();
}

/** Names with their values, in the order in which they were told; later ones replace earlier ones. */
export type Facts = ReadonlyMap<string, string>;

/**
 * What the visible history states in the form `the <name> is <value>` (also my, our, your; was, are, equals) or
 * `the <name> <value>` with a quoted value or a number, and what the structured inputs say.
 */
export function factsIn(items: readonly JsonObject[], structuredInputs: JsonValue | undefined): Facts {
  const facts = new Map<string, string>();
  const tell = (fact: string | undefined, value: string | undefined) => {
    if (fact === undefined || value === undefined || value === '') return;
    const known = normalised(fact);
    facts.delete(known);
    facts.set(known, value);
  };
  if (isObject(structuredInputs)) {
    for (const [fact, value] of Object.entries(structuredInputs)) {
      tell(fact, typeof value === 'string' ? value : JSON.stringify(value));
    }
  }
  for (const item of items) {
    if (!isMessage(item, 'user') && !isMessage(item, 'developer') && !isMessage(item, 'system')) continue;
    const text = textOfContent(item.content);
    if (text.length > longest) continue;
    for (const pattern of [naming, statement]) {
      for (const found of text.matchAll(pattern)) {
        const value = found[2] ?? found[3] ?? found[4] ?? found[5] ?? found[6]?.replace(/[.)\]:]+$/, '');
        tell(found[1], value);
      }
    }
  }
  return facts;
}

const asksForMemory = /\b(?:remember|recall|told|earlier|before|mentioned|secret|fact|given)\w*\b/i;

/**
 * The fact that a property of a tool's arguments asks for. In this order: the fact of the property's own name; one that
 * its description names; one whose name contains the property's or is contained in it; and where name or description
 * speak of remembering, the last fact told.
 */
export function factFor(facts: Facts, property: string, description: string): string | null {
  if (facts.size === 0) return null;
  const asked = normalised(property);
  const exact = facts.get(asked);
  if (exact !== undefined) return exact;
  const described = ` ${normalised(description).replace(/[.,;:!?'"()]/g, ' ')} `;
  const latestFirst = [...facts].reverse();
  const named = latestFirst.find(([fact]) => described.includes(` ${fact} `));
  if (named !== undefined) return named[1];
  const near = latestFirst.find(
    ([fact]) => ` ${fact} `.includes(` ${asked} `) || ` ${asked} `.includes(` ${fact} `),
  );
  if (near !== undefined) return near[1];
  return asksForMemory.test(`${asked} ${description}`) ? (latestFirst[0]?.[1] ?? null) : null;
}
