import type { StreamEvent } from '../../engine/stream-event.js';
import { type TextFamily, textFamilies } from './families.js';
import { allowedForText, textName } from './text-names.js';
import { type ItemTrack, itemName, type TextTrack } from './track.js';
import type { Walk } from './walk.js';

const holdersOf = {
  content: ['message', 'output_message', 'reasoning'],
  summary: ['reasoning'],
};
const kindsWithoutParts = new Set(
  textFamilies.flatMap(({ itemTypes, holder }) => (holder === 'item' ? itemTypes : [])),
);

/** Whether items of this type have such parts. */
export function holds({ type }: ItemTrack, holder: 'content' | 'summary'): boolean {
  return holdersOf[holder].some((holding) => holding === type);
}

/** Reports a part in an item that has none of this kind. */
export function checkHolder(
  walk: Walk,
  event: StreamEvent,
  item: ItemTrack,
  holder: 'content' | 'summary',
): void {
  if (item.type === null || holds(item, holder)) return;
  if (kindsWithoutParts.has(item.type) || holder === 'summary')
    reportKind(walk, event, item, holdersOf[holder]);
}

/** Reports a text event that fits neither the item's type nor the part's. */
export function checkKind(
  walk: Walk,
  event: StreamEvent,
  item: ItemTrack,
  text: TextTrack,
  family: TextFamily,
): void {
  const { recorder } = walk;
  if (item.type !== null) {
    recorder.exercise('item-type');
    if (!family.itemTypes.includes(item.type)) reportKind(walk, event, item, family.itemTypes);
  }
  if (text.partType === null) return;
  recorder.exercise('part-type');
  if (family.partTypes.includes(text.partType)) return;
  recorder.violate({
    check: 'part-type',
    cause: event.type,
    message: `${event.type} belongs to a part of type ${family.partTypes[0]}, the ${textName(item, text)} is of type ${text.partType}`,
    expected: family.partTypes[0] ?? null,
    actual: text.partType,
    state: `${textName(item, text)}: ${text.state}`,
    allowed: allowedForText(item, text),
    outputIndex: item.index,
  });
}

/** Reports an event that an item of this type does not have. */
export function reportKind(walk: Walk, event: StreamEvent, item: ItemTrack, types: readonly string[]): void {
  walk.recorder.violate({
    check: 'item-type',
    cause: event.type,
    message: `${event.type} belongs to items of type ${types.join(' or ')}, the item at output_index ${item.index} is a ${item.type}`,
    expected: types[0] ?? null,
    actual: item.type,
    state: `${itemName(item)}: ${item.state}`,
    outputIndex: item.index,
  });
}
