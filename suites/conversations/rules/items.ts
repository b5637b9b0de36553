import { isObject, stringAt } from '../../../schemas/json.js';
import type { Fact } from '../../engine/judge.js';
import { exchanges, linked, toBeRefused } from '../../engine/judges.js';
import { type Rule, rule } from '../../engine/rule.js';
import { isVerdict } from '../../engine/status.js';
import { isAfter } from '../../state/sending-order.js';
import { storingDialects } from '../../state/storing-dialects.js';
import { type ConversationFact, holdsInOrder, pickConversation } from '../links.js';

const common = { area: 'conversations', needs: ['conversations'], dialects: storingDialects } as const;

const itemsKept = rule({
  ...common,
  id: 'CNV-ITEMS',
  level: 'MUST',
  basis: 'prose',
  title: 'Items given when a conversation is created, or added later, are listed in their order',
  source: {
    dialect: 'openai',
    section: 'conversations',
    note: 'initial items; items are added to the conversation',
  },
  why: 'History that was imported is not there when the first turn is made.',
  fix: 'Append the given items to the conversation, each with an id of its own.',
  judge: linked<ConversationFact>({
    pick: pickConversation,
    given: (facts) => given(facts).length > 0,
    check: (facts, report) => {
      for (const { put, listing } of given(facts)) {
        if (holdsInOrder(listing.fact.said, put.fact.said)) continue;
        report({
          pointer: '/data',
          exchange: listing.exchange,
          message: `Items that ${put.exchange} put into the conversation are not listed, in their order.`,
          expected: put.fact.said.map(({ role, text }) => ({ role, text })),
          actual: listing.fact.said.map(({ role, text }) => ({ role, text: text.slice(0, 80) })),
        });
      }
    },
  }),
});

function given(facts: readonly Fact<ConversationFact>[]) {
  const listings = facts.filter(({ fact }) => fact.kind === 'listed');
  return facts
    .filter(({ fact }) => (fact.kind === 'created' || fact.kind === 'added') && fact.said.length > 0)
    .flatMap((put) =>
      listings.filter((listing) => isAfter(listing, put)).map((listing) => ({ put, listing })),
    );
}

const addedAnswer = rule({
  ...common,
  id: 'CNV-ITEMS-ADDED',
  level: 'MUST',
  basis: 'schema',
  title: 'Adding items answers with a list of the items that were added',
  source: {
    dialect: 'openai',
    section: 'POST /conversations/{id}/items',
    note: 'returns the list of added items',
  },
  why: 'Clients need the ids of what they have added.',
  fix: 'Answer a page object with the added items, ids included, in the order of the request.',
  judge: exchanges({
    of: ['create-conversation-items'],
    given: (view) => view.accepted,
    check: (view, report) => {
      const json = view.answer?.json ?? null;
      for (const violation of view.violations('ItemList', json)) {
        report({
          pointer: violation.pointer,
          message: `The list of added items does not fit its schema: ${violation.expected}.`,
          expected: violation.expected,
          keyword: violation.keyword,
          cause: violation.schemaPath,
        });
      }
      const sent = view.body?.['items'];
      const listed = isObject(json) ? json['data'] : undefined;
      if (Array.isArray(sent) && Array.isArray(listed) && sent.length !== listed.length) {
        report({
          pointer: '/data',
          message: 'The list does not hold as many items as were added.',
          expected: sent.length,
          actual: listed.length,
        });
      }
    },
  }),
});

const itemById = rule({
  ...common,
  id: 'CNV-ITEM-GET',
  level: 'MUST',
  basis: 'prose',
  title: 'An item of a conversation can be retrieved by its id until it is deleted',
  source: { dialect: 'openai', section: 'GET /conversations/{id}/items/{item}', note: 'the item of that id' },
  why: 'Clients that show or edit single messages cannot find them, or go on showing deleted ones.',
  fix: 'Answer the item itself, and 404 after it was deleted.',
  judge: exchanges({
    of: ['retrieve-conversation-item'],
    given: ({ exchange, status }) => exchange.intent.validity !== 'unknown' && isVerdict(status),
    check: ({ exchange, answer, accepted, status }, report) => {
      const id = exchange.request.path.split('/')[4] ?? null;
      const gone = exchange.intent.validity === 'invalid';
      if (gone ? status === 404 : accepted && stringAt(answer?.json, 'id') === id) return;
      report({
        pointer: accepted && !gone ? '/id' : '/status',
        message: gone
          ? `A deleted item was answered ${status}.`
          : accepted
            ? 'Another item, or none, came back.'
            : `An item that is listed was answered ${status}.`,
        expected: gone ? 404 : id,
        actual: accepted && !gone ? (answer?.json ?? null) : status,
      });
    },
  }),
});

const itemLimit = rule({
  ...common,
  id: 'CNV-ITEM-LIMIT',
  level: 'MUST',
  basis: 'schema',
  title: 'More than 20 items at once are refused',
  source: { dialect: 'openai', section: 'CreateConversationBody.items', note: 'at most 20 items at a time' },
  why: 'Clients that rely on the limit cut their imports by it; a server that silently drops the rest loses messages.',
  fix: 'Answer 400 with param items where there are more than 20.',
  judge: toBeRefused({
    given: ({ exchange }) =>
      ['create-conversation', 'create-conversation-items'].includes(exchange.operation) &&
      exchange.intent.violation?.keyword === 'maxItems',
    message: (status) => `21 items at once were answered ${status}.`,
  }),
});

/** The items of a conversation. */
export const itemRules: readonly Rule[] = [itemsKept, addedAnswer, itemById, itemLimit];
