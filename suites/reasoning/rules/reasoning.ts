import { arrayAt, numberAt, objectAt, stringAt } from '../../../schemas/json.js';
import { exchanges, wholeRun } from '../../engine/judges.js';
import { type Rule, rule } from '../../engine/rule.js';
import { tellsOfRequest } from '../../engine/status.js';
import { type ExchangeView, inResponse } from '../../engine/view.js';

function hasReasoning(view: ExchangeView): boolean {
  return view.items.some(({ value }) => value['type'] === 'reasoning');
}

export const thoughtShows = rule({
  id: 'REAS-ITEM-PRESENT',
  level: 'SHOULD',
  basis: 'observed',
  area: 'reasoning',
  title: 'reasoning that was counted shows as a reasoning item',
  source: {
    dialect: 'openai',
    section: 'ReasoningItem',
    note: 'a description of the chain of thought; recorded answers with reasoning tokens but no item do occur',
  },
  needs: ['reasoning'],
  why: 'Stateless callers have to send reasoning items back; what is dropped is thought again, and paid for again.',
  fix: 'Put out a reasoning item, with an empty summary where the text is not shown.',
  judge: exchanges({
    of: ['create-response'],
    given: (view) =>
      view.response?.value['status'] === 'completed' && (reasoningTokens(view) > 0 || hasReasoning(view)),
    check: (view, report) => {
      if (hasReasoning(view)) return;
      report({
        pointer: inResponse(view, 'output'),
        message: `${reasoningTokens(view)} reasoning tokens are counted, but the output has no reasoning item`,
        expected: 'reasoning',
        actual: view.items.map(({ value }) => stringAt(value, 'type')),
        cause: 'dropped',
      });
    },
  }),
});

function reasoningTokens(view: ExchangeView): number {
  const usage = objectAt(view.response?.value, 'usage');
  return numberAt(objectAt(usage, 'output_tokens_details'), 'reasoning_tokens') ?? 0;
}

export const thoughtComesFirst = rule({
  id: 'REAS-ORDER',
  level: 'SHOULD',
  basis: 'observed',
  area: 'reasoning',
  title: 'reasoning stands before the message or call that it led to, never at the end',
  source: {
    dialect: 'openai',
    section: 'Response.output',
    note: 'a reasoning item is followed by the item it belongs to',
  },
  needs: ['reasoning'],
  why: 'Sent back in that order, "reasoning without its required following item" is refused by OpenAI itself.',
  fix: 'Put reasoning items out when thinking ends, before what follows from it.',
  judge: exchanges({
    of: ['create-response'],
    given: (view) =>
      view.response?.value['status'] === 'completed' &&
      hasReasoning(view) &&
      view.items.some(({ value }) => value['type'] !== 'reasoning'),
    check: (view, report) => {
      const last = view.items.at(-1);
      if (last?.value['type'] !== 'reasoning') return;
      report({
        pointer: last.pointer,
        message: 'a reasoning item stands behind everything that it could have led to',
        expected: 'a message or call behind it',
        actual: view.items.map(({ value }) => stringAt(value, 'type')),
      });
    },
  }),
});

export const summaryGiven = rule({
  id: 'REAS-SUMMARY',
  level: 'SHOULD',
  basis: 'prose',
  area: 'reasoning',
  title: 'where a summary of the reasoning is asked for, at least some reasoning items have one',
  source: {
    dialect: 'openai',
    section: 'Reasoning.summary',
    note: 'a summary of the reasoning performed by the model',
  },
  needs: ['reasoning-summary'],
  why: 'Interfaces show the summary while a model thinks; without one they show nothing for minutes.',
  fix: 'Fill summary with summary_text parts, or refuse reasoning.summary with 400.',
  judge: wholeRun({
    pick: (view) => {
      const asked = stringAt(objectAt(view.body, 'reasoning'), 'summary');
      if (asked === null || !hasReasoning(view)) return null;
      return view.items.some(
        ({ value }) => value['type'] === 'reasoning' && arrayAt(value, 'summary').length > 0,
      );
    },
    given: () => true,
    check: (facts, report) => {
      if (facts.some(({ fact }) => fact)) return;
      report({
        pointer: '/output',
        message: 'a summary was asked for, but no reasoning item has one',
        expected: [{ type: 'summary_text', text: '…' }],
        actual: [],
      });
    },
  }),
});

export const encryptedRoundTrip = rule({
  id: 'REAS-STATELESS',
  level: 'MUST',
  basis: 'prose',
  area: 'reasoning',
  title: 'reasoning items with encrypted_content are accepted, unchanged, as input of the next turn',
  source: {
    dialect: 'openai',
    section: 'Include reasoning.encrypted_content',
    note: 'enables reasoning items in multi-turn conversations without stored responses',
  },
  needs: ['encrypted-reasoning'],
  evidence: ['reasoning/stateless'],
  why: 'It is the only way to keep a train of thought with store: false; agents send these items in every turn.',
  fix: 'Accept what you put out: decrypt the content, and ignore members you do not know.',
  judge: exchanges({
    given: ({ exchange, status }) => exchange.intent.step === 'reasoning-replayed' && tellsOfRequest(status),
    check: ({ answer, status }, report) => {
      if (status < 400) return;
      report({
        pointer: '/status',
        message: 'the server refuses a reasoning item of its own making',
        expected: '2xx',
        actual: status,
        excerpt: [answer?.text.slice(0, 300) ?? ''],
      });
    },
  }),
});

export const reasoningRules: readonly Rule[] = [
  thoughtShows,
  thoughtComesFirst,
  summaryGiven,
  encryptedRoundTrip,
];
