import { digestOf } from '../../engine/digest.js';
import type { Fact, Report } from '../../engine/judge.js';
import { linked } from '../../engine/judges.js';
import { type Rule, rule } from '../../engine/rule.js';
import {
  countsInput,
  historyIsNotCounted,
  indexOf,
  pickTurn,
  recallSucceeded,
  type Turn,
  type TurnIndex,
  turnOf,
  withLessHistory,
} from '../context-usage.js';

/** Judges by what was counted as input whether turns saw the history behind their previous_response_id. */
function seesHistory(
  parts: Omit<Rule, 'judge' | 'level' | 'basis' | 'area' | 'needs'> & {
    readonly turn: (turn: Turn, index: TurnIndex) => boolean;
    readonly lesser: (turn: Turn, index: TurnIndex) => readonly Fact<Turn>[];
    /** Whether a recalled fact settles the matter where the counts say nothing. */
    readonly recall?: boolean;
  },
): Rule {
  const { turn: chosen, lesser, recall = false, ...words } = parts;
  const cases = (turns: readonly Fact<Turn>[]) => {
    const index = indexOf(turns);
    return turns
      .filter(({ fact }) => chosen(fact, index))
      .flatMap((turn) => {
        const [alike] = lesser(turn.fact, index);
        return alike === undefined ? [] : [{ turn, alike }];
      });
  };
  return rule({
    ...words,
    level: 'MUST',
    basis: 'prose',
    area: 'state',
    needs: ['previous-response'],
    judge: linked({
      pick: pickTurn,
      given: (turns) => (recall && recallSucceeded(turns)) || (countable(turns) && cases(turns).length > 0),
      check: (turns, report) => {
        if (!countable(turns)) return;
        for (const { turn, alike } of cases(turns)) {
          if (turn.fact.inputTokens <= alike.fact.inputTokens) reportNoGrowth(turn, alike, report);
        }
      },
    }),
  });
}

const countable = (turns: readonly Fact<Turn>[]) => countsInput(turns) && !historyIsNotCounted(turns);

function reportNoGrowth(turn: Fact<Turn>, alike: Fact<Turn>, report: Report): void {
  report({
    pointer: '/usage/input_tokens',
    exchange: turn.exchange,
    cause: turn.fact.storeFalse ? 'store-false' : 'history',
    message:
      `The turn counts no more input tokens than the same input with less history (${alike.exchange}): ` +
      'the model did not see the history behind previous_response_id.',
    expected: `more than ${alike.fact.inputTokens}`,
    actual: turn.fact.inputTokens,
  });
}

const contextFix =
  'Put the input and the output of the previous response, and of those before it, in front of the new input.';
const contextSource = {
  dialect: 'open-responses',
  section: 'previous_response_id',
  note: 'prior input, prior output, new input, in that order',
} as const;

const parentOf = (turn: Turn, index: TurnIndex) => index.withId(turn.previous);

const context = seesHistory({
  id: 'REQ-PREV-CONTEXT',
  title: 'The model sees the input and output of the response that previous_response_id names',
  source: contextSource,
  why: 'The id is accepted and echoed, and the model has forgotten everything.',
  fix: contextFix,
  turn: (turn, index) => !turn.storeFalse && parentOf(turn, index)?.previous === null,
  lesser: withLessHistory,
  recall: true,
});

const contextWithoutStoring = seesHistory({
  id: 'REQ-PREV-STORE-FALSE',
  title: 'The model sees the previous response also where the new one is not to be stored',
  source: {
    dialect: 'openai',
    section: 'CreateResponse.store',
    note: 'store is about the new response only',
  },
  why: 'A last turn that need not be kept runs without its history.',
  fix: 'Let store decide only about the response that is being created; previous_response_id is resolved all the same.',
  turn: (turn) => turn.previous !== null && turn.storeFalse,
  lesser: withLessHistory,
});

const contextInDepth = seesHistory({
  id: 'REQ-PREV-DEPTH',
  title: 'The turns before the previous one are part of the context too',
  source: contextSource,
  why: 'The model remembers the last turn and has lost the one before it.',
  fix: contextFix,
  turn: (turn, index) => (parentOf(turn, index)?.previous ?? null) !== null,
  // The predecessor said the same and saw one turn less.
  lesser: (turn, index) => index.saying(turn.saying).filter(({ fact }) => fact.id === turn.previous),
});

/** A branch may differ from its sibling by a few tokens of formatting; a whole turn more is something else. */
const branchSlack = 2;

const branches = rule({
  id: 'REQ-PREV-BRANCH',
  level: 'MUST',
  basis: 'inferred',
  area: 'state',
  title: 'Two turns that continue from one response see the same history, not each other',
  source: contextSource,
  needs: ['previous-response'],
  why: 'Clients that let users edit or repeat a turn get answers mixed with the abandoned branch.',
  fix: 'Build the context from the chain of ids, not from a thread to which every turn is appended.',
  judge: linked({
    pick: (view) => {
      const turn = turnOf(view);
      return turn?.previous == null || turn.saying === null
        ? []
        : [{ key: `${turn.previous} ${digestOf(turn.saying)}`, fact: turn }];
    },
    check: (turns, report) => {
      const fewest = Math.min(...turns.map(({ fact }) => fact.inputTokens));
      for (const { exchange, fact } of turns) {
        if (fact.inputTokens <= fewest + branchSlack) continue;
        report({
          pointer: '/usage/input_tokens',
          exchange,
          message:
            'Of two equal turns that continue from one response, this one counts more input: it saw the other one.',
          expected: fewest,
          actual: fact.inputTokens,
        });
      }
    },
  }),
});

const instructionsStay = rule({
  id: 'REQ-PREV-INSTR',
  level: 'MUST',
  basis: 'prose',
  area: 'state',
  title: 'Instructions of the previous response are not carried over',
  source: {
    dialect: 'openai',
    section: 'CreateResponse.instructions',
    note: 'with previous_response_id the instructions of the previous response are not carried over',
  },
  needs: ['previous-response'],
  why: 'Clients swap instructions from turn to turn: the old ones go on working unseen, or the answer claims they do.',
  fix: 'Use and echo the instructions of the request only; null where it has none.',
  judge: linked({
    pick: pickTurn,
    given: (turns) => withoutInstructions(turns).length > 0,
    check: (turns, report) => {
      const counts = countable(turns);
      const index = indexOf(turns);
      for (const { turn, parent } of withoutInstructions(turns)) {
        if (turn.fact.echoedInstructions === parent.instructions) {
          report({
            pointer: '/instructions',
            exchange: turn.exchange,
            message:
              'The response shows the instructions of the previous one, although the request has none.',
            expected: null,
            actual: turn.fact.echoedInstructions,
          });
        }
        const most = counts ? mostWithoutInstructions(turn.fact, parent, index) : null;
        if (most !== null && turn.fact.inputTokens > most) {
          report({
            pointer: '/usage/input_tokens',
            exchange: turn.exchange,
            message:
              'The turn counts so many input tokens that the instructions of the previous response must be among them.',
            expected: `at most ${most}`,
            actual: turn.fact.inputTokens,
          });
        }
      }
    },
  }),
});

function withoutInstructions(turns: readonly Fact<Turn>[]) {
  const index = indexOf(turns);
  return turns.flatMap((turn) => {
    const parent = parentOf(turn.fact, index);
    return parent === null || parent.instructions === null || turn.fact.instructions !== null
      ? []
      : [{ turn, parent }];
  });
}

/** Instructions must be worth this many tokens before their absence can be counted. */
const countableInstructions = 40;

// The parent's input without its instructions, its output, the new input; and half of the instructions for formatting.
function mostWithoutInstructions(turn: Turn, parent: Turn, index: TurnIndex): number | null {
  if (parent.saying === null) return null;
  const alone = withLessHistory(turn, index)[0]?.fact;
  const parentsWords = JSON.parse(parent.saying) as unknown[];
  const bare = JSON.stringify(parentsWords.map((part, index) => (index === 1 ? null : part)));
  const parentAlone = index
    .saying(bare)
    .find(({ fact }) => fact.previous === parent.previous && !fact.conversation)?.fact;
  if (alone === undefined || parentAlone === undefined) return null;
  const instructions = parent.inputTokens - parentAlone.inputTokens;
  if (instructions < countableInstructions) return null;
  return parentAlone.inputTokens + parent.outputTokens + alone.inputTokens + Math.floor(instructions / 2);
}

/** What the model sees behind previous_response_id, judged by what was counted. */
export const contextRules = [context, contextWithoutStoring, contextInDepth, branches, instructionsStay];
