import type { Dialect } from '../../../schemas/dialect.js';
import { isObject, type JsonObject } from '../../../schemas/json.js';
import type { Validate } from '../../../schemas/validator.js';
import { validators } from '../../../schemas/validators.js';
import type { Exchange } from '../../../targets/exchange.js';
import { cursorOf } from './cursor.js';
import { type KnownEvent, knownEvents } from './events.js';
import { paddingOf } from './frame-checks.js';
import { allowedIn, itemMachine, nextState, responseMachine } from './machine.js';
import { type ItemTrack, itemName, startItem } from './track.js';
import { type Recorder, startRecorder } from './violation.js';

/** An event type that the contract does not have, and what it was about. */
export interface Unlisted {
  readonly type: string;
  readonly event: number;
  readonly outputIndex: number | null;
  /** Whether it carries a Response object, as lifecycle events do. */
  readonly hasResponse: boolean;
}

/** Everything that is known of a stream at one moment. */
export interface Walk {
  readonly dialect: Dialect;
  readonly exchange: Exchange;
  readonly recorder: Recorder;
  /** The stream shows the tail of another one (`starting_after`). */
  readonly resumed: boolean;
  /** Judges an event by the schema of its type. */
  readonly validate: Validate;
  /** Whether deltas are to be padded. */
  readonly padding: 'on' | 'off' | 'none';
  createdAt: number | null;
  state: string;
  responseId: string | null;
  status: string | null;
  lastSequence: number | null;
  /** The latest number cannot be trusted: a gap after it says nothing. */
  sequenceUnsure: boolean;
  /** The Response object of the latest lifecycle event, and of the terminal event. */
  response: JsonObject | null;
  terminal: { readonly index: number; readonly type: string } | null;
  errorAt: number | null;
  started: boolean;
  announcedInProgress: boolean;
  sentinels: number;
  lastType: string;
  readonly items: Map<number, ItemTrack>;
  readonly byId: Map<string, ItemTrack>;
  nextIndex: number | null;
  readonly unlisted: Unlisted[];
  summariesAt: number | null;
}

/** Starts a walk over the stream of an exchange. */
export function startWalk(dialect: Dialect, exchange: Exchange): Walk {
  const resumed = cursorOf(exchange) !== null;
  return {
    dialect,
    exchange,
    recorder: startRecorder(),
    resumed,
    validate: validators(dialect.name).root('StreamEvent'),
    padding: paddingOf(exchange),
    createdAt: null,
    state: responseMachine.initial,
    responseId: null,
    status: null,
    lastSequence: null,
    sequenceUnsure: false,
    response: null,
    terminal: null,
    errorAt: null,
    started: false,
    announcedInProgress: false,
    sentinels: 0,
    lastType: '',
    items: new Map(),
    byId: new Map(),
    nextIndex: resumed ? null : 0,
    unlisted: [],
    summariesAt: null,
  };
}

/** The event types that the state of the response allows. */
export function allowedNow(walk: Walk): readonly string[] {
  return allowedIn(responseMachine, walk.state).flatMap((symbol) => responseSymbols[symbol] ?? []);
}

const responseSymbols: { readonly [symbol: string]: readonly string[] } = {
  created: ['response.created'],
  queued: ['response.queued'],
  in_progress: ['response.in_progress'],
  body: ['events of output items'],
  error: ['error'],
  terminal: ['response.completed', 'response.incomplete', 'response.failed'],
  sentinel: ['[DONE]'],
};

/** Reports what an event lacks to be placed. */
export function checkIdentity(walk: Walk, row: KnownEvent, data: JsonObject): void {
  walk.recorder.exercise('identity');
  for (const member of row.identity) {
    const value = data[member];
    const fits = member === 'item_id' ? typeof value === 'string' && value !== '' : isIndex(value);
    if (fits) continue;
    walk.recorder.violate({
      check: 'identity',
      pointer: `/${member}`,
      cause: member,
      message: `${row.type} does not say its ${member}: ${value === undefined ? 'the member is missing' : member === 'item_id' ? 'it is no id' : 'it is no index'}`,
      expected: member === 'item_id' ? 'the id of the item' : 'an index, counted from 0',
      actual: value ?? null,
      allowed: row.identity,
    });
  }
}

/** Finds the item that an event is about. Null where it cannot be told. */
export function itemOf(walk: Walk, row: KnownEvent, data: JsonObject): ItemTrack | null {
  const track = findItem(walk, row, data);
  if (track === null) return null;
  walk.recorder.exercise('item-close');
  if (nextState(itemMachine, track.state, 'body') === null) {
    walk.recorder.violate({
      check: 'item-close',
      message: `${row.type} comes after the item it belongs to was done (${itemName(track)})`,
      expected: 'nothing for an item after its response.output_item.done',
      actual: row.type,
      state: `${itemName(track)}: done`,
      allowed: ['response.output_item.added of the next item', ...allowedNow(walk).slice(-3)],
      outputIndex: track.index,
    });
    return null;
  }
  return track;
}

/** The item that `output_index` and `item_id` name, with every disagreement reported. */
function findItem(walk: Walk, row: KnownEvent, data: JsonObject): ItemTrack | null {
  const index = isIndex(data['output_index']) ? data['output_index'] : null;
  const id = typeof data['item_id'] === 'string' && data['item_id'] !== '' ? data['item_id'] : null;
  const named = id === null ? undefined : walk.byId.get(id);
  if (index === null) return named ?? onlyOpen(walk);
  const track = walk.items.get(index);
  walk.recorder.exercise('item-open');
  if (track !== undefined) {
    if (id !== null && row.identity.includes('item_id')) checkId(walk, track, id, row.type);
    return track;
  }
  if (walk.resumed) return rememberItem(walk, index, true, id);
  if (named !== undefined) {
    walk.recorder.violate({
      check: 'item-id',
      pointer: '/output_index',
      message: `${row.type} names output_index ${index}, but its item_id ${id} belongs to output_index ${named.index}`,
      expected: named.index,
      actual: index,
      state: `${itemName(named)}: ${named.state}`,
      outputIndex: named.index,
    });
    return named;
  }
  walk.recorder.violate({
    check: 'item-open',
    message: `${row.type} is about output_index ${index}, which no response.output_item.added has announced`,
    expected: `response.output_item.added with output_index ${index} first`,
    actual: row.type,
    state: `item at output_index ${index}: not added`,
    allowed: ['response.output_item.added'],
    outputIndex: index,
  });
  walk.nextIndex = Math.max(index + 1, walk.nextIndex ?? 0);
  return rememberItem(walk, index, false, null);
}

function checkId(walk: Walk, track: ItemTrack, id: string, type: string): void {
  if (track.id === null) {
    track.id = id;
    walk.byId.set(id, track);
    return;
  }
  walk.recorder.exercise('item-id');
  if (track.id === id) return;
  walk.recorder.violate({
    check: 'item-id',
    pointer: '/item_id',
    cause: 'item_id',
    message: `${type} names the item ${id}, but the item at output_index ${track.index} was announced as ${track.id}`,
    expected: track.id,
    actual: id,
    state: `${itemName(track)}: ${track.state}`,
    outputIndex: track.index,
  });
}

/** Puts an item where its events can find it. */
export function rememberItem(walk: Walk, index: number, earlier: boolean, id: string | null): ItemTrack {
  const track = startItem(index, earlier);
  track.state = 'open';
  if (id !== null) {
    track.id = id;
    walk.byId.set(id, track);
  }
  walk.items.set(index, track);
  return track;
}

function onlyOpen(walk: Walk): ItemTrack | null {
  const open = [...walk.items.values()].filter(({ state }) => state === 'open');
  return open.length === 1 ? (open[0] ?? null) : null;
}

/** Whether a value can be an index. */
export function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

/** Unlisted events that are kept: a stream may consist of nothing else. */
const keptUnlisted = 100;

/** Takes down an event that the contract does not have. Such events change nothing. */
export function takeUnlisted(walk: Walk, type: string, data: JsonObject, event: number): void {
  if (type === '' || walk.unlisted.length >= keptUnlisted) return;
  const index = data['output_index'];
  const named = typeof data['item_id'] === 'string' ? walk.byId.get(data['item_id']) : undefined;
  walk.unlisted.push({
    type,
    event,
    outputIndex: isIndex(index) ? index : (named?.index ?? null),
    hasResponse: responseIn(data) !== null,
  });
}

/** The row of the event table for a type, or undefined where the contract does not have it. */
export function knownEvent(type: string): KnownEvent | undefined {
  return knownEvents.get(type);
}

/** The Response object inside an event, or null. */
export function responseIn(data: JsonObject): JsonObject | null {
  return isObject(data['response']) ? data['response'] : null;
}
