import { isObject, type JsonObject, type JsonValue, stringAt, valueAt } from '../../../schemas/json.js';
import type { Ending } from '../../../targets/exchange.js';
import { contradiction } from './same.js';
import { type ItemTrack, itemName } from './track.js';
import type { Check } from './violation.js';
import { allowedNow, type Walk } from './walk.js';

/** Judges the terminal event's output against the items that were streamed. Called with the first terminal event. */
export function checkFinalOutput(walk: Walk, type: string, response: JsonObject | null): void {
  const items = [...walk.items.values()].sort((left, right) => left.index - right.index);
  if (type === 'response.failed') return;
  checkItemsClosed(walk, items);
  if (response === null) return;
  const output = response['output'];
  walk.recorder.exercise('final-output');
  if (!Array.isArray(output)) {
    walk.recorder.violate({
      check: 'final-output',
      pointer: '/response/output',
      cause: 'missing',
      message: `the response of ${type} has no output array`,
      expected: items.map(({ type: kind }) => kind ?? 'item'),
      actual: output ?? null,
    });
    return;
  }
  if (walk.resumed) {
    for (const item of items) compareDone(walk, item, output[item.index]);
    return;
  }
  if (checkOrder(walk, items, output)) return;
  if (output.length !== items.length) {
    walk.recorder.violate({
      check: 'final-output',
      pointer: '/response/output',
      cause: 'count',
      message: `${items.length} item(s) were streamed, the response of ${type} has ${output.length}`,
      expected: items.map(({ type: kind }) => kind ?? 'item'),
      actual: output.map((item) => stringAt(item, 'type') ?? 'item'),
      state: `response: ${walk.state}`,
    });
    return;
  }
  for (const [place, item] of items.entries()) compareDone(walk, item, output[place], place);
}

function checkItemsClosed(walk: Walk, items: readonly ItemTrack[]): void {
  for (const item of items) {
    if (item.state === 'done') continue;
    walk.recorder.violate({
      check: 'item-close',
      cause: 'left open',
      message: `the response ends while the ${itemName(item)} is open: response.output_item.done never came`,
      expected: `response.output_item.done with output_index ${item.index}`,
      actual: 'a terminal event',
      state: `${itemName(item)}: ${item.state}`,
      allowed: ['response.output_item.done'],
      outputIndex: item.index,
    });
  }
}

/** Reports items that are all there but at other places. Gives whether that was so. */
function checkOrder(walk: Walk, items: readonly ItemTrack[], output: readonly JsonValue[]): boolean {
  const ids = output.map((item) => stringAt(item, 'id'));
  walk.recorder.exercise('item-index');
  for (const [place, item] of items.entries()) {
    if (item.id === null || ids[place] === item.id) continue;
    const elsewhere = ids.indexOf(item.id);
    if (elsewhere < 0 || output.length !== items.length) continue;
    walk.recorder.violate({
      check: 'item-index',
      pointer: `/response/output/${elsewhere}`,
      cause: 'final place',
      message: `the ${itemName(item)} stands at place ${elsewhere} of the final output`,
      expected: place,
      actual: elsewhere,
      state: `${itemName(item)}: ${item.state}`,
      outputIndex: item.index,
    });
    return true;
  }
  return false;
}

function compareDone(walk: Walk, item: ItemTrack, final: JsonValue | undefined, place = item.index): void {
  if (item.done === null) return;
  const where = contradiction(item.done, final);
  if (where === null) return;
  const base = `/response/output/${place}`;
  walk.recorder.violate({
    check: 'final-output',
    pointer: `${base}${where}`,
    cause: 'differs',
    message: `the final output does not have the ${itemName(item)} as response.output_item.done (#${item.doneAt}) had it${where === '' ? '' : `: ${where} differs`}`,
    expected: valueAt(item.done, where) ?? null,
    actual: valueAt(final, where) ?? null,
    state: `${itemName(item)}: ${item.state}`,
    outputIndex: item.index,
  });
}

/** Endings that are the suite's doing: the client hung up, or a limit of its own was reached. */
const endedByUs: ReadonlySet<Ending | undefined> = new Set([
  'disconnected-by-us',
  'too-large',
  'total-timeout',
]);

/** Judges how the stream ended. Called once, after the last event. */
export function checkEnd(walk: Walk): void {
  const cutByUs = endedByUs.has(walk.exchange.answer?.ending);
  if (!cutByUs) checkTerminal(walk);
  checkSentinel(walk, cutByUs);
  checkSummaryAsked(walk);
  checkUnlisted(walk);
}

function checkTerminal(walk: Walk): void {
  const { recorder } = walk;
  if (walk.errorAt !== null) {
    recorder.exercise('error-failed');
    if (walk.terminal?.type === 'response.failed') return;
    recorder.violate({
      check: 'error-failed',
      message:
        walk.terminal === null
          ? `the error event #${walk.errorAt} is not followed by response.failed`
          : `the error event #${walk.errorAt} is followed by ${walk.terminal.type} instead of response.failed`,
      expected: 'response.failed',
      actual: walk.terminal?.type ?? 'the end of the stream',
      state: `response: ${walk.state}`,
      allowed: ['response.failed'],
    });
    return;
  }
  if (mayEndOpen(walk)) return;
  recorder.exercise('one-terminal');
  if (walk.terminal !== null) return;
  recorder.violate({
    check: 'one-terminal',
    cause: walk.started ? 'missing' : 'no events',
    message: walk.started
      ? `the stream ends after ${walk.lastType}, without a terminal event`
      : 'the stream ends without a single event',
    expected: 'response.completed, response.incomplete or response.failed',
    actual: 'the end of the stream',
    state: `response: ${walk.state}`,
    allowed: allowedNow(walk),
  });
}

// No source has an event for cancellation: the stream of a background response that somebody cancels just ends.
function mayEndOpen(walk: Walk): boolean {
  if (walk.unlisted.some(({ type }) => type === 'response.cancelled')) return true;
  const { exchange } = walk;
  const background =
    exchange.operation === 'retrieve-response' ||
    (isObject(exchange.request.body) && exchange.request.body['background'] === true) ||
    walk.response?.['background'] === true;
  return background && exchange.intent.notes['cancelled'] !== false;
}

function checkSentinel(walk: Walk, cutByUs: boolean): void {
  if (walk.dialect.wire.doneSentinel !== 'required') {
    if (walk.started) walk.recorder.exercise('done-sentinel');
    return;
  }
  if (cutByUs) return;
  walk.recorder.exercise('done-sentinel');
  if (walk.sentinels > 0 || !walk.started) return;
  walk.recorder.violate({
    check: 'done-sentinel',
    cause: 'missing',
    message: 'the stream ends without data: [DONE]',
    expected: '[DONE]',
    actual: walk.lastType,
    state: `response: ${walk.state}`,
    allowed: ['[DONE]'],
  });
}

function checkSummaryAsked(walk: Walk): void {
  const reasoning = askedReasoning(walk);
  if (reasoning === undefined) return;
  const asked =
    isObject(reasoning) && typeof (reasoning['summary'] ?? reasoning['generate_summary']) === 'string';
  if (asked) return;
  if (![...walk.items.values()].some(({ type }) => type === 'reasoning')) return;
  walk.recorder.exercise('summary-asked');
  if (walk.summariesAt === null) return;
  walk.recorder.violate({
    check: 'summary-asked',
    event: walk.summariesAt,
    message: 'a reasoning summary is streamed although none was asked for: is it the reasoning text itself?',
    expected: `${walk.dialect.wire.reasoningTextEvent}.delta, or nothing`,
    actual: 'response.reasoning_summary_text.delta',
  });
}

function askedReasoning(walk: Walk): JsonValue | undefined {
  const { body } = walk.exchange.request;
  if (isObject(body)) return body['reasoning'] ?? null;
  return walk.response?.['reasoning'];
}

/** Violations that an event under a wrong name leaves behind. */
const leftBehind: ReadonlySet<Check> = new Set([
  'first-created',
  'one-terminal',
  'item-open',
  'item-close',
  'part-order',
  'summary-order',
  'arguments-order',
  'delta-concatenation',
  'tool-finished',
]);

function checkUnlisted(walk: Walk): void {
  if (walk.started) {
    walk.recorder.exercise('unlisted-ignorable');
    walk.recorder.exercise('extension-prefix');
  }
  const gaps = walk.recorder.violations().filter(({ check }) => leftBehind.has(check));
  const blamed = new Set<string>();
  for (const { type, event, outputIndex, hasResponse } of walk.unlisted) {
    const gap = gaps.find((found) =>
      found.outputIndex === null ? hasResponse : found.outputIndex === outputIndex,
    );
    if (gap === undefined || blamed.has(type)) continue;
    blamed.add(type);
    walk.recorder.violate({
      check: 'unlisted-ignorable',
      event,
      eventType: type,
      pointer: '/type',
      cause: type,
      message: `${type} is no event of the contract, and the stream is wrong for whoever ignores it (${gap.message})`,
      expected: gap.allowed.length > 0 ? [...gap.allowed] : gap.expected,
      actual: type,
      state: gap.state,
      allowed: gap.allowed,
      outputIndex,
    });
  }
}
