import type { JsonObject } from '../../../schemas/json.js';
import type { StreamEvent } from '../../engine/stream-event.js';
import type { KnownEvent } from './events.js';
import type { ProgressFamily } from './families.js';
import { allowedIn, nextState, progressMachine } from './machine.js';
import { stepText, textAt } from './text-events.js';
import { reportKind } from './text-kinds.js';
import { textName } from './text-names.js';
import { type ItemTrack, itemName } from './track.js';
import { isIndex, type Walk } from './walk.js';

/** Judges what a hosted tool tells about its work. */
export function takeProgress(
  walk: Walk,
  event: StreamEvent,
  item: ItemTrack,
  data: JsonObject,
  role: Extract<KnownEvent['role'], { on: 'progress' }>,
): void {
  const { family, symbol } = role;
  const { recorder } = walk;
  if (item.type !== null && item.type !== family.itemType) {
    reportKind(walk, event, item, [family.itemType]);
    return;
  }
  const firstSeen = item.progressStem === null && item.earlier;
  item.progressStem = family.stem;
  recorder.exercise('tool-progress');
  const next = nextState(progressMachine, item.progress, symbol);
  if (next === null && !firstSeen) {
    const allowed = allowedProgress(family, item.progress);
    recorder.violate({
      check: 'tool-progress',
      cause: `${event.type} in ${item.progress}`,
      message: `${event.type} comes while the tool of the ${itemName(item)} is ${item.progress}`,
      expected: [...allowed],
      actual: event.type,
      state: `tool of the ${itemName(item)}: ${item.progress}`,
      allowed,
      outputIndex: item.index,
    });
  }
  // What came after the end is one mistake: the tool has finished all the same.
  if (item.progress !== 'finished') {
    item.progress = next ?? progressMachine.recovery[symbol] ?? item.progress;
  }
  if (event.type.endsWith('.partial_image')) checkPartialImage(walk, item, data);
}

function allowedProgress(family: ProgressFamily, state: string): readonly string[] {
  return allowedIn(progressMachine, state).flatMap((symbol) => {
    if (symbol === 'started') return [`${family.stem}.in_progress`];
    return (symbol === 'working' ? family.working : family.finished).map((word) => `${family.stem}.${word}`);
  });
}

function checkPartialImage(walk: Walk, item: ItemTrack, data: JsonObject): void {
  const index = data['partial_image_index'];
  if (!isIndex(index) || item.earlier) return;
  walk.recorder.exercise('partial-images');
  const wanted = item.partialImages;
  item.partialImages = Math.max(wanted, index) + 1;
  if (index === wanted) return;
  walk.recorder.violate({
    check: 'partial-images',
    pointer: '/partial_image_index',
    message: `the partial image number ${wanted + 1} of the ${itemName(item)} has partial_image_index ${index}`,
    expected: wanted,
    actual: index,
    state: `tool of the ${itemName(item)}: ${item.progress}`,
    outputIndex: item.index,
  });
}

/** Judges `output_text.annotation.added`. */
export function takeAnnotation(walk: Walk, event: StreamEvent, item: ItemTrack, data: JsonObject): void {
  const text = textAt(walk, item, 'content', data['content_index']);
  if (text === null) return;
  stepText(walk, event, item, text, 'annotation');
  const index = data['annotation_index'];
  if (!isIndex(index) || !text.whole) return;
  walk.recorder.exercise('annotations');
  const wanted = text.annotations.length;
  if (index !== wanted) {
    walk.recorder.violate({
      check: 'annotations',
      pointer: '/annotation_index',
      message: `the annotation number ${wanted + 1} of the ${textName(item, text)} has annotation_index ${index}`,
      expected: wanted,
      actual: index,
      state: `${textName(item, text)}: ${wanted} annotation(s) added`,
      outputIndex: item.index,
    });
  }
  text.annotations.push(data['annotation'] ?? null);
}
