import { type JsonObject, objectsAt, valueAt } from '../../../schemas/json.js';
import { familiesOf, type TextFamily } from './families.js';
import { accepts, progressMachine } from './machine.js';
import { sameValue } from './same.js';
import { holds } from './text-kinds.js';
import { allowedForText, difference, orderCheck, shortTextName, textName } from './text-names.js';
import { type ItemTrack, itemName, saidOf, type TextTrack, tracksOf } from './track.js';
import type { Walk } from './walk.js';

/** Judges an item that is done against everything that was streamed of it. */
export function closeItem(walk: Walk, item: ItemTrack, done: JsonObject): void {
  for (const text of [...item.parts.values(), ...item.summaries.values(), ...item.values.values()]) {
    checkClosed(walk, item, text);
  }
  checkParts(walk, item, done, 'content');
  checkParts(walk, item, done, 'summary');
  for (const family of familiesOf(item.type)) {
    if (family.holder === 'item') checkValue(walk, item, done, family);
    if (family.holder === 'command') checkCommands(walk, item, done, family);
  }
  checkProgressEnded(walk, item, done);
}

function checkClosed(walk: Walk, item: ItemTrack, text: TextTrack): void {
  if (accepts(text.machine, text.state)) return;
  const allowed = allowedForText(item, text);
  walk.recorder.violate({
    check: orderCheck(text.holder),
    cause: `left ${text.state}`,
    message: `the ${itemName(item)} is done while the state of its ${shortTextName(text)} is "${text.state}": ${allowed.at(-1) ?? 'an event'} never came`,
    expected: [...allowed],
    actual: 'response.output_item.done',
    state: `${textName(item, text)}: ${text.state}`,
    allowed,
    outputIndex: item.index,
  });
}

function checkParts(walk: Walk, item: ItemTrack, done: JsonObject, holder: 'content' | 'summary'): void {
  const parts = objectsAt(done, holder);
  const streamed = tracksOf(item, holder);
  if (!item.earlier) checkEveryPartStreamed(walk, item, parts, streamed, holder);
  for (const text of streamed) {
    const said = saidOf(text);
    const place = text.whole ? text.position : text.index;
    const found = parts[place];
    const value = found?.value['text'] ?? found?.value['refusal'];
    walk.recorder.exercise('done-equals-part');
    if (found === undefined) {
      walk.recorder.violate({
        check: 'done-equals-part',
        pointer: `/item/${holder}`,
        cause: `${holder} part missing`,
        message: `the ${textName(item, text)} was streamed, but the item is done with ${parts.length} part(s) under ${holder}`,
        expected: said ?? `${place + 1} part(s)`,
        actual: parts.length,
        state: `${itemName(item)}: done`,
        outputIndex: item.index,
      });
      continue;
    }
    if (said !== null && typeof value === 'string' && value !== said) {
      reportDifference(walk, item, `/item/${holder}/${place}/text`, textName(item, text), said, value);
    }
    checkAnnotations(walk, item, text, found.value, `/item/${holder}/${place}`);
  }
}

const streamedParts = ['output_text', 'refusal', 'reasoning_text', 'summary_text'];
const announcements = {
  content: 'response.content_part.added',
  summary: 'response.reasoning_summary_part.added',
};

// Open Responses: streamable content is backed by a content part.
function checkEveryPartStreamed(
  walk: Walk,
  item: ItemTrack,
  parts: readonly { readonly index: number; readonly value: JsonObject }[],
  streamed: readonly TextTrack[],
  holder: 'content' | 'summary',
): void {
  if (!holds(item, holder)) return;
  const announcement = announcements[holder];
  for (const [place, { index, value }] of parts.entries()) {
    if (streamed[place] !== undefined || !streamedParts.some((type) => type === value['type'])) continue;
    walk.recorder.violate({
      check: orderCheck(holder),
      pointer: `/item/${holder}/${index}`,
      cause: 'never streamed',
      message: `the ${itemName(item)} is done with a ${holder} part ${index} that no ${announcement} has announced`,
      expected: announcement,
      actual: 'response.output_item.done',
      state: `${holder} part ${index} of the ${itemName(item)}: not added`,
      allowed: [announcement],
      outputIndex: item.index,
    });
  }
}

function checkValue(walk: Walk, item: ItemTrack, done: JsonObject, family: TextFamily): void {
  const text = item.values.get(`${family.stem}#0`);
  const value = valueAt(done, family.member);
  if (text === undefined) {
    if (item.earlier || typeof value !== 'string' || value === '') return;
    const delta = `${family.stem}.delta`;
    walk.recorder.violate({
      check: 'deltas-sent',
      pointer: `/item${family.member}`,
      cause: family.stem,
      message: `the ${itemName(item)} is done with ${family.value} that no ${delta} or .done has brought`,
      expected: delta,
      actual: 'response.output_item.done',
      state: `${itemName(item)}: open`,
      allowed: [delta, `${family.stem}.done`],
      outputIndex: item.index,
    });
    return;
  }
  const said = saidOf(text);
  if (said === null) return;
  walk.recorder.exercise('done-equals-part');
  if (value === said) return;
  if (typeof value === 'string') {
    reportDifference(walk, item, `/item${family.member}`, textName(item, text), said, value);
    return;
  }
  walk.recorder.violate({
    check: 'done-equals-part',
    pointer: `/item${family.member}`,
    cause: `${family.stem} missing`,
    message: `the ${family.value} of the ${itemName(item)} was streamed, but the item is done without it`,
    expected: said,
    actual: value ?? null,
    state: `${itemName(item)}: done`,
    outputIndex: item.index,
  });
}

function checkCommands(walk: Walk, item: ItemTrack, done: JsonObject, family: TextFamily): void {
  const commands = valueAt(done, family.member);
  for (const text of tracksOf(item, 'command')) {
    const said = saidOf(text);
    if (said === null) continue;
    const value = Array.isArray(commands) ? commands[text.index] : undefined;
    walk.recorder.exercise('done-equals-part');
    if (value === said) continue;
    reportDifference(
      walk,
      item,
      `/item${family.member}/${text.index}`,
      textName(item, text),
      said,
      typeof value === 'string' ? value : '',
    );
  }
}

function checkAnnotations(
  walk: Walk,
  item: ItemTrack,
  text: TextTrack,
  part: JsonObject,
  pointer: string,
): void {
  const final = Array.isArray(part['annotations']) ? part['annotations'] : [];
  if (text.whole && final.length > 0) checkAnnotationsSent(walk, item, text, final.length, pointer);
  for (const [index, annotation] of text.annotations.entries()) {
    if (sameValue(annotation, final[index])) continue;
    walk.recorder.violate({
      check: 'annotations',
      pointer: `${pointer}/annotations/${index}`,
      cause: 'not in the end',
      message: `annotation ${index} was streamed, but is not at its place in the part that the ${itemName(item)} is done with`,
      expected: annotation,
      actual: final[index] ?? null,
      state: `${itemName(item)}: done`,
      outputIndex: item.index,
    });
    return;
  }
}

function checkAnnotationsSent(
  walk: Walk,
  item: ItemTrack,
  text: TextTrack,
  count: number,
  pointer: string,
): void {
  walk.recorder.exercise('annotations-sent');
  const sent = text.annotations.length;
  if (sent >= count) return;
  walk.recorder.violate({
    check: 'annotations-sent',
    pointer: `${pointer}/annotations/${sent}`,
    cause: 'not streamed',
    message: `the ${itemName(item)} is done with ${count} annotation(s), ${sent} of them were streamed`,
    expected: count,
    actual: sent,
    state: `${itemName(item)}: done`,
    allowed: ['response.output_text.annotation.added'],
    outputIndex: item.index,
  });
}

function reportDifference(
  walk: Walk,
  item: ItemTrack,
  pointer: string,
  name: string,
  said: string,
  value: string,
): void {
  walk.recorder.violate({
    check: 'done-equals-part',
    pointer,
    cause: `item ${pointer.replace(/\d+/g, '*')}`,
    message: `the item is done with another text than was streamed of the ${name}: ${difference(said, value)}`,
    expected: said,
    actual: value,
    state: `${itemName(item)}: done`,
    outputIndex: item.index,
  });
}

function checkProgressEnded(walk: Walk, item: ItemTrack, { status }: JsonObject): void {
  if (item.progressStem === null) return;
  walk.recorder.exercise('tool-finished');
  if (accepts(progressMachine, item.progress) || status === 'incomplete' || status === 'failed') return;
  walk.recorder.violate({
    check: 'tool-finished',
    pointer: '/item/status',
    cause: item.progressStem,
    message: `the ${itemName(item)} is done, but ${item.progressStem}.completed never came`,
    expected: `${item.progressStem}.completed`,
    actual: 'response.output_item.done',
    keyword: item.type,
    state: `tool of the ${itemName(item)}: ${item.progress}`,
    allowed: [`${item.progressStem}.completed`],
    outputIndex: item.index,
  });
}
