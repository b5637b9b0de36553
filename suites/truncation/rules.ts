import { numberAt, objectAt, stringAt } from '../../schemas/json.js';
import type { Judge } from '../engine/judge.js';
import { exchanges, finalResponses, found, twins } from '../engine/judges.js';
import type { Located } from '../engine/located.js';
import { type Rule, rule } from '../engine/rule.js';
import { isDecision } from '../engine/status.js';
import type { ExchangeView } from '../engine/view.js';

const truncationSource: Rule['source'] = {
  dialect: 'openai',
  section: 'truncation',
  note: 'disabled (default): input beyond the context window fails with 400',
};

// Refused for something else in the request: nothing is said about its length.
function blamesAnotherMember(view: ExchangeView): boolean {
  const param = stringAt(view.error?.value, 'param');
  return param !== null && !/^(input|truncation|messages)/.test(param);
}

/** Judges input that is larger than the context window and may not be trimmed. */
function mustFail(isCase: (view: ExchangeView) => boolean): Judge {
  return exchanges({
    of: ['create-response'],
    given: (view) => isOverWindow(view) && isCase(view),
    check: (view, report) => {
      const { status } = view;
      if (status === 400 || status === 413) return;
      const message = view.accepted
        ? 'input larger than the context window is answered as if nothing had been left out'
        : `input larger than the context window is answered ${status}`;
      report({ pointer: '/status', message, expected: 400, actual: status, cause: message });
    },
  });
}

export const disabledFails = rule({
  id: 'REQ-TRUNC-DISABLED',
  level: 'MUST',
  basis: 'prose',
  area: 'truncation',
  title: 'With truncation disabled, input beyond the context window is refused with 400',
  source: truncationSource,
  needs: [],
  why: 'The model answers without having seen what was trimmed, and nobody is told.',
  fix: 'Count the tokens of the input, and answer 400 context_length_exceeded where they do not fit.',
  judge: mustFail((view) => view.body?.['truncation'] === 'disabled'),
});

export const absentIsDisabled = rule({
  id: 'TRUNC-DEFAULT-DISABLED',
  level: 'MUST',
  basis: 'prose',
  area: 'truncation',
  title: 'Without truncation, input beyond the context window is refused as with disabled',
  source: truncationSource,
  needs: [],
  why: 'Most callers never set truncation: a server that trims by default loses their data in silence.',
  fix: 'Make disabled the default, not auto.',
  judge: mustFail((view) => view.body?.['truncation'] === undefined),
});

export const autoAnswers = rule({
  id: 'REQ-TRUNC-AUTO',
  level: 'MUST',
  basis: 'prose',
  area: 'truncation',
  title: 'With truncation auto, input beyond the context window is trimmed and answered',
  source: {
    dialect: 'openai',
    section: 'truncation',
    note: 'auto: items are dropped so that the input fits',
  },
  needs: ['truncation'],
  why: 'Long conversations that rely on auto come to a dead end once they are too long.',
  fix: 'Drop whole earlier items until the input fits; refuse auto by name where that is not supported.',
  judge: exchanges({
    of: ['create-response'],
    given: (view) => isOverWindow(view) && view.body?.['truncation'] === 'auto' && !blamesAnotherMember(view),
    check: (view, report) => {
      if (view.accepted) return;
      report({
        pointer: '/status',
        message: `input beyond the context window is refused with ${view.status} in spite of truncation auto`,
        expected: 200,
        actual: view.status,
      });
    },
  }),
});

export const withinWindow = rule({
  id: 'TRUNC-WINDOW',
  level: 'MUST',
  basis: 'inferred',
  area: 'truncation',
  title: 'usage.input_tokens is never larger than the context window',
  source: {
    dialect: 'openai',
    section: 'truncation',
    note: 'the input is made to fit into the context window',
  },
  needs: [],
  why: 'A count of tokens that the model cannot have seen is a bill for something that was left out.',
  fix: 'Count the tokens that the model was given, after trimming.',
  judge: finalResponses({
    given: (found, view) => view.target.contextWindow !== null && inputTokens(found.value) !== null,
    check: (found, report, view) => {
      const tokens = inputTokens(found.value) ?? 0;
      const window = view.target.contextWindow ?? 0;
      if (tokens <= window) return;
      report({
        pointer: `${found.pointer}/usage/input_tokens`,
        message: `${tokens} input tokens are counted in a context window of ${window}`,
        expected: `at most ${window}`,
        actual: tokens,
      });
    },
  }),
});

export const lengthCode = rule({
  id: 'TRUNC-CODE',
  level: 'SHOULD',
  basis: 'observed',
  area: 'truncation',
  title: 'The refusal of too long an input has the code context_length_exceeded',
  source: { dialect: 'openai', section: 'errors', note: 'code context_length_exceeded, param input' },
  needs: [],
  dialects: ['openai'],
  why: 'Agents compact their history when they see this code, and give up on any other.',
  fix: 'Set code to context_length_exceeded.',
  judge: found({
    pick: lengthError,
    given: (_, { exchange }) => exchange.operation === 'create-response',
    check: ({ pointer, value }, report) => {
      const code = stringAt(value, 'code');
      if (code === 'context_length_exceeded') return;
      report({
        pointer: `${pointer}/code`,
        message: 'the refusal of too long an input has another code',
        expected: 'context_length_exceeded',
        actual: code,
      });
    },
  }),
});

/** The error of a refusal for the length of the input, and not for truncation or another member. */
function lengthError(view: ExchangeView): Located | null {
  const { error, status } = view;
  if (status !== 400 || !isOverWindow(view) || blamesAnotherMember(view)) return null;
  return stringAt(error?.value, 'param') === 'truncation' ? null : error;
}

interface FittingFact {
  readonly truncation: string;
  readonly inputTokens: number;
}

export const nothingDropped = rule({
  id: 'TRUNC-AUTO-FITTING',
  level: 'MUST',
  basis: 'prose',
  area: 'truncation',
  title: 'With truncation auto, nothing is left out of an input that fits',
  source: {
    dialect: 'openai',
    section: 'truncation',
    note: 'auto drops items only where the input exceeds the window',
  },
  needs: ['truncation'],
  why: 'History disappears long before it has to.',
  fix: 'Trim only when the counted input is larger than the context window.',
  judge: twins<FittingFact>({
    kind: 'truncation',
    pick: (view) => {
      const truncation = stringAt(view.body, 'truncation');
      const tokens = view.response === null ? null : inputTokens(view.response.value);
      return view.exchange.intent.notes['fits'] === true && truncation !== null && tokens !== null
        ? { truncation, inputTokens: tokens }
        : null;
    },
    check: (facts, report) => {
      const whole = facts.find(({ fact }) => fact.truncation === 'disabled');
      const auto = facts.find(({ fact }) => fact.truncation === 'auto');
      if (whole === undefined || auto === undefined) return;
      if (auto.fact.inputTokens >= whole.fact.inputTokens) return;
      report({
        exchange: auto.exchange,
        pointer: '/usage/input_tokens',
        message: 'with truncation auto fewer input tokens are counted, although the input fits',
        expected: whole.fact.inputTokens,
        actual: auto.fact.inputTokens,
      });
    },
  }),
});

export const truncationRules: readonly Rule[] = [
  disabledFails,
  absentIsDisabled,
  autoAnswers,
  withinWindow,
  lengthCode,
  nothingDropped,
];

function isOverWindow({ exchange, status }: ExchangeView): boolean {
  return exchange.intent.notes['overWindow'] === true && isDecision(status);
}

function inputTokens(response: Parameters<typeof objectAt>[0]): number | null {
  return numberAt(objectAt(response, 'usage'), 'input_tokens');
}
