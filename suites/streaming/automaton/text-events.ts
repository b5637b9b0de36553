import { isObject, type JsonObject } from '../../../schemas/json.js';
import type { StreamEvent } from '../../engine/stream-event.js';
import type { KnownEvent } from './events.js';
import type { TextFamily } from './families.js';
import { nextState } from './machine.js';
import { append, wholeText } from './text.js';
import { checkHolder, checkKind } from './text-kinds.js';
import { allowedForText, difference, orderCheck, textName } from './text-names.js';
import {
  begunEarlier,
  type ItemTrack,
  itemName,
  saidOf,
  startTextTrack,
  type TextTrack,
  tracksOf,
} from './track.js';
import { isIndex, type Walk } from './walk.js';

/** Judges `content_part.added` and `.done` and their twins of summaries. */
export function takePart(
  walk: Walk,
  event: StreamEvent,
  item: ItemTrack,
  data: JsonObject,
  role: Extract<KnownEvent['role'], { on: 'part' }>,
): void {
  const text = textAt(walk, item, role.holder, data[role.index]);
  if (text === null) return;
  const part = isObject(data['part']) ? data['part'] : null;
  stepText(walk, event, item, text, role.symbol);
  if (role.symbol === 'added') {
    checkPosition(walk, item, text, role.index);
    checkHolder(walk, event, item, role.holder);
    announcePart(walk, text, part);
  } else if (part !== null) {
    checkPartDone(walk, event, item, text, part);
  }
}

/** Judges a delta, the announcement of a command, or the `done` event of a text. */
export function takeText(
  walk: Walk,
  event: StreamEvent,
  item: ItemTrack,
  data: JsonObject,
  role: Extract<KnownEvent['role'], { on: 'text' }>,
): void {
  const { family, symbol } = role;
  const text = familyTrack(walk, item, family, data);
  if (text === null) return;
  stepText(walk, event, item, text, symbol);
  checkKind(walk, event, item, text, family);
  text.family ??= family;
  if (symbol === 'delta') {
    if (typeof data['delta'] === 'string') append(text.text, data['delta']);
    text.deltas += 1;
  } else if (symbol === 'valued') {
    checkConcatenation(walk, event, item, text, family, data[family.value]);
    checkName(walk, event, item, data);
  } else if (typeof data[family.value] === 'string') {
    text.initial = data[family.value] as string;
  }
  if (family.stem === 'response.output_text') checkLogprobs(walk, event, data);
  if (family.stem.startsWith('response.reasoning')) checkReasoningName(walk, event, family);
  if (family.holder === 'summary') walk.summariesAt ??= event.index;
}

function familyTrack(walk: Walk, item: ItemTrack, family: TextFamily, data: JsonObject): TextTrack | null {
  if (family.holder === 'content') return textAt(walk, item, 'content', data['content_index']);
  if (family.holder === 'summary') return textAt(walk, item, 'summary', data['summary_index']);
  const index = family.holder === 'command' && isIndex(data['command_index']) ? data['command_index'] : 0;
  const key = `${family.stem}#${index}`;
  const known = item.values.get(key);
  if (known !== undefined) return known;
  const text = startTextTrack(item, family.holder, index);
  item.values.set(key, text);
  return text;
}

/** The part at an index; a new one where there is none yet. Null where the index is missing and cannot be told. */
export function textAt(
  walk: Walk,
  item: ItemTrack,
  holder: 'content' | 'summary',
  value: JsonObject[string],
): TextTrack | null {
  const texts = holder === 'content' ? item.parts : item.summaries;
  if (!isIndex(value)) {
    const open = [...texts.values()].filter(({ state }) => state !== 'done');
    if (open.length === 1) return open[0] ?? null;
    return texts.size === 0 ? textAt(walk, item, holder, 0) : null;
  }
  const known = texts.get(value);
  if (known !== undefined) return known;
  const text = startTextTrack(item, holder, value);
  texts.set(value, text);
  return text;
}

/** Moves a text on and reports a symbol that does not fit its state. */
export function stepText(
  walk: Walk,
  event: StreamEvent,
  item: ItemTrack,
  text: TextTrack,
  symbol: string,
): void {
  const check = orderCheck(text.holder);
  walk.recorder.exercise(check);
  const next = nextState(text.machine, text.state, symbol);
  if (next === null && text.state !== begunEarlier) {
    const allowed = allowedForText(item, text);
    walk.recorder.violate({
      check,
      cause: `${event.type} in ${text.state}`,
      message: `${event.type} comes while the ${textName(item, text)} is ${text.state}`,
      expected: allowed.length === 0 ? 'nothing more for it' : [...allowed],
      actual: event.type,
      state: `${textName(item, text)}: ${text.state}`,
      allowed,
      outputIndex: item.index,
    });
  }
  text.state = next ?? text.machine.recovery[symbol] ?? text.state;
}

function checkPosition(walk: Walk, item: ItemTrack, text: TextTrack, member: string): void {
  if (!text.whole) return;
  walk.recorder.exercise('part-index');
  if (text.index === text.position) return;
  walk.recorder.violate({
    check: 'part-index',
    pointer: `/${member}`,
    cause: member,
    message: `the part number ${text.position + 1} of the ${itemName(item)} has ${member} ${text.index}`,
    expected: text.position,
    actual: text.index,
    state: `${itemName(item)}: ${tracksOf(item, text.holder).length - 1} part(s) added`,
    outputIndex: item.index,
  });
}

function announcePart(walk: Walk, text: TextTrack, part: JsonObject | null): void {
  if (part === null) return;
  text.partType = typeof part['type'] === 'string' ? part['type'] : null;
  const initial = part['text'] ?? part['refusal'];
  if (typeof initial !== 'string') return;
  text.initial = initial;
  walk.recorder.exercise('announced-empty');
  if (initial === '') return;
  walk.recorder.violate({
    check: 'announced-empty',
    pointer: '/part/text',
    message: 'a part is announced with text already in it: clients add what the deltas bring to it',
    expected: '',
    actual: initial.slice(0, 200),
  });
}

function checkConcatenation(
  walk: Walk,
  event: StreamEvent,
  item: ItemTrack,
  text: TextTrack,
  family: TextFamily,
  value: JsonObject[string],
): void {
  if (typeof value !== 'string') return;
  text.doneText = value;
  if (!text.whole) return;
  const { recorder } = walk;
  const streamed = wholeText(text.text);
  if (text.holder === 'item' || text.holder === 'command') {
    recorder.exercise('deltas-sent');
    if (text.deltas === 0 && value !== '' && value !== text.initial) {
      recorder.violate({
        check: 'deltas-sent',
        cause: event.type,
        message: `the ${textName(item, text)} comes as a whole in ${event.type}, without any delta before it`,
        expected: 'at least one delta',
        actual: 'none',
        state: `${textName(item, text)}: done`,
        outputIndex: item.index,
      });
      return;
    }
  }
  recorder.exercise('delta-concatenation');
  if (streamed === value || text.initial + streamed === value) return;
  recorder.violate({
    check: 'delta-concatenation',
    pointer: `/${family.value}`,
    cause: event.type,
    message: `${event.type} does not say what the ${text.deltas} delta(s) before it said: ${difference(text.initial + streamed, value)}`,
    expected: text.initial + streamed,
    actual: value,
    keyword: walk.exchange.fidelity,
    state: `${textName(item, text)}: done`,
    outputIndex: item.index,
  });
}

function checkPartDone(
  walk: Walk,
  event: StreamEvent,
  item: ItemTrack,
  text: TextTrack,
  part: JsonObject,
): void {
  const { recorder } = walk;
  if (text.partType !== null && typeof part['type'] === 'string') {
    recorder.exercise('part-type');
    if (part['type'] !== text.partType) {
      recorder.violate({
        check: 'part-type',
        pointer: '/part/type',
        cause: 'changed',
        message: `the ${textName(item, text)} was announced as ${text.partType} and is done as ${part['type']}`,
        expected: text.partType,
        actual: part['type'],
        outputIndex: item.index,
      });
    }
  }
  const said = saidOf(text);
  const value = part['text'] ?? part['refusal'];
  if (said === null || typeof value !== 'string') return;
  recorder.exercise('done-equals-part');
  if (said === value) return;
  recorder.violate({
    check: 'done-equals-part',
    pointer: typeof part['text'] === 'string' ? '/part/text' : '/part/refusal',
    cause: event.type,
    message: `${event.type} does not say what was said of the part before: ${difference(said, value)}`,
    expected: said,
    actual: value,
    state: `${textName(item, text)}: ${text.state}`,
    outputIndex: item.index,
  });
}

function checkLogprobs(walk: Walk, event: StreamEvent, data: JsonObject): void {
  walk.recorder.exercise('logprobs');
  if (Array.isArray(data['logprobs'])) return;
  walk.recorder.violate({
    check: 'logprobs',
    pointer: '/logprobs',
    cause: event.type,
    message: `${event.type} has no logprobs array`,
    expected: 'an array, empty where no logprobs were asked for',
    actual: data['logprobs'] ?? null,
  });
}

function checkReasoningName(walk: Walk, event: StreamEvent, family: TextFamily): void {
  if (family.holder !== 'content') return;
  walk.recorder.exercise('reasoning-name');
  const wanted = walk.dialect.wire.reasoningTextEvent;
  if (family.stem === wanted) return;
  walk.recorder.violate({
    check: 'reasoning-name',
    pointer: '/type',
    message: `reasoning text comes in ${family.stem}.* events, this dialect calls them ${wanted}.*`,
    expected: event.type.replace(family.stem, wanted),
    actual: event.type,
  });
}

// Published as required in arguments.done, sent by hardly anybody: it is judged where it is there.
function checkName(walk: Walk, event: StreamEvent, item: ItemTrack, data: JsonObject): void {
  const { name } = data;
  const announced = item.added?.['name'];
  if (item.type !== 'function_call' || typeof name !== 'string' || typeof announced !== 'string') return;
  walk.recorder.exercise('function-name');
  if (name === announced) return;
  walk.recorder.violate({
    check: 'function-name',
    pointer: '/name',
    cause: 'other name',
    message: `${event.type} names the function ${name}, it was announced as ${announced}`,
    expected: announced,
    actual: name,
    outputIndex: item.index,
  });
}
