import { isObject, type JsonObject, stringAt } from '../../schemas/json.js';
import type { Exchange } from '../../targets/exchange.js';
import { streamEvents } from './examine.js';
import { Blocked, Inconclusive } from './scenario.js';
import { isSuccess, isVerdict } from './status.js';
import { terminalTypes } from './stream-summary.js';

/**
 * The Response object that an exchange ended with: the JSON body or that of the terminal event.
 * Throws `Inconclusive` where no answer came or the target was throttling, `Blocked` where it refused or broke off.
 */
export function responseOf(exchange: Exchange): JsonObject {
  const body = answeredObject(exchange);
  if (body !== null) return body;
  let found: JsonObject | null = null;
  for (const event of streamEvents(exchange)) {
    const response = event.data?.['response'];
    if (terminalTypes.has(event.type) && isObject(response)) found = response;
  }
  if (found === null) throw new Blocked(`${exchange.id} ended without a terminal response`, exchange.id);
  return found;
}

/** The first Response object of a stream (that of `response.created`), or the JSON body. Throws as `responseOf`. */
export function createdResponseOf(exchange: Exchange): JsonObject {
  const body = answeredObject(exchange);
  if (body !== null) return body;
  for (const event of streamEvents(exchange)) {
    const response = event.data?.['response'];
    if (isObject(response)) return response;
  }
  throw new Blocked(`${exchange.id} streamed no response object`, exchange.id);
}

/** The id of the resource that an exchange made or showed. Throws as `responseOf`. */
export function idOf(exchange: Exchange): string {
  const id = stringAt(createdResponseOf(exchange), 'id');
  if (id === null || id === '') throw new Blocked(`the answer of ${exchange.id} has no id`, exchange.id);
  return id;
}

/** The output items of the final response that have this type; all where none is named. Throws as `responseOf`. */
export function itemsOf(exchange: Exchange, type?: string): readonly JsonObject[] {
  const output = responseOf(exchange)['output'];
  if (!Array.isArray(output)) return [];
  return output.filter(isObject).filter((item) => type === undefined || item['type'] === type);
}

/** The first output item of this type. Throws `Blocked` where there is none. */
export function itemOf(exchange: Exchange, type: string): JsonObject {
  const item = itemsOf(exchange, type)[0];
  if (item === undefined) throw new Blocked(`the answer of ${exchange.id} has no ${type} item`, exchange.id);
  return item;
}

/** Whether the answer's status is 2xx. */
export function wasAccepted(exchange: Exchange): boolean {
  return isSuccess(exchange.answer?.status ?? 0);
}

// Null: the answer is a stream. Throws where there is nothing to go on with.
function answeredObject(exchange: Exchange): JsonObject | null {
  const { answer, noAnswer } = exchange;
  if (answer === null) throw new Inconclusive(`${exchange.id}: no answer (${noAnswer?.detail ?? 'unknown'})`);
  if (!isVerdict(answer.status)) throw new Inconclusive(`${exchange.id}: throttled (${answer.status})`);
  if (!wasAccepted(exchange)) throw new Blocked(`${exchange.id} was answered ${answer.status}`, exchange.id);
  if (answer.stream !== null) return null;
  if (!isObject(answer.json))
    throw new Blocked(`${exchange.id} was not answered with a JSON object`, exchange.id);
  return answer.json;
}
