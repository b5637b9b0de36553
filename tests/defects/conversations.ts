import { isObject, type JsonObject, type JsonValue } from '../../schemas/json.js';
import type { Operation } from '../../targets/exchange.js';
import { lettingThrough } from './answering.js';
import { without } from './building.js';
import type { Defect } from './defect.js';
import { rewritingQuery } from './state/lookups.js';

/** A change of the accepted JSON answers of some operations. */
function answering(
  operations: readonly Operation[],
  alter: (body: JsonObject) => JsonObject,
): Defect['change'] {
  return {
    json: (body, { operation, fault }) =>
      fault === null && operations.includes(operation) && isObject(body) ? alter(body) : body,
  };
}

function nested(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((entry: JsonValue) => nested(entry));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([member, inner]) => [
      member,
      member === 'text' && typeof inner === 'string'
        ? { text: inner }
        : inner === undefined
          ? inner
          : nested(inner),
    ]),
  );
}

function inAscendingOrder(url: string): string {
  const plain = url.replace(/([?&])order=[a-z]+&?/, '$1').replace(/[?&]$/, '');
  return `${plain}${plain.includes('?') ? '&' : '?'}order=asc`;
}

const belongs = (body: JsonObject | null) => (body?.['conversation'] ?? null) !== null;

export const conversationsDefects: readonly Defect[] = [
  {
    name: 'conversation-item-text-nested',
    area: 'conversations',
    symptom: 'Conversation items have their text as {"text": {"text": ...}}.',
    seenIn: 'janhq/server#295',
    caughtBy: ['LIST-SHAPE'],
    change: {
      json: (body, { operation }) => (operation === 'list-conversation-items' ? nested(body) : body),
    },
  },
  {
    name: 'conversation-items-oldest-first',
    area: 'conversations',
    symptom: 'Items of conversations come oldest first whatever the order.',
    caughtBy: ['LIST-ORDER'],
    change: {
      request: (request) =>
        /\/conversations\/[^/]+\/items/.test(request.url) && request.method === 'GET'
          ? { ...request, url: inAscendingOrder(request.url) }
          : request,
    },
  },
  {
    name: 'response-filters-ignored',
    area: 'conversations',
    dialect: 'azure-foundry',
    symptom: 'GET /responses ignores conversation_id and agent_name.',
    caughtBy: ['FD-LIST-FILTERS'],
    change: rewritingQuery((name, value) =>
      name === 'conversation_id' || name === 'agent_name' ? null : value,
    ),
  },
  {
    name: 'conversation-without-date',
    area: 'conversations',
    symptom: 'Conversations lack created_at and object.',
    caughtBy: ['CNV-SHAPE'],
    change: answering(['create-conversation', 'retrieve-conversation', 'update-conversation'], (body) =>
      without(body, 'created_at', 'object'),
    ),
  },
  {
    name: 'conversation-metadata-lost',
    area: 'conversations',
    symptom: 'Updated metadata is not shown.',
    caughtBy: ['CNV-METADATA'],
    change: answering(['retrieve-conversation', 'update-conversation'], (body) => ({
      ...body,
      metadata: {},
    })),
  },
  {
    name: 'initial-items-dropped',
    area: 'conversations',
    symptom: 'Items given when a conversation is created are dropped.',
    caughtBy: ['CNV-ITEMS'],
    change: {
      body: (body, { operation }) =>
        operation === 'create-conversation' &&
        isObject(body) &&
        Array.isArray(body['items']) &&
        body['items'].length <= 20
          ? without(body, 'items')
          : body,
    },
  },
  {
    name: 'added-items-answered-singly',
    area: 'conversations',
    symptom: 'Adding items answers with the first of them instead of a list.',
    caughtBy: ['CNV-ITEMS-ADDED'],
    change: answering(['create-conversation-items'], (body) => {
      const first: JsonValue = Array.isArray(body['data']) ? body['data'][0] : null;
      return isObject(first) ? first : body;
    }),
  },
  {
    name: 'added-items-cut',
    area: 'conversations',
    symptom: 'The answer lists only one of the items that were added.',
    caughtBy: ['CNV-ITEMS-ADDED'],
    change: answering(['create-conversation-items'], (body) => ({
      ...body,
      data: Array.isArray(body['data']) ? body['data'].slice(0, 1) : [],
    })),
  },
  {
    name: 'deleted-item-stays',
    area: 'conversations',
    symptom: 'A deleted conversation item can still be retrieved.',
    caughtBy: ['CNV-ITEM-GET'],
    change: { forget: (_id, { operation }) => operation !== 'delete-conversation-item' },
  },
  {
    name: 'twenty-one-items-accepted',
    area: 'conversations',
    symptom: 'Any number of items is accepted at once.',
    caughtBy: ['CNV-ITEM-LIMIT'],
    change: lettingThrough(
      ({ param }, { operation }) => operation === 'create-conversation' && param === 'items',
    ),
  },
  {
    name: 'deleted-conversation-stays',
    area: 'conversations',
    symptom: 'A deleted conversation can still be retrieved.',
    caughtBy: ['CNV-DELETE'],
    change: { forget: (_id, { operation }) => operation !== 'delete-conversation' },
  },
  {
    name: 'conversation-delete-shape',
    area: 'conversations',
    symptom: 'DELETE of a conversation answers with an empty object.',
    caughtBy: ['CNV-DELETE'],
    change: answering(['delete-conversation'], () => ({})),
  },
  {
    name: 'turns-not-appended',
    area: 'conversations',
    symptom: 'Responses that come as JSON are not added to their conversation.',
    caughtBy: ['REQ-CONV-APPEND'],
    change: {
      store: (record) => record,
      appended: (items, { operation, record }) =>
        operation === 'create-conversation' ||
        operation === 'create-conversation-items' ||
        record?.streamed === true
          ? items
          : [],
    },
  },
  {
    name: 'streamed-turns-not-appended',
    area: 'conversations',
    symptom: 'Streamed responses are not added to their conversation.',
    caughtBy: ['REQ-CONV-APPEND-STREAM'],
    change: {
      acted: (body) => (body['stream'] === true && belongs(body) ? without(body, 'conversation') : body),
    },
  },
  {
    name: 'conversation-ignored',
    area: 'conversations',
    symptom: 'The model does not see the items of the conversation.',
    caughtBy: ['REQ-CONV-CONTEXT'],
    change: { history: (items, { body }) => (belongs(body) ? [] : items) },
  },
  {
    name: 'conversation-not-named',
    area: 'conversations',
    symptom: 'Responses do not name their conversation.',
    caughtBy: ['RES-CONV-REF'],
    change: { response: (response) => ({ ...response, conversation: null }) },
  },
  {
    name: 'unknown-conversation-accepted',
    area: 'conversations',
    symptom: 'A conversation that was never created is accepted.',
    caughtBy: ['REQ-CONV-UNKNOWN'],
    change: lettingThrough(
      ({ param }, { operation }) => operation === 'create-response' && param === 'conversation',
    ),
  },
];
