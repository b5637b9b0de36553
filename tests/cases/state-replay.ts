import type { JsonObject } from '../../schemas/json.js';
import { cases } from './case.js';
import { functionCall, message } from './output.js';
import { streamed } from './streams.js';
import { created, refused } from './traffic.js';

const output = { type: 'function_call_output', call_id: 'call_1', output: '12 degrees' };
const call = functionCall('weather', '{"city":"Paris"}');
const noCall = {
  error: {
    message: 'No tool call found for function call output with call_id call_1.',
    type: 'invalid_request_error',
    param: 'input',
    code: null,
  },
};
const reference = { type: 'item_reference', id: 'msg_0' };
const invalid = { intent: { validity: 'invalid' } } as const;

function asked(input: readonly (JsonObject | string)[], members: JsonObject = {}): JsonObject {
  return { model: 'm', input, ...members };
}

export const replayCases = cases(
  {
    name: 'an output that answers a call of the previous response',
    exchanges: [created(asked([output], { previous_response_id: 'resp_0' }), [message('Mild.')])],
    passed: ['REQ-PREV-TOOLITEMS'],
  },
  {
    name: 'a call of the previous response is not found',
    exchanges: [refused(asked([output], { previous_response_id: 'resp_0' }), 400, noCall)],
    blamed: { 'REQ-PREV-TOOLITEMS': '/status' },
  },
  {
    name: 'an output without a previous response has no call to answer',
    exchanges: [refused(asked([output]), 400, noCall)],
    notFor: ['REQ-PREV-TOOLITEMS'],
  },
  {
    name: 'an output that brings its call along',
    exchanges: [refused(asked([call, output], { previous_response_id: 'resp_0' }), 400, noCall)],
    notFor: ['REQ-PREV-TOOLITEMS'],
  },
  {
    name: 'a call that was given out and is not taken back',
    exchanges: [
      refused(asked([call, output]), 400, noCall, { intent: { notes: { replays: ['function_call'] } } }),
    ],
    blamed: { 'REQ-OWN-OUTPUT': '/status' },
  },
  {
    name: 'an unknown item that is referred to, refused in a stream that fails',
    exchanges: [streamed(asked([reference]), [], (events) => events, { status: 'failed', ...invalid })],
    passed: ['REQ-ITEMREF-UNKNOWN'],
  },
  {
    name: 'an unknown item that is referred to is passed over in a stream',
    exchanges: [streamed(asked([reference]), [message('Yes.')], (events) => events, invalid)],
    blamed: { 'REQ-ITEMREF-UNKNOWN': '/status' },
  },
  {
    name: 'input that holds no items at all',
    exchanges: [
      refused(asked(['item_reference', { id: 'msg_0', role: 'item_reference' }]), 400, noCall, invalid),
    ],
    notFor: ['REQ-ITEMREF-UNKNOWN', 'REQ-PREV-TOOLITEMS'],
  },
);
