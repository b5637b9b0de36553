import type { Intent } from '../../targets/exchange.js';
import { cases } from './case.js';
import { inWords, listed, pageOf, storedMessage } from './stored-traffic.js';
import { answered, type Circumstances } from './traffic.js';

const first = storedMessage('msg_1', 'One.');
const second = storedMessage('msg_2', 'Two.');
const third = storedMessage('msg_3', 'Three.');
const newestFirst = [third, second, first];
const oldestFirst = [first, second, third];
const items = '/responses/resp_1/input_items';
const azure: Circumstances = { dialect: 'azure-openai', answerHeaders: [['apim-request-id', 'a-1']] };
const foundry: Circumstances = { dialect: 'azure-foundry' };

/** What was sent with a query parameter that is to be refused. */
function wrongQuery(pointer: string): Partial<Intent> {
  const violation = { in: 'query', pointer, keyword: 'enum', expectation: '', level: 'MUST' } as const;
  return { validity: 'invalid', violation };
}

export const listCases = cases(
  {
    name: 'a list in both orders',
    exchanges: [listed(items, newestFirst), listed(`${items}?order=asc`, oldestFirst)],
    passed: ['LIST-SHAPE', 'LIST-LIMIT', 'LIST-ORDER', 'LIST-IDS', 'LIST-HAS-MORE'],
    notFor: ['LIST-AFTER', 'LIST-LIMIT-RANGE', 'LIST-ORDER-VALUE'],
  },
  {
    name: 'a list that is the same way round in both orders',
    exchanges: [listed(`${items}?order=desc`, oldestFirst), listed(`${items}?order=asc`, oldestFirst)],
    blamed: { 'LIST-ORDER': '/data' },
  },
  {
    name: 'a list of one entry has no order',
    exchanges: [listed(items, [first]), listed(`${items}?order=asc`, [first])],
    notFor: ['LIST-ORDER'],
  },
  {
    name: 'a first page says that more follows, and the next one goes on behind it',
    exchanges: [
      listed(items, newestFirst),
      listed(`${items}?limit=2`, [third, second], { page: { has_more: true } }),
      listed(`${items}?limit=2&after=msg_2`, [first]),
    ],
    passed: ['LIST-AFTER', 'LIST-HAS-MORE', 'LIST-LIMIT'],
    notFor: ['LIST-ORDER'],
  },
  {
    name: 'a page that begins with its cursor',
    exchanges: [
      listed(`${items}?order=asc`, oldestFirst),
      listed(`${items}?limit=2&after=msg_2`, [second, first]),
    ],
    blamed: { 'LIST-AFTER': '/data' },
  },
  {
    name: 'more entries than the limit',
    exchanges: [listed(`${items}?limit=2`, newestFirst)],
    blamed: { 'LIST-LIMIT': '/data' },
  },
  {
    name: 'a page of exactly the limit says nothing of the whole list',
    exchanges: [listed(`${items}?limit=3`, newestFirst)],
    passed: ['LIST-LIMIT'],
    notFor: ['LIST-HAS-MORE'],
  },
  {
    name: 'an empty list has no ids',
    exchanges: [listed(items, [])],
    passed: ['LIST-SHAPE', 'LIST-LIMIT', 'LIST-HAS-MORE'],
    notFor: ['LIST-IDS'],
  },
  {
    name: 'a page that has what stands in front of the cursor',
    exchanges: [
      listed(`${items}?order=asc`, oldestFirst, azure),
      listed(`${items}?before=msg_1&limit=1`, [second], { ...azure, page: { has_more: true } }),
    ],
    passed: ['LIST-BEFORE', 'LIST-HAS-MORE'],
    notFor: ['LIST-AFTER'],
  },
  {
    name: 'which way has_more looks from a page in front of a cursor is left open',
    exchanges: [
      listed(`${items}?order=asc`, oldestFirst, azure),
      listed(`${items}?before=msg_1&limit=1`, [second], { ...azure, page: { has_more: false } }),
    ],
    passed: ['LIST-BEFORE', 'LIST-HAS-MORE'],
  },
  {
    name: 'before is not heard',
    exchanges: [
      listed(`${items}?order=asc`, oldestFirst, azure),
      listed(`${items}?before=msg_2&limit=1`, [second], { ...azure, page: { has_more: true } }),
    ],
    blamed: { 'LIST-BEFORE': '/data' },
    notFor: ['LIST-ORDER'],
  },
  {
    name: 'ids of other entries, and one entry twice',
    exchanges: [
      listed(items, [first, first], { page: { first_id: 'msg_9' } }),
      listed(items, [second, first], { page: { last_id: 'msg_9' } }),
      listed(items, [second, second]),
    ],
    blamed: { 'LIST-IDS': '/first_id' },
  },
  {
    name: 'an entry that comes twice',
    exchanges: [listed(items, [second, second])],
    blamed: { 'LIST-IDS': '/data' },
  },
  {
    name: 'a page without ids of its ends',
    exchanges: [listed(items, newestFirst, { page: { first_id: null, last_id: null } })],
    blamed: { 'LIST-IDS': '/first_id' },
  },
  {
    name: 'Foundry may leave out the ids of the ends',
    exchanges: [answered('GET', items, undefined, 200, { data: newestFirst, has_more: false }, foundry)],
    passed: ['LIST-IDS', 'LIST-SHAPE'],
  },
  {
    name: 'Foundry may not give the ids of others',
    exchanges: [listed(items, newestFirst, { ...foundry, page: { last_id: 'msg_9' } })],
    blamed: { 'LIST-IDS': '/last_id' },
  },
  {
    name: 'a last page says that more follows',
    exchanges: [listed(items, newestFirst, { page: { has_more: true } })],
    blamed: { 'LIST-HAS-MORE': '/has_more' },
  },
  {
    name: 'a page that was cut says that nothing follows',
    exchanges: [listed(items, newestFirst), listed(`${items}?limit=1`, [third])],
    blamed: { 'LIST-HAS-MORE': '/has_more' },
  },
  {
    name: 'a page that does not say whether more follows',
    exchanges: [
      answered('GET', items, undefined, 200, { ...pageOf(newestFirst), has_more: undefined }),
      listed('/responses/resp_2/input_items', [first]),
      answered('GET', '/responses/resp_2/input_items', undefined, 200, {
        ...pageOf([first]),
        has_more: undefined,
      }),
    ],
    blamed: { 'LIST-SHAPE': '/has_more' },
    passed: ['LIST-HAS-MORE'],
  },
  {
    name: 'a bare array in place of a page',
    exchanges: [answered('GET', items, undefined, 200, newestFirst)],
    blamed: { 'LIST-SHAPE': '/body' },
    notFor: ['LIST-LIMIT', 'LIST-IDS'],
  },
  {
    name: 'a sentence in place of a page',
    exchanges: [answered('GET', items, undefined, 200, undefined, inWords('There is nothing here.'))],
    blamed: { 'LIST-SHAPE': '/body', 'HTTP-BODY-JSON': '/body' },
  },
  {
    name: 'a list of conversations holds conversations',
    exchanges: [
      listed(
        '/conversations',
        [{ id: 'conv_1', object: 'conversation', created_at: 1_790_000_000, metadata: {} }],
        foundry,
      ),
    ],
    passed: ['LIST-SHAPE'],
  },
  {
    name: 'a list of conversations that holds messages',
    exchanges: [listed('/conversations', [first], foundry)],
    blamed: { 'LIST-SHAPE': '/data/0/object' },
  },
  {
    name: 'a limit that is out of range is taken',
    exchanges: [listed(`${items}?limit=101`, newestFirst, { intent: wrongQuery('limit') })],
    blamed: { 'LIST-LIMIT-RANGE': '/status' },
    notFor: ['LIST-LIMIT', 'LIST-ORDER-VALUE'],
  },
  {
    name: 'an order that there is not is taken',
    exchanges: [listed(`${items}?order=sideways`, newestFirst, { intent: wrongQuery('order') })],
    blamed: { 'LIST-ORDER-VALUE': '/status' },
    notFor: ['LIST-LIMIT-RANGE'],
  },
  {
    name: 'limit and order are no words of other operations',
    exchanges: [
      answered('GET', '/conversations/conv_1?limit=101', undefined, 200, conversation(), {
        intent: wrongQuery('limit'),
      }),
      answered('GET', '/conversations/conv_1?order=sideways', undefined, 200, conversation(), {
        intent: wrongQuery('order'),
      }),
    ],
    notFor: ['LIST-LIMIT-RANGE', 'LIST-ORDER-VALUE'],
  },
);

function conversation() {
  return { id: 'conv_1', object: 'conversation', created_at: 1_790_000_000, metadata: {} };
}
