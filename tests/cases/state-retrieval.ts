import type { JsonObject } from '../../schemas/json.js';
import type { Exchange } from '../../targets/exchange.js';
import { type Case, cases } from './case.js';
import { message } from './output.js';
import { retrieved } from './stored-traffic.js';
import { streamed } from './streams.js';
import { answered, created, soundResponse } from './traffic.js';

const asked = { model: 'm', input: 'Say hello.' };
const hello = message('Hello.');
const path = '/responses/resp_1';
const notFound = {
  error: { message: 'There is no such response.', type: 'invalid_request_error', param: null, code: null },
};

/** A later look at the response to `request`. */
function look(
  request: JsonObject,
  output: readonly JsonObject[],
  response: JsonObject = {},
  status = 'completed',
) {
  return retrieved(soundResponse(request, output, { status, response }));
}

/** A part of a message, with what is known of how it was chosen. */
function part(logprobs: readonly JsonObject[]): JsonObject {
  return { type: 'output_text', text: 'Hello.', annotations: [], logprobs };
}

const logprob = { token: 'Hello.', logprob: -0.1, bytes: [72], top_logprobs: [] };
const usage = {
  input_tokens: 8,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens_details: { reasoning_tokens: 0 },
};
const lost = answered('GET', path, undefined, 404, notFound);

export const retrievalCases = cases(
  {
    name: 'a response that is found as it was given',
    exchanges: [created(asked, [hello]), look(asked, [hello])],
    passed: ['REQ-STORE-DEFAULT', 'GET-SAME'],
    notFor: ['GET-STORED', 'GET-STORED-STREAM', 'REQ-STORE-FALSE-GET'],
  },
  {
    name: 'a response to be stored that is lost',
    exchanges: [created({ ...asked, store: true }, [hello]), lost],
    blamed: { 'GET-STORED': '/status', 'CAP-CONTRADICTION': '/status' },
    notFor: ['REQ-STORE-DEFAULT', 'GET-SAME'],
  },
  {
    name: 'a response that is lost although storing is the default',
    exchanges: [created(asked, [hello]), lost],
    blamed: { 'REQ-STORE-DEFAULT': '/status', 'CAP-CONTRADICTION': '/status' },
  },
  {
    name: 'a stream that is lost',
    exchanges: [streamed(asked, [hello]), lost],
    blamed: { 'GET-STORED-STREAM': '/status', 'CAP-CONTRADICTION': '/status' },
  },
  {
    name: 'a stream that was not to be stored, and was not',
    exchanges: [streamed({ ...asked, store: false }, [hello]), lost],
    passed: ['REQ-STORE-FALSE-GET'],
    notFor: ['GET-STORED-STREAM', 'GET-STORED'],
  },
  {
    name: 'a response that was not to be stored, and was',
    exchanges: [created({ ...asked, store: false }, [hello]), look({ ...asked, store: false }, [hello])],
    blamed: { 'REQ-STORE-FALSE-GET': '/status' },
    passed: ['GET-SAME'],
  },
  {
    name: 'what include decides about, and members that are null, may differ between two looks',
    exchanges: [
      created(asked, [message('Hello.', { phase: null, content: [part([])] })]),
      look(asked, [message('Hello.', { content: [part([logprob])] })]),
    ],
    passed: ['GET-SAME'],
  },
  ...differences(
    ['another status', look(asked, [hello], {}, 'in_progress'), '/status'],
    ['another time', look(asked, [hello], { created_at: 1_789_999_999 }), '/created_at'],
    ['other metadata', look(asked, [hello], { metadata: { a: 'b' } }), '/metadata'],
    ['another text', look(asked, [message('Goodbye.')]), '/output/0'],
    ['one item less', look(asked, [hello]), '/output', [hello, message('And?', { id: 'msg_2' })]],
    ['one item more', look(asked, [hello, message('And?', { id: 'msg_2' })]), '/output'],
    [
      'other counts',
      look(asked, [hello], { usage: { ...usage, output_tokens: 6, total_tokens: 14 } }),
      '/usage',
    ],
  ),
);

function differences(
  ...all: readonly (readonly [what: string, later: Exchange, at: string, output?: readonly JsonObject[]])[]
): readonly Case[] {
  return all.map(([what, later, at, output = [hello]]) => ({
    name: `a later look that shows ${what}`,
    exchanges: [created(asked, output), later],
    blamed: { 'GET-SAME': at },
  }));
}
