import { eventsFor } from './events.js';
import { familiesOf, type TextFamily, textFamilies } from './families.js';
import { allowedIn } from './machine.js';
import { type ItemTrack, itemName, type TextTrack } from './track.js';
import type { Check } from './violation.js';

/** The check that a wrong order of a text's events belongs to. */
export function orderCheck(holder: TextTrack['holder']): Check {
  if (holder === 'content') return 'part-order';
  return holder === 'summary' ? 'summary-order' : 'arguments-order';
}

/** A text in words, without its item. */
export function shortTextName(text: TextTrack): string {
  if (text.holder === 'content') return `content part ${text.index}`;
  if (text.holder === 'summary') return `summary part ${text.index}`;
  return text.family?.value ?? 'value';
}

/** A text in words. */
export function textName(item: ItemTrack, text: TextTrack): string {
  return `${shortTextName(text)} of the ${itemName(item)}`;
}

/** The event types that the state of a text allows. */
export function allowedForText(item: ItemTrack, text: TextTrack): readonly string[] {
  const families = text.family === null ? familiesFor(item, text) : [text.family];
  return [
    ...new Set(
      allowedIn(text.machine, text.state).flatMap((symbol) =>
        families.flatMap((family) => eventsFor(family, symbol)),
      ),
    ),
  ];
}

// Which family a text is of shows in its part; where that is of no known type, or in another item than it should be, the
// item tells, or the place.
function familiesFor(item: ItemTrack, { holder, partType }: TextTrack): readonly TextFamily[] {
  const there = textFamilies.filter((family) => family.holder === holder);
  const ofPart = there.filter(({ partTypes }) => partTypes.some((type) => type === partType));
  const ofItem = familiesOf(item.type).filter((family) => family.holder === holder);
  return (
    [ofPart.filter((family) => ofItem.includes(family)), ofPart, ofItem, there].find(
      (families) => families.length > 0,
    ) ?? []
  );
}

/** Where two texts part, in words. */
export function difference(expected: string, actual: string): string {
  let at = 0;
  while (at < expected.length && at < actual.length && expected[at] === actual[at]) at += 1;
  const show = (text: string) => JSON.stringify(text.slice(at, at + 24));
  return `they differ from character ${at} on, ${show(expected)} against ${show(actual)} (${expected.length} and ${actual.length} characters)`;
}
