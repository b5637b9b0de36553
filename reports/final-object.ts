import { isObject, type JsonObject } from '../schemas/json.js';
import { streamEvents } from '../suites/engine/examine.js';
import { terminalTypes } from '../suites/engine/stream-summary.js';
import type { Exchange } from '../targets/exchange.js';

/** The JSON object that an accepted request was answered with: the body, or the response of the terminal event. */
export function finalObject(exchange: Exchange): JsonObject | null {
  const { answer } = exchange;
  if (answer === null || answer.status >= 300) return null;
  if (answer.stream === null) return isObject(answer.json) ? answer.json : null;
  let found: JsonObject | null = null;
  for (const event of streamEvents(exchange)) {
    const response = event.data?.['response'];
    if (isObject(response) && (found === null || terminalTypes.has(event.type))) found = response;
  }
  return found;
}
