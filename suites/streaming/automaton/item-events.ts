import { isObject, type JsonObject } from '../../../schemas/json.js';
import type { StreamEvent } from '../../engine/stream-event.js';
import { closeItem } from './item-closing.js';
import { type ItemTrack, itemName } from './track.js';
import { isIndex, rememberItem, type Walk } from './walk.js';

/** Judges `response.output_item.added` and opens the item. */
export function takeItemAdded(walk: Walk, event: StreamEvent, data: JsonObject): void {
  const { recorder } = walk;
  const index = isIndex(data['output_index']) ? data['output_index'] : (walk.nextIndex ?? walk.items.size);
  const item = isObject(data['item']) ? data['item'] : null;
  const known = walk.items.get(index);
  recorder.exercise('item-index');
  if (known?.announced === true) {
    recorder.violate({
      check: 'item-index',
      pointer: '/output_index',
      message: `output_index ${index} is given to a second item; it is that of ${itemName(known)}`,
      expected: walk.nextIndex,
      actual: index,
      state: `${itemName(known)}: ${known.state}`,
      outputIndex: index,
    });
  } else if (known === undefined && walk.nextIndex !== null && index !== walk.nextIndex) {
    recorder.violate({
      check: 'item-index',
      pointer: '/output_index',
      cause: 'order',
      message: `the item number ${walk.nextIndex + 1} to be added has output_index ${index}`,
      expected: walk.nextIndex,
      actual: index,
      state: `response: ${walk.items.size} item(s) added`,
      outputIndex: index,
    });
  }
  const track = known === undefined || known.announced ? rememberItem(walk, index, false, null) : known;
  walk.nextIndex = Math.max(index + 1, walk.nextIndex ?? 0);
  track.announced = true;
  track.state = 'open';
  if (item === null) return;
  track.added = item;
  track.type = typeof item['type'] === 'string' ? item['type'] : null;
  nameItem(walk, event, track, item);
  checkAnnouncedEmpty(walk, track, item);
  if (track.type === 'function_call') checkFunctionName(walk, item);
}

function nameItem(walk: Walk, event: StreamEvent, track: ItemTrack, item: JsonObject): void {
  const id = item['id'];
  if (typeof id !== 'string' || id === '') return;
  const other = walk.byId.get(id);
  if (other !== undefined && other !== track) {
    walk.recorder.violate({
      check: 'item-id',
      pointer: '/item/id',
      message: `${event.type} gives output_index ${track.index} the id ${id}, which is that of ${itemName(other)}`,
      expected: 'an id of its own',
      actual: id,
      state: `${itemName(other)}: ${other.state}`,
      outputIndex: track.index,
    });
  }
  track.id = id;
  walk.byId.set(id, track);
}

/** Members that grow by deltas: they are empty when the item is announced. Items that come whole (tool outputs) have none. */
const grown: ReadonlyMap<string | null, readonly string[]> = new Map([
  ['message', ['content']],
  ['output_message', ['content']],
  ['reasoning', ['content', 'summary']],
  ['function_call', ['arguments']],
  ['custom_tool_call', ['input']],
]);

function checkAnnouncedEmpty(walk: Walk, track: ItemTrack, item: JsonObject): void {
  const members = grown.get(track.type);
  if (members === undefined) return;
  walk.recorder.exercise('announced-empty');
  const filled = members.find((member) => {
    const value = item[member];
    return (typeof value === 'string' || Array.isArray(value)) && value.length > 0;
  });
  if (filled !== undefined) {
    reportFilled(walk, track, filled, 'empty', item[filled]);
  } else if (item['status'] === 'completed') {
    reportFilled(walk, track, 'status', 'in_progress', 'completed');
  }
}

function reportFilled(
  walk: Walk,
  track: ItemTrack,
  member: string,
  expected: string,
  actual: JsonObject[string],
): void {
  walk.recorder.violate({
    check: 'announced-empty',
    pointer: `/item/${member}`,
    message: `the ${itemName(track)} is announced with its ${member} already final: clients add what the deltas bring to it`,
    expected,
    actual: actual ?? null,
    state: `${itemName(track)}: not added`,
    outputIndex: track.index,
  });
}

function checkFunctionName(walk: Walk, item: JsonObject): void {
  walk.recorder.exercise('function-name');
  const { name } = item;
  if (typeof name === 'string' && name !== '') return;
  walk.recorder.violate({
    check: 'function-name',
    pointer: '/item/name',
    message: 'a function_call is announced without the name of the function',
    expected: 'the name of the function',
    actual: name ?? null,
  });
}

/** Judges `response.output_item.done` and closes the item. */
export function takeItemDone(walk: Walk, event: StreamEvent, data: JsonObject): void {
  const { recorder } = walk;
  const item = isObject(data['item']) ? data['item'] : null;
  const track = doneTrack(walk, data, item);
  if (track === null) return;
  recorder.exercise('item-close');
  if (track.state === 'done') {
    recorder.violate({
      check: 'item-close',
      message: `response.output_item.done comes a second time for the ${itemName(track)}`,
      expected: 'response.output_item.done once per item',
      actual: event.type,
      state: `${itemName(track)}: done`,
      outputIndex: track.index,
    });
    return;
  }
  track.state = 'done';
  track.done = item;
  track.doneAt = event.index;
  if (item === null) return;
  checkSameItem(walk, track, item);
  checkConstant(walk, track, item);
  closeItem(walk, track, item);
}

function doneTrack(walk: Walk, data: JsonObject, item: JsonObject | null): ItemTrack | null {
  const id = typeof item?.['id'] === 'string' ? item['id'] : null;
  const named = id === null ? undefined : walk.byId.get(id);
  const index = isIndex(data['output_index']) ? data['output_index'] : null;
  if (index === null) return named ?? null;
  const track = walk.items.get(index);
  if (track !== undefined) return track;
  if (walk.resumed) return rememberItem(walk, index, true, id);
  walk.recorder.violate({
    check: named === undefined ? 'item-open' : 'item-id',
    pointer: '/output_index',
    message: `response.output_item.done is about output_index ${index}, which no response.output_item.added has announced`,
    expected: named === undefined ? 'an index that was announced' : named.index,
    actual: index,
    state: `item at output_index ${index}: not added`,
    allowed: ['response.output_item.added'],
    outputIndex: named?.index ?? index,
  });
  return named ?? rememberItem(walk, index, false, id);
}

function checkSameItem(walk: Walk, track: ItemTrack, item: JsonObject): void {
  const { id, type } = item;
  if (typeof id === 'string' && track.id !== null) {
    walk.recorder.exercise('item-id');
    if (id !== track.id) {
      walk.recorder.violate({
        check: 'item-id',
        pointer: '/item/id',
        cause: 'done id',
        message: `the item at output_index ${track.index} was announced as ${track.id} and is done as ${id}`,
        expected: track.id,
        actual: id,
        state: `${itemName(track)}: open`,
        outputIndex: track.index,
      });
    }
  }
  if (typeof type !== 'string') return;
  if (track.type === null) {
    track.type = type;
    return;
  }
  walk.recorder.exercise('item-type');
  if (type === track.type) return;
  walk.recorder.violate({
    check: 'item-type',
    pointer: '/item/type',
    message: `the item at output_index ${track.index} was announced as a ${track.type} and is done as a ${type}`,
    expected: track.type,
    actual: type,
    state: `${itemName(track)}: open`,
    outputIndex: track.index,
  });
}

/**
 * Members that are known when an item is announced, and on which clients act at once. Only items that clients act on:
 * OpenAI is recorded to give a tool_search_call another call_id when it is done.
 */
const constant = ['call_id', 'name', 'role'];

function checkConstant(walk: Walk, track: ItemTrack, item: JsonObject): void {
  if (!grown.has(track.type)) return;
  for (const member of constant) {
    const before = track.added?.[member];
    const after = item[member];
    if (typeof before !== 'string' || before === '' || typeof after !== 'string') continue;
    walk.recorder.exercise('item-constant');
    if (before === after) continue;
    walk.recorder.violate({
      check: 'item-constant',
      pointer: `/item/${member}`,
      cause: member,
      message: `the ${itemName(track)} was announced with the ${member} ${before} and is done with ${after}`,
      expected: before,
      actual: after,
      state: `${itemName(track)}: open`,
      outputIndex: track.index,
    });
  }
}
