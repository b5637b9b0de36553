import type { JsonObject } from '../../schemas/json.js';
import type { Intent } from '../../targets/exchange.js';
import { cases } from './case.js';
import { message } from './output.js';
import { answered, created, refused } from './traffic.js';

const compaction = { type: 'compaction', id: 'cmp_1', encrypted_content: 'c2VjcmV0' };
const answer = message('Hello.');
const below = ['CMP-BELOW-THRESHOLD'];
const usage = {
  input_tokens: 900,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 5,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 905,
};
const counted = { response: { usage } };

/** A request whose context is compacted from these thresholds on. */
function managed(thresholds: readonly (number | null)[], members: JsonObject = {}): JsonObject {
  return {
    model: 'm',
    input: [{ type: 'message', role: 'user', content: 'Say hello.' }],
    context_management: thresholds.map((threshold) =>
      threshold === null ? { type: 'compaction' } : { type: 'compaction', compact_threshold: threshold },
    ),
    ...members,
  };
}

/** A request for a compaction from 1000 tokens on that is this many bytes long. */
function ofBytes(bytes: number): JsonObject {
  const empty = JSON.stringify(managed([1000], { input: '' })).length;
  return managed([1000], { input: 'x'.repeat(bytes - empty) });
}

/** The turn behind a compaction, refused in these words. */
function refusedAfter(words: string, code: string | null = null) {
  const error = { message: words, type: 'invalid_request_error', param: null, code };
  return refused(managed([1000], { input: [compaction] }), 400, { error }, { intent: goingOn });
}

const goingOn: Partial<Intent> = { validity: 'unknown', step: 'after-managed-compaction' };

export const compactCases = cases(
  {
    name: 'input below the threshold that is left alone',
    exchanges: [created(managed([1000]), [answer])],
    passed: below,
    notFor: ['CMP-THRESHOLD', 'CMP-MANAGED-INPUT', 'CMP-TRIGGER'],
  },
  {
    name: 'input below the threshold that is compacted',
    exchanges: [created(managed([1000]), [compaction, answer], counted)],
    blamed: { 'CMP-BELOW-THRESHOLD': '/output/0' },
  },
  ...notBelow(
    [
      'reaches the threshold',
      managed([1000]),
      { usage: { ...usage, input_tokens: 1000, total_tokens: 1005 } },
    ],
    ['reaches the lower of two thresholds', managed([2000, 900]), { usage }],
    ['has no threshold', managed([null]), { usage }],
    ['continues from a response', managed([1000], { previous_response_id: 'resp_0' }), { usage }],
    ['belongs to a conversation', managed([1000], { conversation: 'conv_1' }), { usage }],
    ['is made from a template', managed([1000], { prompt: { id: 'pmpt_1' } }), { usage }],
    ['may be as many tokens as it has bytes', ofBytes(1000), { usage }],
    [
      'asks for it',
      managed([1000], { input: [{ role: 'user', content: 'Hello.' }, { type: 'compaction_trigger' }] }),
      { usage },
    ],
  ),
  {
    name: 'input that is one byte too short for the threshold',
    exchanges: [created(ofBytes(999), [compaction, answer], counted)],
    blamed: { 'CMP-BELOW-THRESHOLD': '/output/0' },
  },
  {
    name: 'an answer that was cut says nothing of thresholds',
    exchanges: [
      created(managed([1000]), [compaction, message('Hel', { status: 'incomplete' })], {
        status: 'incomplete',
        ...counted,
      }),
    ],
    notFor: below,
  },
  {
    name: 'input that is not counted says nothing of thresholds',
    exchanges: [created(managed([1000]), [compaction, answer], { response: { usage: null } })],
    blamed: { 'RES-USAGE-NULL': '/usage' },
    notFor: below,
  },
  {
    name: 'input beyond the threshold is not compacted',
    exchanges: [
      created(managed([1000]), [answer], {
        intent: { validity: 'unknown', notes: { beyondThreshold: true } },
      }),
    ],
    blamed: { 'CMP-THRESHOLD': '/output' },
  },
  {
    name: 'a compaction that the server made is not taken back',
    exchanges: [refusedAfter('The item is not known.')],
    blamed: { 'CMP-MANAGED-INPUT': '/status' },
  },
  {
    name: 'the window does not hold what comes behind a compaction',
    exchanges: [
      refusedAfter('It does not fit.', 'context_length_exceeded'),
      refusedAfter('This is more than the context window of the model.'),
      refusedAfter('The input is too long.'),
    ],
    passed: ['CMP-MANAGED-INPUT'],
  },
  {
    name: 'a compaction is asked for and is not made',
    exchanges: [
      created({ model: 'm', input: [{ role: 'user', content: 'Hello.' }, { type: 'compaction_trigger' }] }, [
        answer,
      ]),
    ],
    blamed: { 'CMP-TRIGGER': '/output' },
    notFor: ['REQ-COMPTRIGGER-LAST'],
  },
  {
    name: 'a compaction without model is taken',
    exchanges: [compacted({ input: 'Hello.' }, '/model')],
    blamed: { 'CMP-MODEL': '/status' },
    passed: ['CMP-SHAPE'],
  },
  {
    name: 'a compaction of something that is no input is taken',
    exchanges: [compacted({ model: 'm', input: 5 }, '/input')],
    notFor: ['CMP-MODEL'],
  },
);

/** An operation that compacts takes what it should refuse for the member at `pointer`. */
function compacted(body: JsonObject, pointer: string) {
  const json = {
    id: 'cmpr_1',
    object: 'response.compaction',
    created_at: 1_790_000_000,
    output: [compaction],
    usage,
  };
  const violation = { in: 'body', pointer, keyword: 'type', expectation: '', level: 'MUST' } as const;
  return answered('POST', '/responses/compact', body, 200, json, {
    intent: { validity: 'invalid', violation },
  });
}

function notBelow(...all: readonly (readonly [how: string, request: JsonObject, response: JsonObject])[]) {
  return all.map(([how, request, response]) => ({
    name: `input may be compacted that ${how}`,
    exchanges: [created(request, [compaction, answer], { response })],
    notFor: below,
  }));
}
