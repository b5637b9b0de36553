import fc from 'fast-check';
import { type DialectName, dialectNames } from '../../schemas/dialect.js';
import { dialect as dialectData } from '../../schemas/dialects.js';
import type { JsonObject } from '../../schemas/json.js';
import type { GeneratedEvent, GeneratedStream, Wording } from './event.js';
import { eventsOfItem } from './item-events.js';
import { finished, plannedItem } from './items.js';
import { responseObject } from './response.js';

const wording: fc.Arbitrary<Wording> = fc.record({
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  byteOrderMark: fc.boolean(),
  spaced: fc.boolean(),
  comments: fc.array(fc.nat({ max: 30 }), { maxLength: 3 }),
  chunkSizes: fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 6 }),
});

interface Choices {
  readonly dialect: DialectName;
  readonly items: readonly JsonObject[];
  readonly outcome: 'completed' | 'incomplete' | 'failed';
  readonly queued: boolean;
  readonly pieces: readonly number[];
  readonly open: number;
  readonly turns: readonly number[];
  readonly extras: readonly { readonly at: number; readonly kind: 'keepalive' | 'vendor' }[];
  readonly broken: number;
  readonly sentinel: boolean;
  readonly wording: Wording;
}

/** Streams that keep every rule: any items, parts, interleavings, extras, outcomes, line ends and chunkings. */
export function conformantStream(
  dialects: readonly DialectName[] = dialectNames,
): fc.Arbitrary<GeneratedStream> {
  return fc
    .constantFrom(...dialects)
    .chain((dialect) => choices(dialect))
    .map(streamOf);
}

function choices(dialect: DialectName): fc.Arbitrary<Choices> {
  return fc.record({
    dialect: fc.constant(dialect),
    items: fc.array(plannedItem({ hosted: dialect !== 'open-responses' }), { minLength: 1, maxLength: 4 }),
    outcome: fc.oneof(
      { weight: 6, arbitrary: fc.constant('completed' as const) },
      { weight: 2, arbitrary: fc.constant('incomplete' as const) },
      { weight: 2, arbitrary: fc.constant('failed' as const) },
    ),
    queued: fc.boolean(),
    pieces: fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 }),
    open: fc.integer({ min: 1, max: 3 }),
    turns: fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 12 }),
    extras: fc.array(
      fc.record({ at: fc.nat({ max: 20 }), kind: fc.constantFrom('keepalive' as const, 'vendor' as const) }),
      { maxLength: 2 },
    ),
    broken: fc.nat({ max: 30 }),
    sentinel: fc.boolean(),
    wording,
  });
}

function streamOf(chosen: Choices): GeneratedStream {
  const { dialect, outcome } = chosen;
  const { wire } = dialectData(dialect);
  const last = chosen.items.length - 1;
  const final = chosen.items.map((item, index) =>
    finished(item, index, outcome === 'incomplete' && index === last ? 'incomplete' : 'completed'),
  );
  const perItem = final.map((item, index) =>
    eventsOfItem(item, {
      index,
      pieces: chosen.pieces,
      reasoningStem: wire.reasoningTextEvent,
      obfuscation: wire.obfuscation,
      logprobs: dialect !== 'open-responses',
    }),
  );
  const whole = interleaved(perItem, chosen.open, chosen.turns);
  const items = outcome === 'failed' ? whole.slice(0, chosen.broken % (whole.length + 1)) : whole;
  const output = outcome === 'failed' ? [] : final.map(({ partials: _, ...item }) => item);
  const first = chosen.queued ? 'queued' : 'in_progress';
  const head: GeneratedEvent[] = [
    { type: 'response.created', response: responseObject(dialect, first, []) },
    ...(chosen.queued ? [{ type: 'response.queued', response: responseObject(dialect, 'queued', []) }] : []),
    { type: 'response.in_progress', response: responseObject(dialect, 'in_progress', []) },
  ];
  const tail: GeneratedEvent[] = [
    ...(outcome === 'failed' ? [errorEvent(wire.errorEvent)] : []),
    { type: `response.${outcome}`, response: responseObject(dialect, outcome, output) },
  ];
  return {
    dialect,
    request: { model: 'm', input: 'hi', stream: true, reasoning: { summary: 'auto' } },
    events: [...head, ...withExtras(items, chosen.extras, dialect), ...tail],
    sentinel: wire.doneSentinel === 'required' || chosen.sentinel,
    wording: chosen.wording,
  };
}

/** Merges the events of items: up to `open` of them under way at a time, begun in order, advanced in turns. */
function interleaved(
  perItem: readonly (readonly GeneratedEvent[])[],
  open: number,
  turns: readonly number[],
): readonly GeneratedEvent[] {
  const waiting = perItem.map((events) => [...events]);
  const under: GeneratedEvent[][] = [];
  const merged: GeneratedEvent[] = [];
  for (let turn = 0; waiting.length > 0 || under.length > 0; turn += 1) {
    const begins = under.length === 0 || (under.length < open && (turns[turn % turns.length] ?? 0) === 0);
    const next = begins ? waiting.shift() : undefined;
    if (next !== undefined) under.push(next);
    const pick = next ?? under[(turns[turn % turns.length] ?? 0) % under.length];
    const event = pick?.shift();
    if (event !== undefined) merged.push(event);
    for (const [index, rest] of under.entries()) if (rest.length === 0) under.splice(index, 1);
  }
  return merged;
}

function withExtras(
  events: readonly GeneratedEvent[],
  extras: Choices['extras'],
  dialect: DialectName,
): readonly GeneratedEvent[] {
  const all = [...events];
  for (const { at, kind } of extras) {
    const vendor = dialect === 'open-responses' ? 'acme:trace' : 'response.acme_trace';
    all.splice(at % (all.length + 1), 0, { type: kind === 'keepalive' ? 'keepalive' : vendor });
  }
  return all;
}

function errorEvent(form: 'flat' | 'nested' | 'either'): GeneratedEvent {
  const error = { code: 'server_error', message: 'The model failed.', param: null };
  return form === 'flat'
    ? { type: 'error', ...error }
    : { type: 'error', error: { type: 'server_error', ...error } };
}
