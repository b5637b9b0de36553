import { arrayAt, isObject, type JsonObject, numberAt, objectsAt, stringAt } from '../../../schemas/json.js';
import { exchanges } from '../../engine/judges.js';
import { type Rule, rule } from '../../engine/rule.js';
import type { ExchangeView } from '../../engine/view.js';
import { asksToInclude } from '../asked.js';

const included = 'message.output_text.logprobs';

interface TextPart {
  readonly pointer: string;
  readonly text: string;
  readonly value: JsonObject;
}

/** The output_text parts of the final response that have text. */
function textParts(view: ExchangeView): readonly TextPart[] {
  return view.items
    .filter(({ value }) => value['type'] === 'message')
    .flatMap(({ pointer, value }) =>
      objectsAt(value, 'content').map(({ index, value: part }) => ({
        pointer: `${pointer}/content/${index}`,
        text: stringAt(part, 'text') ?? '',
        value: part,
      })),
    )
    .filter(({ text, value }) => value['type'] === 'output_text' && text !== '');
}

const isCreated = (view: ExchangeView) =>
  view.exchange.operation === 'create-response' &&
  asksToInclude(view, included) &&
  textParts(view).length > 0;

export const logprobsIncluded = rule({
  id: 'INC-LOGPROBS',
  level: 'MUST',
  basis: 'prose',
  area: 'include',
  title: `with include ${included}, every text carries the log probabilities of its tokens`,
  source: {
    dialect: 'all',
    section: 'IncludeEnum',
    note: `${included}: include logprobs with assistant messages`,
  },
  needs: ['logprobs'],
  evidence: ['include/*', 'echo/top-logprobs'],
  why: 'Confidence scores are computed from them; an empty list reads as certainty or divides by zero.',
  fix: 'Fill logprobs of output_text with one entry per token, or refuse the value with 400.',
  judge: exchanges({
    given: isCreated,
    check: (view, report) => {
      for (const { pointer, value } of textParts(view)) {
        if (arrayAt(value, 'logprobs').length > 0) continue;
        report({
          pointer: `${pointer}/logprobs`,
          message: 'log probabilities were asked for, but the text has none',
          expected: 'one entry per token',
          actual: value['logprobs'],
        });
      }
    },
  }),
});

export const topLogprobsLimited = rule({
  id: 'INC-TOP-LOGPROBS',
  level: 'MUST',
  basis: 'prose',
  area: 'include',
  title: 'with top_logprobs n each token comes with its likeliest alternatives, n at most',
  source: {
    dialect: 'openai',
    section: 'CreateResponse.top_logprobs',
    note: 'the number of most likely tokens to return, 0 to 20',
  },
  needs: ['logprobs'],
  evidence: ['include/*', 'echo/top-logprobs'],
  why: 'Classifiers compare the alternatives; without them the parameter was accepted and ignored.',
  fix: 'Fill top_logprobs of every entry with up to n alternatives, 0 of them where n is 0.',
  judge: exchanges({
    given: (view) =>
      isCreated(view) &&
      numberAt(view.body ?? {}, 'top_logprobs') !== null &&
      textParts(view).some(({ value }) => arrayAt(value, 'logprobs').length > 0),
    check: (view, report) => {
      const most = numberAt(view.body ?? {}, 'top_logprobs') ?? 0;
      for (const { pointer, value } of textParts(view)) {
        const counts = arrayAt(value, 'logprobs').map((entry) =>
          isObject(entry) ? arrayAt(entry, 'top_logprobs').length : 0,
        );
        const over = counts.findIndex((count) => count > most);
        if (over >= 0) {
          report({
            pointer: `${pointer}/logprobs/${over}/top_logprobs`,
            message: `a token comes with more than ${most} alternatives`,
            expected: `<= ${most}`,
            actual: counts[over],
            cause: 'too many',
          });
        }
        if (most > 0 && counts.length > 0 && counts.every((count) => count === 0)) {
          report({
            pointer: `${pointer}/logprobs`,
            message: 'alternatives were asked for, but no token has any',
            expected: `up to ${most}`,
            actual: 0,
            cause: 'none at all',
          });
        }
      }
    },
  }),
});

export const logprobsAreTheText = rule({
  id: 'INC-LOGPROBS-TEXT',
  level: 'SHOULD',
  basis: 'inferred',
  area: 'include',
  title: 'the tokens of logprobs, joined, are the text',
  source: { dialect: 'openai', section: 'LogProb.token', note: 'one entry per token of the text' },
  needs: ['logprobs'],
  evidence: ['include/*', 'echo/top-logprobs'],
  why: 'Probabilities are laid over the text; when the tokens are others they mark the wrong words.',
  fix: 'Send one entry for each token of exactly this part.',
  judge: exchanges({
    given: (view) => isCreated(view) && textParts(view).some(({ value }) => joinedTokens(value) !== null),
    check: (view, report) => {
      for (const { pointer, text, value } of textParts(view)) {
        const tokens = joinedTokens(value);
        if (tokens === null || tokens === text) continue;
        report({
          pointer: `${pointer}/logprobs`,
          message: 'the tokens of logprobs are not the text',
          expected: text.slice(0, 200),
          actual: tokens.slice(0, 200),
        });
      }
    },
  }),
});

// Null where there are none, or where a token is only a piece of a character and has no text of its own.
function joinedTokens(part: JsonObject): string | null {
  const tokens = objectsAt(part, 'logprobs').map(({ value }) => stringAt(value, 'token'));
  const whole = tokens.every((token) => token !== null && !/\uFFFD|^bytes:|\\x[0-9a-f]{2}/i.test(token));
  return tokens.length === 0 || !whole ? null : tokens.join('');
}

export const logprobRules: readonly Rule[] = [logprobsIncluded, topLogprobsLimited, logprobsAreTheText];
