import { arrayAt, stringAt } from '../../../schemas/json.js';
import type { Fact } from '../../engine/judge.js';
import { exchanges, linked, toBeRefused } from '../../engine/judges.js';
import { rule } from '../../engine/rule.js';
import { isVerdict } from '../../engine/status.js';
import type { ExchangeView } from '../../engine/view.js';
import { countsInput, pickTurn, type Turn } from '../context-usage.js';

const ownOutputIsInput = rule({
  id: 'REQ-OWN-OUTPUT',
  level: 'MUST',
  basis: 'inferred',
  area: 'state',
  title: 'Output items are accepted unchanged as input of a later request',
  source: {
    dialect: 'openai',
    section: 'CreateResponse.input',
    note: 'items of earlier responses, output included, can be given as input to keep a conversation by hand',
  },
  needs: [],
  why: 'Agents that keep the conversation themselves append output to input: the second turn fails.',
  fix: 'Accept in input every item and content part that output can hold, with all members, null ones included.',
  judge: exchanges({
    of: ['create-response'],
    given: ({ exchange, status }) => Array.isArray(exchange.intent.notes['replays']) && isVerdict(status),
    check: ({ accepted, error, exchange, status }, report) => {
      if (accepted) return;
      const replayed = arrayAt({ replays: exchange.intent.notes['replays'] }, 'replays');
      report({
        pointer: '/status',
        message: `Its own output (${replayed.join(', ')}), given back unchanged as input, was answered ${status}.`,
        expected: 200,
        actual: error?.value ?? status,
      });
    },
  }),
});

const toolItemsAreKept = rule({
  id: 'REQ-PREV-TOOLITEMS',
  level: 'MUST',
  basis: 'prose',
  area: 'state',
  title: 'A tool output can answer a call of the previous response without repeating the call',
  source: {
    dialect: 'open-responses',
    section: 'previous_response_id',
    note: 'prior output, tool calls included, is part of the context',
  },
  needs: ['previous-response', 'tools'],
  why: 'Tool loops by previous_response_id end in "no tool call found".',
  fix: 'Keep tool call items with the response and look call_id up among them.',
  judge: exchanges({
    of: ['create-response'],
    given: (view) =>
      view.exchange.intent.validity === 'valid' &&
      typeof view.body?.['previous_response_id'] === 'string' &&
      inputTypes(view).includes('function_call_output') &&
      !inputTypes(view).includes('function_call') &&
      isVerdict(view.status),
    check: ({ accepted, error, status }, report) => {
      if (accepted) return;
      report({
        pointer: '/status',
        message: `A tool output for a call of the previous response was answered ${status}.`,
        expected: 200,
        actual: error?.value ?? status,
      });
    },
  }),
});

const referencesKnownItem = rule({
  id: 'REQ-ITEMREF',
  level: 'MUST',
  basis: 'schema',
  area: 'state',
  title: 'An item_reference that names a known item stands for that item',
  source: { dialect: 'openai', section: 'ItemReferenceParam', note: 'an internal identifier for an item' },
  needs: ['item-reference'],
  why: 'Clients that refer to items instead of repeating them lose what the items said.',
  fix: 'Resolve references to items of stored responses and conversations before the input is used.',
  judge: linked({
    pick: pickTurn,
    given: (turns) => countsInput(turns) && referring(turns).length > 0,
    check: (turns, report) => {
      for (const { turn, alone } of referring(turns)) {
        if (turn.fact.inputTokens > alone.fact.inputTokens) continue;
        report({
          pointer: '/usage/input_tokens',
          exchange: turn.exchange,
          message: `The request counts no more input tokens than the same one without its item_reference (${alone.exchange}).`,
          expected: `more than ${alone.fact.inputTokens}`,
          actual: turn.fact.inputTokens,
        });
      }
    },
  }),
});

function referring(turns: readonly Fact<Turn>[]) {
  const alone = turns.find(({ fact }) => fact.step === 'no-reference');
  return alone === undefined
    ? []
    : turns.filter(({ fact }) => fact.step === 'known-item').map((turn) => ({ turn, alone }));
}

const refusesUnknownReference = rule({
  id: 'REQ-ITEMREF-UNKNOWN',
  level: 'MUST',
  basis: 'schema',
  area: 'state',
  title: 'An item_reference to an item that does not exist is refused',
  source: { dialect: 'openai', section: 'ItemReferenceParam', note: 'the id of the item to reference' },
  needs: ['item-reference'],
  why: 'Part of the conversation is missing and nobody notices.',
  fix: 'Answer 400 or 404 with the index of the reference in param.',
  judge: toBeRefused({
    given: (view) => inputTypes(view).includes('item_reference'),
    saidInStream: ({ stream }) => stream?.terminal?.type === 'response.failed',
    message: (status) => `A reference to an item that was never given out was answered ${status}.`,
  }),
});

function inputTypes({ body }: ExchangeView): readonly string[] {
  return arrayAt(body ?? undefined, 'input').flatMap((item) => stringAt(item, 'type') ?? []);
}

export const replayRules = [ownOutputIsInput, toolItemsAreKept, referencesKnownItem, refusesUnknownReference];
