import { stringAt } from '../../../schemas/json.js';
import type { Fact } from '../../engine/judge.js';
import { finalResponses, linked, toBeRefused } from '../../engine/judges.js';
import { type Rule, rule } from '../../engine/rule.js';
import { countsInput, indexOf, pickTurn, type Turn, withLessHistory } from '../../state/context-usage.js';
import { isAfter } from '../../state/sending-order.js';
import { storingDialects } from '../../state/storing-dialects.js';
import { type ConversationFact, conversationAsked, holdsInOrder, pickConversation } from '../links.js';

const common = { area: 'conversations', needs: ['conversations'], dialects: storingDialects } as const;
const source = {
  dialect: 'openai',
  section: 'CreateResponse.conversation',
  note: 'items of the conversation are prepended to the input; input and output are added to it when it completes',
} as const;

/** Judges whether what was said in turns of one mode is in every later listing of the conversation. */
function appended(streamed: boolean) {
  const turns = (facts: readonly Fact<ConversationFact>[]) =>
    facts.filter(({ fact }) => fact.kind === 'turn' && fact.streamed === streamed);
  const later = (facts: readonly Fact<ConversationFact>[], turn: Fact<ConversationFact>) =>
    facts.filter((other) => other.fact.kind === 'listed' && isAfter(other, turn));
  return linked<ConversationFact>({
    pick: pickConversation,
    given: (facts) => turns(facts).some((turn) => later(facts, turn).length > 0),
    check: (facts, report) => {
      for (const turn of turns(facts)) {
        for (const { exchange, fact } of later(facts, turn)) {
          if (holdsInOrder(fact.said, turn.fact.said)) continue;
          report({
            pointer: '/data',
            exchange,
            message: `Input and output of ${turn.exchange} are not in the conversation, in that order.`,
            expected: turn.fact.said.map(({ role, text }) => ({ role, text: text.slice(0, 80) })),
            actual: fact.said.map(({ role, text }) => ({ role, text: text.slice(0, 80) })),
          });
        }
      }
    },
  });
}

const why = 'The next turn, and whoever shows the conversation, misses what was said.';
const fix =
  'When a response of the conversation completes, add its input items and its output items to it, in that order.';

const appendsTurns = rule({
  ...common,
  id: 'REQ-CONV-APPEND',
  level: 'MUST',
  basis: 'prose',
  title: 'Input and output of a completed response are added to its conversation',
  source,
  why,
  fix,
  judge: appended(false),
});

const appendsStreamedTurns = rule({
  ...common,
  id: 'REQ-CONV-APPEND-STREAM',
  level: 'MUST',
  basis: 'inferred',
  title: 'Input and output of a streamed response are added to its conversation like those of any other',
  source,
  needs: ['conversations', 'streaming'],
  why,
  fix,
  judge: appended(true),
});

const seesConversation = rule({
  ...common,
  id: 'REQ-CONV-CONTEXT',
  level: 'MUST',
  basis: 'prose',
  title: 'The model sees the items of the conversation',
  source,
  why: 'The conversation is accepted and echoed, and the model has forgotten everything.',
  fix: 'Put the items of the conversation in front of the input.',
  // The short turn without history is a scenario of another area.
  evidence: ['conversations/*', 'state/*'],
  judge: linked({
    pick: pickTurn,
    given: (turns) => countsInput(turns) && inConversations(turns).length > 0,
    check: (turns, report) => {
      for (const { turn, alone } of inConversations(turns)) {
        if (turn.fact.inputTokens > alone.fact.inputTokens) continue;
        report({
          pointer: '/usage/input_tokens',
          exchange: turn.exchange,
          message: `The turn counts no more input tokens than the same input without a conversation (${alone.exchange}).`,
          expected: `more than ${alone.fact.inputTokens}`,
          actual: turn.fact.inputTokens,
        });
      }
    },
  }),
});

// Turns marked by their scenario: only there is it known that the conversation had items before.
function inConversations(turns: readonly Fact<Turn>[]) {
  const index = indexOf(turns);
  return turns.flatMap((turn) => {
    if (!turn.fact.conversation || turn.fact.step !== 'turn-with-history') return [];
    const alone = withLessHistory(turn.fact, index)[0];
    return alone === undefined ? [] : [{ turn, alone }];
  });
}

const namesConversation = rule({
  ...common,
  id: 'RES-CONV-REF',
  level: 'MUST',
  basis: 'prose',
  title: 'A response of a conversation names it',
  source: {
    dialect: 'openai',
    section: 'Response.conversation',
    note: 'the conversation this response belongs to',
  },
  why: 'Clients file answers by the conversation that they name.',
  fix: 'Set conversation to {"id": ...} in every Response object of the conversation, those of events included.',
  judge: finalResponses({
    of: ['create-response'],
    given: (_, view) => view.accepted && conversationAsked(view.body) !== null,
    check: ({ value, pointer }, report, view) => {
      const asked = conversationAsked(view.body);
      if (stringAt(value['conversation'], 'id') === asked) return;
      report({
        pointer: `${pointer}/conversation`,
        message: 'The response does not name the conversation that it belongs to.',
        expected: { id: asked },
        actual: value['conversation'] ?? null,
      });
    },
  }),
});

const unknownConversation = rule({
  ...common,
  id: 'REQ-CONV-UNKNOWN',
  level: 'MUST',
  basis: 'inferred',
  title: 'A conversation that is not known is refused',
  source: { dialect: 'openai', section: 'CreateResponse.conversation', note: 'the id of a conversation' },
  why: 'The turn runs without the history that the client believes in, and is added nowhere.',
  fix: 'Answer 404 (or 400) with param conversation.',
  judge: toBeRefused({
    given: ({ exchange, body }) =>
      exchange.operation === 'create-response' &&
      exchange.intent.violation?.keyword === 'unknown-id' &&
      conversationAsked(body) !== null,
    saidInStream: ({ stream }) => stream?.terminal?.type === 'response.failed',
    expected: 404,
    message: (status) => `An unknown conversation was answered ${status}.`,
  }),
});

/** What conversations mean to responses, and responses to conversations. */
export const turnRules: readonly Rule[] = [
  appendsTurns,
  appendsStreamedTurns,
  seesConversation,
  namesConversation,
  unknownConversation,
];
