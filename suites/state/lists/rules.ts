import { isObject, stringAt } from '../../../schemas/json.js';
import type { Fact } from '../../engine/judge.js';
import { exchanges, linked, toBeRefused } from '../../engine/judges.js';
import { rule } from '../../engine/rule.js';
import { storingDialects } from '../storing-dialects.js';
import { expectedPage, isWhole, listOperations, type Page, pages, pickPage, wholeList } from './page.js';

const common = {
  dialects: storingDialects,
  area: 'state',
  needs: [],
  evidence: ['state/*', 'conversations/*', 'azure/*'],
} as const;

const shape = rule({
  ...common,
  id: 'LIST-SHAPE',
  level: 'MUST',
  basis: 'schema',
  title:
    'A list is a page object: data, has_more, first_id and last_id (and object "list" where the dialect has it)',
  source: {
    dialect: 'openai',
    section: 'ResponseItemList',
    note: 'object, data, first_id, last_id, has_more',
  },
  why: 'SDKs iterate pages by these members: a bare array or another wrapping ends in an exception or an endless loop.',
  fix: 'Answer {"object": "list", "data": [...], "first_id": ..., "last_id": ..., "has_more": ...}.',
  judge: exchanges({
    of: listOperations,
    given: (view) => view.accepted,
    check: (view, report) => {
      const { answer, exchange } = view;
      const json = answer?.json;
      if (!isObject(json)) {
        report({
          pointer: '/body',
          message: 'The answer to a list request is not a JSON object.',
          expected: 'a page object',
          actual: answer?.text.slice(0, 200) ?? null,
        });
        return;
      }
      const root =
        exchange.operation === 'list-responses'
          ? 'ResponseList'
          : exchange.operation === 'list-conversations'
            ? 'ConversationList'
            : 'ItemList';
      for (const violation of view.violations(root, json)) {
        report({
          pointer: violation.pointer,
          message: `The page does not fit its schema: ${violation.expected}.`,
          expected: violation.expected,
          keyword: violation.keyword,
          cause: violation.schemaPath,
        });
      }
    },
  }),
});

const limit = rule({
  ...common,
  id: 'LIST-LIMIT',
  level: 'MUST',
  basis: 'prose',
  title: 'A page holds at most limit entries, 20 where no limit is given',
  source: { dialect: 'openai', section: 'limit', note: '1 to 100, default 20' },
  why: 'Clients size their buffers and views by the limit they ask for.',
  fix: 'Cut the page at limit and say has_more: true where entries are left.',
  judge: pages({
    check: (page, report) => {
      if (page.ids.length <= page.limit) return;
      report({
        pointer: '/data',
        message: `The page holds more than ${page.limit} entries.`,
        expected: page.limit,
        actual: page.ids.length,
      });
    },
  }),
});

const limitRange = rule({
  ...common,
  id: 'LIST-LIMIT-RANGE',
  level: 'MUST',
  basis: 'prose',
  title: 'A limit outside 1 to 100 is refused',
  source: { dialect: 'openai', section: 'limit', note: 'limit can range between 1 and 100' },
  why: 'A client that asks for 1000 entries takes the shorter page it gets for all there is.',
  fix: 'Answer 400 with param limit.',
  judge: refusedQuery('limit'),
});

const orderValue = rule({
  ...common,
  id: 'LIST-ORDER-VALUE',
  level: 'MUST',
  basis: 'schema',
  title: 'An order other than asc and desc is refused',
  source: { dialect: 'openai', section: 'order', note: 'asc or desc' },
  why: 'A misspelt order silently gives the list the wrong way round.',
  fix: 'Answer 400 with param order.',
  judge: refusedQuery('order'),
});

function refusedQuery(name: string) {
  return toBeRefused({
    given: ({ exchange }) =>
      listOperations.some((operation) => operation === exchange.operation) &&
      exchange.intent.violation?.pointer === name,
    message: (status, { exchange }) =>
      `${name}=${exchange.request.query.find(([key]) => key === name)?.[1] ?? null} was answered ${status}.`,
  });
}

const order = rule({
  ...common,
  id: 'LIST-ORDER',
  level: 'MUST',
  basis: 'prose',
  title: 'Lists come newest first unless order=asc asks for the exact reverse',
  source: { dialect: 'openai', section: 'order', note: 'asc or desc, default desc' },
  why: 'Clients that rebuild a conversation from its items get it backwards.',
  fix: 'Honour order; desc (newest first) is the default.',
  judge: linked<Page>({
    pick: pickPage,
    given: (facts) => newestFirst(facts).length > 0,
    check: (facts, report) => {
      for (const { page, expected, reference } of newestFirst(facts)) {
        if (page.fact.ids.join(' ') === expected.join(' ')) continue;
        report({
          pointer: '/data',
          exchange: page.exchange,
          message: `The list newest first (${page.fact.orderGiven ? 'order=desc' : 'the default'}) is not the reverse of order=asc (${reference}).`,
          expected,
          actual: page.fact.ids,
        });
      }
    },
  }),
});

// First pages newest first, beside what the whole list in the other order says. Of one entry every order is the same.
function newestFirst(facts: readonly Fact<Page>[]) {
  const ascending = facts.find(({ fact }) => fact.order === 'asc' && isWhole(fact) && fact.ids.length > 1);
  if (ascending === undefined) return [];
  return facts.flatMap((page) => {
    if (page.fact.order !== 'desc' || page.fact.after !== null || page.fact.before !== null) return [];
    const expected = expectedPage(page.fact, ascending.fact.ids);
    return expected === null ? [] : [{ page, reference: ascending.exchange, expected: expected.ids }];
  });
}

/** Judges pages behind or in front of a cursor by the whole list. */
function cursor(name: 'after' | 'before') {
  const cases = (facts: readonly Fact<Page>[]) => {
    const whole = wholeList(facts);
    if (whole === null) return [];
    return facts.flatMap((page) => {
      const expected = page.fact[name] === null ? null : expectedPage(page.fact, whole);
      return expected === null ? [] : [{ page, expected }];
    });
  };
  return linked<Page>({
    pick: pickPage,
    given: (facts) => cases(facts).length > 0,
    check: (facts, report) => {
      for (const { page, expected } of cases(facts)) {
        if (page.fact.ids.join(' ') === expected.ids.join(' ')) continue;
        report({
          pointer: '/data',
          exchange: page.exchange,
          message: `The page asked for with ${name} is not the one ${name === 'after' ? 'behind' : 'in front of'} that entry.`,
          expected: expected.ids,
          actual: page.fact.ids,
        });
      }
    },
  });
}

const after = rule({
  ...common,
  id: 'LIST-AFTER',
  level: 'MUST',
  basis: 'prose',
  title: 'after=X continues the list behind X, without X',
  source: { dialect: 'openai', section: 'after', note: 'an item id after which to list' },
  why: 'SDK iterators repeat the first page for ever, or skip entries.',
  fix: 'Start the page at the entry that follows the cursor in the order asked for.',
  judge: cursor('after'),
});

const before = rule({
  ...common,
  id: 'LIST-BEFORE',
  level: 'MUST',
  basis: 'prose',
  dialects: ['azure-openai', 'azure-foundry'],
  title: 'before=X gives the page in front of X, without X',
  source: { dialect: 'azure-openai', section: 'before', note: 'a cursor for the previous page' },
  why: 'Clients that page backwards get the same page again.',
  fix: 'End the page at the entry in front of the cursor in the order asked for.',
  judge: cursor('before'),
});

const ends = rule({
  ...common,
  id: 'LIST-IDS',
  level: 'MUST',
  basis: 'prose',
  title: 'first_id and last_id are the ids of the first and last entry, and no id comes twice',
  source: {
    dialect: 'openai',
    section: 'ResponseItemList',
    note: 'ids of the first and last item in the list',
  },
  why: 'Clients pass last_id on as the next cursor.',
  fix: 'Set both from the entries of this very page.',
  judge: pages({
    given: ({ ids }) => ids.length > 0,
    check: ({ ids }, report, view) => {
      for (const [member, expected] of [
        ['first_id', ids[0]],
        ['last_id', ids.at(-1)],
      ] as const) {
        const actual = stringAt(view.answer?.json, member);
        // Foundry's page need not have them at all.
        if (actual === null && view.dialect.wire.listObject === 'optional') continue;
        if (actual !== expected)
          report({
            pointer: `/${member}`,
            message: `${member} is not the id of that entry.`,
            expected: expected ?? null,
            actual,
          });
      }
      if (new Set(ids).size < ids.length)
        report({
          pointer: '/data',
          message: 'Two entries of the page share an id.',
          expected: 'unique ids',
          actual: ids,
        });
    },
  }),
});

const hasMore = rule({
  ...common,
  id: 'LIST-HAS-MORE',
  level: 'MUST',
  basis: 'inferred',
  title: 'has_more is true exactly where entries follow behind the page',
  source: {
    dialect: 'openai',
    section: 'ResponseItemList.has_more',
    note: 'whether there are more items available',
  },
  why: 'Iterators stop at the first page, or never.',
  fix: 'Look one entry further than limit and say whether it is there.',
  judge: linked<Page>({
    pick: pickPage,
    given: (facts) => sayingMore(facts).length > 0,
    check: (facts, report) => {
      for (const { exchange, fact, whole } of sayingMore(facts)) {
        const expected = expectedPage(fact, whole);
        // A page that is wrong in itself is another rule's matter.
        if (expected === null || fact.ids.length !== expected.ids.length) continue;
        if (fact.before !== null || fact.hasMore === expected.more) continue;
        report({
          pointer: '/has_more',
          exchange,
          message: expected.more
            ? 'Entries follow, but has_more is false.'
            : 'Nothing follows, but has_more is true.',
          expected: expected.more,
          actual: fact.hasMore,
        });
      }
    },
  }),
});

// Pages that say whether more follows, beside the whole list where it is known.
function sayingMore(facts: readonly Fact<Page>[]) {
  const whole = wholeList(facts);
  if (whole === null) return [];
  return facts.filter(({ fact }) => fact.hasMore !== null).map((page) => ({ ...page, whole }));
}

export const listRules = [shape, limit, limitRange, orderValue, order, after, before, ends, hasMore];
