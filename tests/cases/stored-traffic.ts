import { type JsonObject, stringAt } from '../../schemas/json.js';
import type { Exchange } from '../../targets/exchange.js';
import { answered, type Circumstances } from './traffic.js';

/** `GET /responses/{id}` that gives this Response object back. */
export function retrieved(response: JsonObject, circumstances: Circumstances = {}): Exchange {
  const path = `/responses/${stringAt(response, 'id')}`;
  return answered('GET', path, undefined, 200, response, circumstances);
}

/** What a list answers with these entries, and members of the page that are not what they usually are. */
export function listed(
  target: string,
  entries: readonly JsonObject[],
  { page = {}, ...circumstances }: Circumstances & { readonly page?: JsonObject } = {},
): Exchange {
  return answered('GET', target, undefined, 200, { ...pageOf(entries), ...page }, circumstances);
}

/** A page object with these entries and nothing behind them. */
export function pageOf(entries: readonly JsonObject[]): JsonObject {
  return {
    object: 'list',
    data: entries,
    first_id: stringAt(entries[0], 'id'),
    last_id: stringAt(entries.at(-1), 'id'),
    has_more: false,
  };
}

/** A message of the user as lists show it. */
export function storedMessage(id: string, text: string, changes: JsonObject = {}): JsonObject {
  return {
    type: 'message',
    id,
    role: 'user',
    status: 'completed',
    content: [{ type: 'input_text', text }],
    ...changes,
  };
}

/** A sentence in place of a JSON body. */
export function inWords(words: string): Circumstances {
  return {
    exchange: {
      answer: {
        status: 200,
        headers: [['content-type', 'application/json']],
        text: words,
        jsonProblem: 'unexpected token',
        stream: null,
        ending: 'complete',
        endingDetail: null,
        bytes: words.length,
      },
    },
  };
}
