import { isObject, type JsonObject, type JsonValue } from '../../../schemas/json.js';
import type { Operation } from '../../../targets/exchange.js';
import { without } from '../building.js';
import type { Defect } from '../defect.js';
import { rewritingQuery } from './lookups.js';

/** A change of the JSON answers of one operation. */
function answering(operation: Operation, alter: (body: JsonObject) => JsonValue): Defect['change'] {
  return {
    json: (body, context) =>
      context.operation === operation && isObject(body) && Array.isArray(body['data']) ? alter(body) : body,
  };
}

const alteringItems = (alter: (item: JsonObject) => JsonObject) => (body: JsonObject) => ({
  ...body,
  data: Array.isArray(body['data'])
    ? body['data'].map((item: JsonValue) => (isObject(item) ? alter(item) : item))
    : [],
});

/** Defects of lists and of what input_items shows. */
export const listDefects: readonly Defect[] = [
  {
    name: 'items-as-bare-array',
    area: 'state',
    symptom: 'input_items answers a bare array.',
    caughtBy: ['LIST-SHAPE'],
    change: answering('list-input-items', ({ data = null }) => data),
  },
  {
    name: 'items-without-cursors',
    area: 'state',
    symptom: 'Pages of input_items lack object, first_id and last_id.',
    caughtBy: ['LIST-SHAPE'],
    change: answering('list-input-items', (body) => without(body, 'object', 'first_id', 'last_id')),
  },
  {
    name: 'items-limit-ignored',
    area: 'state',
    symptom: 'input_items ignores limit.',
    caughtBy: ['LIST-LIMIT'],
    change: rewritingQuery((name, value) => (name === 'limit' && value === '2' ? null : value)),
  },
  {
    name: 'items-limit-clamped',
    area: 'state',
    symptom: 'Limits outside 1 to 100 are silently brought into it.',
    caughtBy: ['LIST-LIMIT-RANGE'],
    change: rewritingQuery((name, value) =>
      name === 'limit' ? String(Math.min(100, Math.max(1, Number(value)))) : value,
    ),
  },
  {
    name: 'items-order-lax',
    area: 'state',
    symptom: 'Any order is accepted.',
    caughtBy: ['LIST-ORDER-VALUE'],
    change: rewritingQuery((name, value) =>
      name === 'order' && value !== 'asc' && value !== 'desc' ? 'desc' : value,
    ),
  },
  {
    name: 'hm-items-order-param-ignored',
    area: 'state',
    symptom: 'input_items ignores order.',
    caughtBy: ['LIST-ORDER'],
    change: rewritingQuery((name, value) => (name === 'order' && value === 'asc' ? null : value)),
  },
  {
    name: 'items-oldest-first-by-default',
    area: 'state',
    symptom: 'Lists come oldest first where no order is given.',
    caughtBy: ['LIST-ORDER'],
    change: {
      request: (request) =>
        request.url.includes('/input_items') && !request.url.includes('order=')
          ? { ...request, url: `${request.url}${request.url.includes('?') ? '&' : '?'}order=asc` }
          : request,
    },
  },
  {
    name: 'hm-items-has-more-always-false',
    area: 'state',
    symptom: 'has_more is always false.',
    caughtBy: ['LIST-HAS-MORE', 'SDK-PAGES'],
    change: { page: (page) => ({ ...page, has_more: false }) },
  },
  {
    name: 'has-more-always-true',
    area: 'state',
    symptom: 'has_more is true on the last page too.',
    caughtBy: ['LIST-HAS-MORE'],
    change: { page: (page) => ({ ...page, has_more: true }) },
  },
  {
    name: 'items-after-ignored',
    area: 'state',
    symptom: 'after is ignored: the first page comes again and again.',
    caughtBy: ['LIST-AFTER'],
    change: rewritingQuery((name, value) => (name === 'after' ? null : value)),
  },
  {
    name: 'items-before-ignored',
    area: 'state',
    dialect: 'azure-openai',
    symptom: 'before is ignored.',
    caughtBy: ['LIST-BEFORE'],
    change: rewritingQuery((name, value) => (name === 'before' ? null : value)),
  },
  {
    name: 'cursors-swapped',
    area: 'state',
    symptom: 'first_id is the id of the last entry, and the other way round.',
    caughtBy: ['LIST-IDS'],
    change: { page: (page) => ({ ...page, first_id: page.last_id, last_id: page.first_id }) },
  },
  {
    name: 'string-input-listed-as-system',
    area: 'state',
    symptom: 'String input is listed as a message of the system.',
    caughtBy: ['LIST-ITEMS-INPUT'],
    change: answering(
      'list-input-items',
      alteringItems((item) => (item['role'] === 'user' ? { ...item, role: 'system' } : item)),
    ),
  },
  {
    name: 'input-items-empty',
    area: 'state',
    symptom: 'input_items answers an empty page.',
    caughtBy: ['LIST-ITEMS-INPUT'],
    change: answering('list-input-items', (body) => ({
      ...body,
      data: [],
      first_id: null,
      last_id: null,
      has_more: false,
    })),
  },
];
