import type { JsonObject, JsonValue } from '../../../schemas/json.js';
import type { TextFamily } from './families.js';
import {
  commandMachine,
  itemMachine,
  type Machine,
  partMachine,
  progressMachine,
  valueMachine,
} from './machine.js';
import { type GrowingText, startText, wholeText } from './text.js';

/** What is known so far of one streamed text: a content part, a summary part, or a value of an item. */
export interface TextTrack {
  readonly machine: Machine;
  readonly holder: TextFamily['holder'];
  /** Index that its events carry, and its place in order of addition. */
  readonly index: number;
  readonly position: number;
  state: string;
  family: TextFamily | null;
  /** Type and text of the part as it was announced; null where it was not. */
  partType: string | null;
  initial: string;
  readonly text: GrowingText;
  deltas: number;
  /** What the `done` event of the text said. */
  doneText: string | null;
  readonly annotations: JsonValue[];
  /** Whether its beginning was seen: not so where the stream was resumed in its middle. */
  readonly whole: boolean;
}

/** What is known so far of one output item. */
export interface ItemTrack {
  readonly index: number;
  id: string | null;
  type: string | null;
  state: string;
  /** Whether `output_item.added` was seen. Not so for items of a resumed stream, and where it is missing. */
  announced: boolean;
  /** Whether the item began before the stream was resumed. */
  readonly earlier: boolean;
  added: JsonObject | null;
  done: JsonObject | null;
  doneAt: number | null;
  readonly parts: Map<number, TextTrack>;
  readonly summaries: Map<number, TextTrack>;
  /** By the stem of the family; commands by stem and index. */
  readonly values: Map<string, TextTrack>;
  progress: string;
  progressStem: string | null;
  partialImages: number;
}

/** A fresh item. */
export function startItem(index: number, earlier: boolean): ItemTrack {
  return {
    index,
    id: null,
    type: null,
    state: itemMachine.initial,
    announced: false,
    earlier,
    added: null,
    done: null,
    doneAt: null,
    parts: new Map(),
    summaries: new Map(),
    values: new Map(),
    progress: progressMachine.initial,
    progressStem: null,
    partialImages: 0,
  };
}

/** The state of a text that began before the stream was resumed: whatever comes first is right. */
export const begunEarlier = 'begun earlier';

/** A fresh text of an item. */
export function startTextTrack(item: ItemTrack, holder: TextFamily['holder'], index: number): TextTrack {
  const machine = holder === 'item' ? valueMachine : holder === 'command' ? commandMachine : partMachine;
  return {
    machine,
    holder,
    index,
    position: tracksOf(item, holder).length,
    state: item.earlier ? begunEarlier : machine.initial,
    family: null,
    partType: null,
    initial: '',
    text: startText(),
    deltas: 0,
    doneText: null,
    annotations: [],
    whole: !item.earlier,
  };
}

/** The texts of an item that are held in this way, in order of their beginning. */
export function tracksOf(item: ItemTrack, holder: TextFamily['holder']): readonly TextTrack[] {
  if (holder === 'content') return [...item.parts.values()];
  if (holder === 'summary') return [...item.summaries.values()];
  return [...item.values.values()].filter((track) => track.holder === holder);
}

/** The text that was said of a part: by its `done` event, or by its deltas where that never came. */
export function saidOf(text: TextTrack): string | null {
  if (text.doneText !== null) return text.doneText;
  return text.whole && text.deltas > 0 ? text.initial + wholeText(text.text) : null;
}

/** An item in words, for messages and states. */
export function itemName(item: ItemTrack): string {
  return `${item.type ?? 'item'} at output_index ${item.index}`;
}
