import type { Dialect } from '../../../schemas/dialect.js';
import type { JsonObject } from '../../../schemas/json.js';
import { hashOf } from '../identifiers.js';
import type { ResponseRecord, StreamEvent } from '../plan.js';
import { type EventForms, eventForms } from '../wire/forms.js';
import { itemEvents, type UnnumberedEvent } from './item-events.js';
import { type ResponseStatus, responseObject, shownItem } from './response.js';
import { audioEvents } from './sounds.js';

/** How a stream is to look. */
export interface StreamWishes {
  readonly dialect: Dialect;
  readonly include: ReadonlySet<string>;
  readonly obfuscate: boolean;
  /** Says how a Response object looks inside the event of that type. */
  readonly dress: (response: JsonObject, type: `response.${string}`) => JsonObject;
}

/** All events of a response, from `response.created` to the end, numbered from 0. */
export function streamEvents(record: ResponseRecord, wishes: StreamWishes): readonly StreamEvent[] {
  const { dialect, include } = wishes;
  const { plan } = record;
  const forms = eventForms(dialect);
  const items = plan.items.map(({ item }) => shownItem(item, include));
  const snapshot = (status: ResponseStatus, type: `response.${string}`): UnnumberedEvent => {
    const isOver = status !== 'queued' && status !== 'in_progress';
    const response = responseObject(
      record,
      { status, finishedItems: items.length },
      isOver ? items : [],
      dialect,
    );
    return { type, response: wishes.dress(response, type) };
  };
  const first: ResponseStatus = record.background ? 'queued' : 'in_progress';
  const events: UnnumberedEvent[] = [snapshot(first, 'response.created')];
  if (record.background) events.push(snapshot('queued', 'response.queued'));
  events.push(snapshot('in_progress', 'response.in_progress'));
  for (const [index, planned] of plan.items.entries()) {
    events.push(...itemEvents(planned, items[index] ?? planned.item, index, forms));
    if (planned.spoken !== undefined && forms.audioEvents)
      events.push(...audioEvents(planned.spoken, record.id));
  }
  if (plan.outcome === 'failed' && plan.error !== null) events.push(errorEvent(plan.error, forms));
  events.push(snapshot(plan.outcome, `response.${plan.outcome}`));
  return numbered(wishes.obfuscate ? events.map(obfuscated) : events);
}

/** Numbers events from 0 in the order in which they stand, in place of the numbers they had. */
export function numbered(events: readonly UnnumberedEvent[]): readonly StreamEvent[] {
  return events.map(({ type, sequence_number, ...rest }, index) => ({
    type,
    sequence_number: index,
    ...rest,
  }));
}

function errorEvent(
  error: { readonly code: string; readonly message: string },
  forms: EventForms,
): UnnumberedEvent {
  const { code, message } = error;
  if (!forms.nestedError) return { type: 'error', code, message, param: null };
  return { type: 'error', error: { type: 'server_error', code, message, param: null } };
}

const noise = 'a7Kd0Xq3mZ9sVbN1';

/** Fills a delta up with noise, so that the length of an event tells nothing of the length of its delta. */
function obfuscated(event: UnnumberedEvent): UnnumberedEvent {
  if (!event.type.endsWith('.delta')) return event;
  const length = typeof event.delta === 'string' ? event.delta.length : 0;
  const start = hashOf(`${event.delta}`) % noise.length;
  return {
    ...event,
    obfuscation: (noise + noise).slice(start, start + noise.length - (length % noise.length)),
  };
}
