import type { JsonObject } from '../../schemas/json.js';
import { type Case, cases, idAt } from './case.js';
import { message } from './output.js';
import { answered, created, soundResponse, usageOf } from './traffic.js';

const asked = { model: 'm', input: 'Hi.' };
const matches = 'CNT-MATCHES';
const shape = 'CNT-SHAPE';

const used = (place: number, tokens: number, twin = {}) =>
  created(asked, [message('Hello.', { id: `msg_${place}` })], {
    response: { id: `resp_${place}`, usage: usageOf(tokens, 5) },
    intent: twin,
  });

const ofFirst = { twin: 'count', twinOf: idAt(0) };

/** The request that came before is counted. */
function counted(answer: JsonObject, status = 200): Case['exchanges'][number] {
  return answered('POST', '/responses/input_tokens', asked, status, answer, { intent: ofFirst });
}

const counts = (tokens: number) => counted({ object: 'response.input_tokens', input_tokens: tokens });

export const inputTokenCases = cases(
  { name: 'the count is what was used', exchanges: [used(1, 8), counts(8)], passed: [matches, shape] },
  {
    name: 'the count is another than was used',
    exchanges: [used(1, 8), counts(9)],
    blamed: { [matches]: '/input_tokens' },
  },
  {
    name: 'requests that used different amounts are not counted wrongly',
    exchanges: [used(1, 8), used(2, 9, ofFirst), counts(8)],
    passed: [matches],
  },
  {
    name: 'a count that is no number cannot be compared',
    exchanges: [used(1, 8), counted({ object: 'response.input_tokens', input_tokens: '9' })],
    blamed: { [shape]: '/input_tokens' },
    notFor: [matches],
  },
  {
    name: 'the number in a refusal is no count',
    exchanges: [
      used(1, 8),
      counted(
        {
          error: {
            message: 'The input is too long.',
            type: 'invalid_request_error',
            param: 'input',
            code: null,
          },
          input_tokens: 9,
        },
        400,
      ),
    ],
    notFor: [matches, shape],
  },
  {
    name: 'what a response used is not asked of its retrieval',
    exchanges: [
      answered('GET', '/responses/resp_1', undefined, 200, soundResponse(asked, [message('Hello.')])),
      counts(9),
    ],
    notFor: [matches],
  },
);
