import { arrayAt, type JsonObject, objectAt } from '../../../schemas/json.js';
import { responseObject, shownItem } from '../behaviour/response.js';
import { streamEvents } from '../behaviour/stream-events.js';
import type { Call } from '../call.js';
import type { ResponsePlace } from '../changes.js';
import type { ResponseRecord, StreamEvent } from '../plan.js';
import { progressAt } from '../state/lifecycle.js';
import { doneFrame, frame } from '../wire/answers.js';
import { paced } from '../wire/pacing.js';
import { json, type Reply } from './reply.js';

/** What the caller includes: with the create request, and with a look-up. */
export function includedIn(record: ResponseRecord, query: URLSearchParams): ReadonlySet<string> {
  const created = arrayAt(record.request, 'include').filter(
    (value): value is string => typeof value === 'string',
  );
  return new Set([...created, ...includedInQuery(query)]);
}

/** Values of `include`, `include[]` and `include[0]` in a query. */
export function includedInQuery(query: URLSearchParams): readonly string[] {
  return [...query].filter(([name]) => /^include(?:\[\d*\])?$/.test(name)).map(([, value]) => value);
}

/** The Response object as it is at this moment, as JSON. */
export function shownResponse(call: Call, record: ResponseRecord): JsonObject {
  const progress = progressAt(record, call.clock.now());
  const include = includedIn(record, call.query);
  const output = record.plan.items
    .slice(0, progress.finishedItems)
    .map(({ item }) => shownItem(item, include));
  return dressed(call, responseObject(record, progress, output, call.dialect), 'json');
}

/** The Response object as JSON answer. */
export function responseReply(call: Call, record: ResponseRecord): Reply {
  return json(shownResponse(call, record));
}

function dressed(call: Call, response: JsonObject, place: ResponsePlace): JsonObject {
  return call.through(response, (change, value) => change.response?.(value, place, call) ?? value);
}

/** The response as event stream: from its beginning, or after the event of that number. */
export function streamReply(call: Call, record: ResponseRecord, startingAfter: number | null): Reply {
  const made = streamEvents(record, {
    dialect: call.dialect,
    include: includedIn(record, call.query),
    obfuscate: wantsObfuscation(call),
    dress: (response, type) => dressed(call, response, type),
  });
  const events = call.through(made, (change, value) => change.events?.(value, call) ?? value);
  const needsDone = call.dialect.wire.doneSentinel === 'required';
  const written = needsDone ? [...events.map(frame), doneFrame] : events.map(frame);
  const frames = call.through<readonly string[]>(
    written,
    (change, value) => change.frames?.(value, call) ?? value,
  );
  const chunks = paced(frames, {
    clock: call.clock,
    begunAt: record.createdAt,
    timing: record.timing,
    leading: record.background ? 2 : 1,
    skipped: startingAfter === null ? 0 : countUpTo(events, startingAfter),
    cancelledAt: () => call.state.responses.get(record.id)?.cancelledAt ?? record.cancelledAt,
    signal: call.signal,
  });
  return {
    kind: 'stream',
    chunks: call.through(chunks, (change, value) => change.chunks?.(value, call) ?? value),
  };
}

function countUpTo(events: readonly StreamEvent[], last: number): number {
  const next = events.findIndex(
    ({ sequence_number }) => typeof sequence_number === 'number' && sequence_number > last,
  );
  return next < 0 ? events.length : next;
}

/** By default as the dialect has it; `include_obfuscation` decides, in the body or in the query. */
function wantsObfuscation(call: Call): boolean {
  const asked = objectAt(call.body ?? {}, 'stream_options')?.include_obfuscation;
  if (typeof asked === 'boolean') return asked;
  const queried = call.query.get('include_obfuscation');
  return queried === null ? call.dialect.wire.obfuscation : queried !== 'false';
}
