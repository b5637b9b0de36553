import type { JsonObject } from '../../schemas/json.js';
import { message } from './output.js';
import { created } from './traffic.js';

/** What is known of a turn beside its request and its count. */
interface Counted {
  readonly previous?: number;
  readonly step?: string;
  readonly recall?: string;
  readonly output?: readonly JsonObject[];
  readonly response?: JsonObject;
}

/** The response of this number, to a request whose input counts this many tokens. */
export function turn(number: number, request: JsonObject, tokens: number, counted: Counted = {}) {
  const { previous, step = null, recall, response = {} } = counted;
  const output = counted.output ?? [message('Yes.', { id: `msg_${number}` })];
  const continued = previous === undefined ? {} : { previous_response_id: `resp_${previous}` };
  const usage = {
    input_tokens: tokens,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: 5,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: tokens + 5,
  };
  return created({ ...request, ...continued }, output, {
    intent: { step, notes: recall === undefined ? {} : { recall } },
    response: { id: `resp_${number}`, usage, ...response },
  });
}
