import { isObject, type JsonObject } from '../../schemas/json.js';
import type { Located } from './located.js';
import type { StreamEvent } from './stream-event.js';

/** What every look at a stream needs. */
export interface StreamSummary {
  readonly events: number;
  /** How many events of each type came; `[DONE]` and data without a type are not counted. */
  readonly types: ReadonlyMap<string, number>;
  readonly doneSentinels: number;
  /** Response objects in the order of their events. */
  readonly responses: readonly Located[];
  /** The first terminal event (completed, incomplete, failed). */
  readonly terminal: {
    readonly index: number;
    readonly type: string;
    readonly response: Located | null;
  } | null;
  /** The first `error` event's data, or null. */
  readonly error: Located | null;
  readonly lastEvent: number | null;
}

export const terminalTypes: ReadonlySet<string> = new Set([
  'response.completed',
  'response.incomplete',
  'response.failed',
]);

/** More Response objects than these are not kept: a stream has some three, a broken one must not fill the memory. */
const keptResponses = 32;

/** Gathers the summary while the events go by. */
export function startSummary(): {
  readonly event: (event: StreamEvent) => void;
  readonly end: () => StreamSummary;
} {
  const types = new Map<string, number>();
  const responses: Located[] = [];
  let events = 0;
  let doneSentinels = 0;
  let terminal: StreamSummary['terminal'] = null;
  let failure: Located | null = null;
  let lastEvent: number | null = null;

  return {
    event(event) {
      events += 1;
      lastEvent = event.index;
      if (event.done) doneSentinels += 1;
      if (event.data === null || event.type === '') return;
      types.set(event.type, (types.get(event.type) ?? 0) + 1);
      const response = responseOf(event.data, event.index);
      if (response !== null && responses.length < keptResponses) responses.push(response);
      if (terminal === null && terminalTypes.has(event.type)) {
        terminal = { index: event.index, type: event.type, response };
        if (response !== null && !responses.includes(response)) responses.push(response);
      }
      if (event.type === 'error' && failure === null) {
        failure = { pointer: `/events/${event.index}`, value: event.data, event: event.index };
      }
    },
    end: () => ({ events, types, doneSentinels, responses, terminal, error: failure, lastEvent }),
  };
}

function responseOf(data: JsonObject, index: number): Located | null {
  const value = data['response'];
  return isObject(value) ? { pointer: `/events/${index}/response`, value, event: index } : null;
}
