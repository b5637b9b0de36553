import { isObject, type JsonObject, objectsAt, stringAt } from '../../../schemas/json.js';
import type { Operation } from '../../../targets/exchange.js';
import type { ExchangeJudge, Fact } from '../../engine/judge.js';
import { found } from '../../engine/judges.js';
import type { ExchangeView } from '../../engine/view.js';

/** The operations that answer with pages. */
export const listOperations = [
  'list-input-items',
  'list-conversation-items',
  'list-responses',
  'list-conversations',
] as const satisfies readonly Operation[];

/** One page as it was asked for and came back. */
export interface Page {
  readonly list: string;
  readonly order: 'asc' | 'desc';
  readonly orderGiven: boolean;
  readonly limit: number;
  readonly after: string | null;
  readonly before: string | null;
  readonly ids: readonly string[];
  readonly hasMore: boolean | null;
}

/** What pages hold where the request does not say. */
const defaultLimit = 20;

/** What a page may hold at most. */
const mostEntries = 100;

/** Reads the page of an accepted list exchange; null where it is none, or its entries have no ids. */
export function pageOf(view: ExchangeView): Page | null {
  const { exchange, answer } = view;
  if (!listOperations.some((operation) => operation === exchange.operation)) return null;
  if (!view.accepted || !isObject(answer?.json) || !Array.isArray(answer.json['data'])) return null;
  const query = (name: string) => exchange.request.query.find(([key]) => key === name)?.[1] ?? null;
  const entries = objectsAt(answer.json, 'data').map(({ value }) => value);
  const ids = entries.flatMap((entry) => stringAt(entry, 'id') ?? []);
  const limit = Number(query('limit') ?? defaultLimit);
  if (ids.length !== answer.json['data'].length || !(limit >= 1 && limit <= mostEntries)) return null;
  const order = query('order');
  const hasMore = answer.json['has_more'];
  return {
    list: listKey(view),
    order: order === 'asc' ? 'asc' : 'desc',
    orderGiven: order !== null,
    limit,
    after: query('after'),
    before: query('before'),
    ids,
    hasMore: typeof hasMore === 'boolean' ? hasMore : null,
  };
}

/** Judges single pages for which `given` holds; all where it is left out. */
export function pages(parts: Omit<Parameters<typeof found<Page>>[0], 'pick'>): ExchangeJudge {
  return found({ ...parts, pick: pageOf });
}

// Pages belong together when path and filters are the same.
function listKey({ exchange }: ExchangeView): string {
  const paging = new Set(['limit', 'order', 'after', 'before', 'include', 'include[]']);
  const filters = exchange.request.query.filter(([name]) => !paging.has(name)).map((pair) => pair.join('='));
  return [exchange.request.path, ...filters.sort()].join(' ');
}

/** The pages of a list, keyed by it, for group rules. */
export function pickPage(view: ExchangeView): readonly { readonly key: string; readonly fact: Page }[] {
  const page = pageOf(view);
  return page === null ? [] : [{ key: page.list, fact: page }];
}

/**
 * The ids of the whole list, oldest first, where one page holds it all: no cursor, and fewer entries than it could
 * have had, so that it does not matter what `has_more` says. Pages that asked for an order are believed first.
 */
export function wholeList(pages: readonly Fact<Page>[]): readonly string[] | null {
  const whole = pages
    .map(({ fact }) => fact)
    .filter(isWhole)
    .toSorted((left, right) => Number(right.orderGiven) - Number(left.orderGiven))[0];
  if (whole === undefined) return null;
  return whole.order === 'asc' ? whole.ids : whole.ids.toReversed();
}

/** Whether the page holds the whole list: no cursor, and room for more. */
export function isWhole({ after, before, ids, limit }: Page): boolean {
  return after === null && before === null && ids.length < limit;
}

/** The ids that a page must hold, and whether more follow, given the whole list. Null: the list is another by now. */
export function expectedPage(
  page: Page,
  oldestFirst: readonly string[],
): { readonly ids: readonly string[]; readonly more: boolean } | null {
  // A list that has grown since says nothing about this page.
  if (page.ids.some((id) => !oldestFirst.includes(id))) return null;
  const inOrder = page.order === 'asc' ? oldestFirst : oldestFirst.toReversed();
  const after = page.after === null ? -1 : inOrder.indexOf(page.after);
  const before = page.before === null ? inOrder.length : inOrder.indexOf(page.before);
  if ((page.after !== null && after < 0) || before < 0) return null;
  const window = inOrder.slice(after + 1, before);
  const ids =
    page.before !== null && page.after === null ? window.slice(-page.limit) : window.slice(0, page.limit);
  return { ids, more: window.length > ids.length };
}

/** The entries of a list answer. */
export function entriesOf(view: ExchangeView): readonly JsonObject[] {
  return objectsAt(view.answer?.json, 'data').map(({ value }) => value);
}
