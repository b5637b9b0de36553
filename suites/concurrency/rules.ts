import { stringAt } from '../../schemas/json.js';
import type { Fact, Report } from '../engine/judge.js';
import { exchanges, linked, wholeRun } from '../engine/judges.js';
import { type Rule, rule } from '../engine/rule.js';

const uniqueItemIds = rule({
  id: 'RUN-ITEM-ID-UNIQUE',
  level: 'SHOULD',
  basis: 'inferred',
  area: 'concurrency',
  title: 'Every output item has an id of its own, over the whole run',
  source: {
    dialect: 'open-responses',
    section: 'items',
    note: 'item ids are unique; item_reference names an item by its id',
  },
  needs: [],
  evidence: ['concurrency/*', 'http/*'],
  why: 'An item_reference or a rendered conversation picks up the item of another answer.',
  fix: 'Make item ids from random bits, not from a counter that starts anew with each response.',
  judge: wholeRun<readonly string[]>({
    pick: (view) => {
      if (!view.live || view.exchange.operation !== 'create-response') return null;
      const ids = view.items.flatMap(({ value }) => stringAt(value, 'id') ?? []);
      return ids.length === 0 ? null : [...new Set(ids)];
    },
    check: (facts, report) =>
      reportRepeats(facts, report, '/output/0/id', 'the id of an item of another response'),
  }),
});

function reportRepeats(
  facts: readonly Fact<readonly string[]>[],
  report: Report,
  pointer: string,
  what: string,
): void {
  const seen = new Map<string, string>();
  for (const { exchange, fact } of facts) {
    for (const id of fact) {
      const first = seen.get(id);
      if (first === undefined) seen.set(id, exchange);
      else
        report({
          exchange,
          pointer,
          message: `the answer has ${what} (${first})`,
          actual: id,
        });
    }
  }
}

interface MarkFact {
  readonly sent: string;
  readonly shown: readonly string[];
}

const ownAnswer = rule({
  id: 'CONC-OWN-ANSWER',
  level: 'MUST',
  basis: 'inferred',
  area: 'concurrency',
  title: 'Of requests that overlap, each gets the answer to itself',
  source: {
    dialect: 'all',
    section: 'transport',
    note: 'an answer belongs to the request on whose connection it comes',
  },
  needs: [],
  why: 'One user reads what another has asked; it happens under load only, and is found by no other test.',
  fix: 'Keep what belongs to a request in the request, not in a module or a model object that requests share.',
  judge: linked<MarkFact>({
    pick: (view) => {
      const { overlap, mark } = view.exchange.intent.notes;
      if (typeof overlap !== 'string' || typeof mark !== 'string' || !view.accepted) return [];
      const shown = view.responses.flatMap(({ value }) => stringAt(value, 'instructions') ?? []);
      return [{ key: overlap, fact: { sent: mark, shown: [...new Set(shown)] } }];
    },
    check: (facts, report) => {
      const marks = new Map(facts.map(({ exchange, fact }) => [fact.sent, exchange]));
      for (const { exchange, fact } of facts) {
        for (const shown of fact.shown) {
          const owner = marks.get(shown);
          if (owner === undefined || shown === fact.sent) continue;
          report({
            exchange,
            pointer: '/instructions',
            message: `the answer shows the instructions of a request that was under way at the same time (${owner})`,
            expected: fact.sent,
            actual: shown,
          });
        }
      }
    },
  }),
});

const notTurnedAway = rule({
  id: 'CONC-NOT-TURNED-AWAY',
  level: 'SHOULD',
  basis: 'observed',
  area: 'concurrency',
  title: 'A handful of requests at a time are served, not turned away with 503',
  source: {
    dialect: 'all',
    section: 'transport',
    note: 'busy servers queue, or answer 429 with Retry-After',
  },
  needs: [],
  why: 'Agents run tools side by side: every second request fails although nothing is wrong.',
  fix: 'Queue what cannot be served at once, or answer 429 with Retry-After.',
  judge: exchanges({
    given: (view) => typeof view.exchange.intent.notes['overlap'] === 'string' && view.answer !== null,
    check: (view, report) => {
      const refused = view.exchange.waitedOut.filter(({ status }) => status === 503).length;
      if (refused === 0 && view.status !== 503) return;
      report({
        pointer: '/status',
        message: 'a request is turned away with 503 while others are under way',
        expected: 200,
        actual: 503,
      });
    },
  }),
});

export const concurrencyRules: readonly Rule[] = [uniqueItemIds, ownAnswer, notTurnedAway];
