import {
  isJson,
  isObject,
  type JsonObject,
  numberAt,
  objectAt,
  objectsAt,
  stringAt,
  valueAt,
} from '../../../schemas/json.js';
import { finalResponses } from '../../engine/judges.js';
import type { Located } from '../../engine/located.js';
import { rule } from '../../engine/rule.js';
import type { ExchangeView } from '../../engine/view.js';

/** Tokens that a server may count beyond the limit, for end marks and the like: a quarter, and eight. */
const tolerance = (limit: number) => Math.ceil(limit * 1.25) + 8;

/** A word is a token at least, in every tokenizer; some count the end mark of the answer. */
const wordTolerance = (limit: number) => limit * 2 + 8;

export const budgetKept = rule({
  id: 'LIM-MAXTOK-KEPT',
  level: 'MUST',
  basis: 'schema',
  area: 'limits',
  title: 'No more is generated than max_output_tokens allows',
  source: {
    dialect: 'openai',
    section: 'max_output_tokens',
    note: 'an upper bound for the tokens generated, visible output and reasoning together',
  },
  needs: ['max-output-tokens'],
  why: 'The limit is what keeps a bill and a waiting time bounded; one that is echoed and ignored keeps nothing.',
  fix: 'Pass the limit on to the generator, and count reasoning in it.',
  judge: finalResponses({
    of: ['create-response'],
    given: (found, view) => limitOf(view) !== null && (outputTokens(found) !== null || words(found) > 0),
    check: (found, report, view) => {
      const limit = limitOf(view) ?? 0;
      const tokens = outputTokens(found) ?? 0;
      const shown = words(found);
      if (tokens > tolerance(limit)) {
        report({
          pointer: `${found.pointer}/usage/output_tokens`,
          message: `${tokens} tokens were generated although max_output_tokens is ${limit}`,
          expected: `at most ${limit}`,
          actual: tokens,
          cause: 'ignored',
        });
      } else if (shown > wordTolerance(limit)) {
        report({
          pointer: `${found.pointer}/output`,
          message: `the text has ${shown} words although max_output_tokens is ${limit}`,
          expected: `at most ${limit} tokens`,
          actual: `${shown} words`,
          cause: 'ignored',
        });
      }
    },
  }),
});

export const reachedIsIncomplete = rule({
  id: 'RES-MAXTOK-INCOMPLETE',
  level: 'MUST',
  basis: 'schema',
  area: 'limits',
  title: 'A response that reaches max_output_tokens is incomplete, with the reason max_output_tokens',
  source: {
    dialect: 'open-responses',
    section: 'incomplete_details',
    note: 'token budget reached: status incomplete, reason max_output_tokens',
  },
  needs: ['max-output-tokens'],
  why: 'Half an answer that is called completed is taken for the whole: files are cut off, JSON does not parse.',
  fix: 'Map the generator\'s "length" to status incomplete with incomplete_details {reason: "max_output_tokens"}.',
  judge: finalResponses({
    of: ['create-response'],
    given: (found, view) => wasCut(found, view),
    check: (found, report) => {
      const status = stringAt(found.value, 'status');
      const reason = stringAt(objectAt(found.value, 'incomplete_details'), 'reason');
      if (status !== 'incomplete') {
        report({
          pointer: `${found.pointer}/status`,
          message: `the response used up max_output_tokens and says ${status ?? 'nothing'}`,
          expected: 'incomplete',
          actual: status,
        });
      } else if (reason !== 'max_output_tokens') {
        report({
          pointer: `${found.pointer}/incomplete_details/reason`,
          message: 'the response used up max_output_tokens and gives another reason',
          expected: 'max_output_tokens',
          actual: reason,
        });
      }
    },
  }),
});

/**
 * Whether the limit was reached for certain. A finished text may happen to end exactly at its limit: that is told
 * apart only where the scenario asked for far more than the limit leaves room for, or where what came is no whole.
 */
function wasCut(found: Located, view: ExchangeView): boolean {
  const limit = limitOf(view);
  const tokens = outputTokens(found) ?? 0;
  if (limit === null || tokens < limit || tokens > tolerance(limit)) return false;
  const status = stringAt(found.value, 'status');
  return (
    status === 'incomplete' ||
    (status !== 'failed' && (view.exchange.intent.notes['asksForMore'] === true || isUnfinished(view)))
  );
}

/** Whether the answer stops short of what was forced: a call that did not come about, or JSON that does not parse. */
function isUnfinished(view: ExchangeView): boolean {
  const choice = view.body?.['tool_choice'];
  const forced = choice === 'required' || (isObject(choice) && choice['type'] === 'function');
  const calls = view.items.some(({ value }) => stringAt(value, 'type')?.endsWith('_call') === true);
  if (forced) return !calls;
  const format = valueAt(view.body, '/text/format/type');
  if (format !== 'json_schema' && format !== 'json_object') return false;
  return view.items
    .filter(({ value }) => value['type'] === 'message' && value['phase'] !== 'commentary')
    .map(({ value }) => textsOf(value).join(''))
    .some((text) => text !== '' && !isJson(text));
}

function limitOf(view: ExchangeView): number | null {
  return view.accepted ? numberAt(view.body, 'max_output_tokens') : null;
}

function outputTokens(found: Located): number | null {
  return numberAt(objectAt(found.value, 'usage'), 'output_tokens');
}

/** Words of all texts that the response shows. */
function words({ value }: Located): number {
  return objectsAt(value, 'output')
    .flatMap((item) => textsOf(item.value))
    .flatMap((text) => [...text.matchAll(wordEnd)]).length;
}

const wordEnd = /[\p{L}\p{N}](?=\s|$)/gu;

function textsOf(item: JsonObject): readonly string[] {
  return objectsAt(item, 'content').flatMap((part) => stringAt(part.value, 'text') ?? []);
}
