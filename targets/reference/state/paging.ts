import type { JsonObject } from '../../../schemas/json.js';
import { type Fault, invalid } from '../fault.js';

/** One page of a list. */
export interface Page {
  readonly data: readonly JsonObject[];
  readonly first_id: string | null;
  readonly last_id: string | null;
  readonly has_more: boolean;
}

/** How a page was asked for. */
export interface PageRequest {
  readonly limit: number;
  readonly order: 'asc' | 'desc';
  readonly after: string | null;
  readonly before: string | null;
}

const unsigned = /^\d{1,9}$/;

/** Reads `limit`, `order`, `after` and, where the dialect has it, `before` from a query. */
export function readPageRequest(query: URLSearchParams, withBefore: boolean): PageRequest | Fault {
  const limitText = query.get('limit');
  const limit = limitText === null ? 20 : unsigned.test(limitText) ? Number(limitText) : -1;
  if (limit < 1 || limit > 100) {
    return invalid('limit', `Invalid 'limit': expected an integer from 1 to 100, but got '${limitText}'.`, {
      code:
        limit > 100 ? 'integer_above_max_value' : limit === 0 ? 'integer_below_min_value' : 'invalid_type',
    });
  }
  const order = query.get('order') ?? 'desc';
  if (order !== 'asc' && order !== 'desc') {
    return invalid('order', `Invalid value: '${order}'. Supported values are: 'asc' and 'desc'.`);
  }
  return { limit, order, after: query.get('after'), before: withBefore ? query.get('before') : null };
}

/** Cuts the asked page out of a list that is given oldest first. An unknown cursor is a fault. */
export function pageOf(oldestFirst: readonly JsonObject[], asked: PageRequest): Page | Fault {
  const entries = asked.order === 'asc' ? oldestFirst : [...oldestFirst].reverse();
  const position = (id: string) => entries.findIndex((entry) => entry.id === id);
  let from = 0;
  let to = entries.length;
  if (asked.after !== null) {
    const found = position(asked.after);
    if (found < 0)
      return invalid('after', `No entry with id '${asked.after}' to continue after.`, { stage: 'state' });
    from = found + 1;
  }
  if (asked.before !== null) {
    const found = position(asked.before);
    if (found < 0)
      return invalid('before', `No entry with id '${asked.before}' to stop before.`, { stage: 'state' });
    to = found;
  }
  // `before` alone asks for the page that ends in front of the cursor, not for the list's first page.
  const backwards = asked.before !== null && asked.after === null;
  const window = entries.slice(from, Math.max(from, to));
  const data = backwards ? window.slice(-asked.limit) : window.slice(0, asked.limit);
  return {
    data,
    first_id: idOf(data[0]),
    last_id: idOf(data.at(-1)),
    has_more: window.length > data.length,
  };
}

function idOf(entry: JsonObject | undefined): string | null {
  return typeof entry?.id === 'string' ? entry.id : null;
}
