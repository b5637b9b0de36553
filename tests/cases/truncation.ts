import type { JsonObject } from '../../schemas/json.js';
import type { Intent } from '../../targets/exchange.js';
import { cases, idAt } from './case.js';
import { message } from './output.js';
import { created, refused } from './traffic.js';

const asked = { model: 'm', input: 'A very long story.' };
const over: Partial<Intent> = { notes: { overWindow: true }, validity: 'unknown' };
const refusals = ['REQ-TRUNC-DISABLED', 'TRUNC-DEFAULT-DISABLED', 'REQ-TRUNC-AUTO'];

export const truncationCases = cases(
  {
    name: 'too long an input is refused by its code',
    exchanges: [refusedFor('context_length_exceeded', 'input')],
    passed: ['TRUNC-DEFAULT-DISABLED', 'TRUNC-CODE'],
  },
  {
    name: 'too long an input is refused by another code',
    exchanges: [refusedFor('invalid_value', 'input')],
    blamed: { 'TRUNC-CODE': '/error/code' },
  },
  {
    name: 'too long an input is refused without a code',
    exchanges: [refusedFor(null, null)],
    blamed: { 'TRUNC-CODE': '/error/code' },
  },
  {
    name: 'too long an input is refused without a word of why',
    exchanges: [refused({ ...asked, truncation: 'disabled' }, 400, {}, { intent: over })],
    blamed: { 'ERR-ENVELOPE': '/error' },
    passed: ['REQ-TRUNC-DISABLED'],
    notFor: ['TRUNC-CODE'],
  },
  {
    name: 'a refusal of truncation itself needs no code of its own',
    exchanges: [refusedFor('unsupported_parameter', 'truncation', { truncation: 'auto' })],
    blamed: { 'REQ-TRUNC-AUTO': '/status' },
    notFor: ['TRUNC-CODE'],
  },
  {
    name: 'a refusal of a member whose name only ends like that of the input says nothing of its length',
    exchanges: [refusedFor('unknown_parameter', 'metadata.input', { truncation: 'auto' })],
    notFor: ['REQ-TRUNC-AUTO', 'TRUNC-CODE'],
  },
  {
    name: 'too long an input is refused as too large a body',
    exchanges: [refusedFor('context_length_exceeded', 'input', { truncation: 'disabled' }, 413)],
    passed: ['REQ-TRUNC-DISABLED'],
    notFor: ['TRUNC-DEFAULT-DISABLED', 'TRUNC-CODE'],
  },
  {
    name: 'too long an input is refused as one that cannot be processed',
    exchanges: [refusedFor('context_length_exceeded', 'input', { truncation: 'disabled' }, 422)],
    blamed: { 'REQ-TRUNC-DISABLED': '/status' },
  },
  {
    name: 'too long an input is answered although nothing may be left out',
    exchanges: [
      created({ ...asked, truncation: 'disabled' }, [message('The end.')], { intent: over }),
      refusedFor('context_length_exceeded', 'input', { truncation: 'disabled' }, 404),
    ],
    blamed: { 'REQ-TRUNC-DISABLED': '/status' },
  },
  {
    name: 'too long an input is answered although nothing was said of truncation',
    exchanges: [created(asked, [message('The end.')], { intent: over })],
    blamed: { 'TRUNC-DEFAULT-DISABLED': '/status' },
  },
  {
    name: 'too long an input is trimmed and answered',
    exchanges: [created({ ...asked, truncation: 'auto' }, [message('The end.')], { intent: over })],
    passed: ['REQ-TRUNC-AUTO'],
  },
  {
    name: 'a busy server says nothing of the length',
    exchanges: [refusedFor('rate_limit_exceeded', null, { truncation: 'auto' }, 429)],
    blamed: { 'RATE-RETRY-AFTER': '/headers/retry-after' },
    notFor: [...refusals, 'TRUNC-CODE'],
  },
  {
    name: 'an input that fills the context window to the last token',
    exchanges: [counted('auto', 100)],
    target: { contextWindow: 100 },
    passed: ['TRUNC-WINDOW'],
    notFor: refusals,
  },
  {
    name: 'more tokens are counted than the context window holds',
    exchanges: [counted('auto', 101)],
    target: { contextWindow: 100 },
    blamed: { 'TRUNC-WINDOW': '/usage/input_tokens' },
  },
  {
    name: 'tokens are counted in a context window of unknown size',
    exchanges: [counted('auto', 101)],
    notFor: ['TRUNC-WINDOW'],
  },
  {
    name: 'an input that fits counts the same with truncation and without',
    exchanges: [counted('disabled', 100), counted('auto', 100, 1)],
    passed: ['TRUNC-AUTO-FITTING'],
  },
  {
    name: 'part of an input that fits is left out',
    exchanges: [counted('disabled', 100), counted('auto', 60, 1)],
    blamed: { 'TRUNC-AUTO-FITTING': '/usage/input_tokens' },
  },
  {
    name: 'an input that fits, sent twice with truncation, has nothing to be compared with',
    exchanges: [counted('auto', 100), counted('auto', 60, 1)],
    passed: ['TRUNC-AUTO-FITTING'],
  },
  {
    name: 'an input that fits, sent twice without truncation, has nothing to be compared with',
    exchanges: [counted('disabled', 100), counted('disabled', 60, 1)],
    passed: ['TRUNC-AUTO-FITTING'],
  },
  {
    name: 'an input that fits, sent once without a word of truncation, is not compared',
    exchanges: [counted('auto', 60), counted(null, 100, 1)],
    notFor: ['TRUNC-AUTO-FITTING'],
  },
  {
    name: 'an input of which nobody knows whether it fits is not compared',
    exchanges: [counted('disabled', 100, 0, {}), counted('auto', 60, 1, {})],
    notFor: ['TRUNC-AUTO-FITTING'],
  },
);

function refusedFor(code: string | null, param: string | null, request: JsonObject = {}, status = 400) {
  const error = { message: 'The request cannot be served.', type: 'invalid_request_error', param, code };
  return refused({ ...asked, ...request }, status, { error }, { intent: over });
}

function counted(
  truncation: string | null,
  tokens: number,
  place = 0,
  notes: Intent['notes'] = { fits: true },
) {
  return created(
    { ...asked, ...(truncation === null ? {} : { truncation }) },
    [message('The end.', { id: `msg_${place}` })],
    {
      intent: { notes, ...(place === 0 ? {} : { twinOf: idAt(0), twin: 'truncation' }) },
      response: {
        id: `resp_${place}`,
        usage: {
          input_tokens: tokens,
          input_tokens_details: { cached_tokens: 0 },
          output_tokens: 5,
          output_tokens_details: { reasoning_tokens: 0 },
          total_tokens: tokens + 5,
        },
      },
    },
  );
}
