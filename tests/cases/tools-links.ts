import type { JsonObject } from '../../schemas/json.js';
import type { Intent } from '../../targets/exchange.js';
import { cases, idAt } from './case.js';
import { functionCall, message, otherItem } from './output.js';
import { answered, created, refused, soundResponse } from './traffic.js';

const weather = { type: 'function', name: 'get_weather', strict: false, parameters: { type: 'object' } };
const asked = { model: 'm', input: 'What is the weather?', tools: [weather] };
const shell = { model: 'm', input: 'List the files.', tools: [{ type: 'shell' }] };

export const toolLinkCases = cases(
  {
    name: 'a call without a call_id to be found by',
    exchanges: [created(asked, [functionCall('get_weather', '{}', { call_id: '' })])],
    blamed: { 'TOOL-CALL-ID-UNIQUE': '/output/0/call_id' },
  },
  {
    name: 'two calls of a response under one call_id',
    exchanges: [
      created(asked, [functionCall('get_weather', '{}'), functionCall('get_weather', '{}', { id: 'fc_2' })]),
    ],
    blamed: { 'TOOL-CALL-ID-UNIQUE': '/output/1/call_id' },
  },
  {
    name: 'two responses have calls under the same call_id',
    exchanges: [called('resp_1', 'call_1'), called('resp_2', 'call_1')],
    blamed: { 'TOOL-CALL-ID-RUN': '/output' },
  },
  {
    name: 'two responses have calls under ids of their own',
    exchanges: [called('resp_1', 'call_1'), called('resp_2', 'call_2')],
    passed: ['TOOL-CALL-ID-RUN'],
  },
  {
    name: 'two responses with words alone have no call ids to compare',
    exchanges: [said('resp_1', 'Hello.'), said('resp_2', 'Good day.')],
    notFor: ['TOOL-CALL-ID-RUN'],
  },
  {
    name: 'a request is answered twice by one and the same response',
    exchanges: [called('resp_1', 'call_1'), called('resp_1', 'call_1')],
    blamed: { 'RES-ID-UNIQUE': '/id', 'RUN-ITEM-ID-UNIQUE': '/output/0/id' },
    passed: ['TOOL-CALL-ID-RUN'],
  },
  {
    name: 'call ids are compared where responses are made, and not where they are fetched',
    exchanges: [
      called('resp_1', 'call_1'),
      answered(
        'GET',
        '/responses/resp_0',
        undefined,
        200,
        soundResponse(asked, [functionCall('get_weather', '{}')], { response: { id: 'resp_0' } }),
      ),
    ],
    notFor: ['TOOL-CALL-ID-RUN'],
  },
  {
    name: 'a shell is run, and its output follows',
    exchanges: [created(shell, [shellCall(), shellOutput('call_1'), message('None.')])],
    passed: ['TOOL-OUTPUT-LINK'],
  },
  {
    name: 'an output answers a call of the input',
    exchanges: [
      created({ ...shell, input: [{ role: 'user', content: 'List.' }, shellCall()] }, [
        shellOutput('call_1'),
        message('None.'),
      ]),
    ],
    passed: ['TOOL-OUTPUT-LINK'],
  },
  {
    name: 'an output answers no call that stands before it',
    exchanges: [
      created({ ...shell, input: [{ role: 'user', content: 'List.' }, shellCall()] }, [
        message('Listing.'),
        shellOutput('call_9'),
      ]),
    ],
    blamed: { 'TOOL-OUTPUT-LINK': '/output/1/call_id' },
  },
  {
    name: 'an output may answer a call of an earlier turn',
    exchanges: [created({ ...shell, previous_response_id: 'resp_0' }, [shellOutput('call_9')])],
    passed: ['TOOL-OUTPUT-LINK'],
  },
  {
    name: 'an output may answer a call of the conversation',
    exchanges: [
      created({ ...shell, conversation: 'conv_1' }, [shellOutput('call_9')], {
        response: { conversation: { id: 'conv_1' } },
      }),
    ],
    passed: ['TOOL-OUTPUT-LINK'],
  },
  {
    name: 'the result of a call is refused',
    exchanges: [
      refused(
        { model: 'm', input: [functionCall('get_weather', '{}'), resultOf('call_1', 'Sunny.')] },
        400,
        invalidInput('No tool call found for function call output with call_id fc_1.'),
        { intent: { step: 'tool-result' } },
      ),
    ],
    blamed: { 'RES-CALLID-LINK': '/status' },
  },
  {
    name: 'a result that answers no call is accepted',
    exchanges: [
      created({ model: 'm', input: [resultOf('call_9', 'Sunny.')] }, [message('Sunny.')], {
        intent: {
          validity: 'invalid',
          violation: {
            in: 'state',
            pointer: '/input/0/call_id',
            keyword: 'unknown-call-id',
            expectation: 'a result has to answer a call',
            level: 'SHOULD',
          },
        },
      }),
    ],
    blamed: { 'TOOL-OUTPUT-UNLINKED': '/status' },
    notFor: ['TOOL-CHOICE-UNDECLARED'],
  },
  {
    name: 'a longer result is more input tokens',
    exchanges: [counted('short', 10), counted('a long one', 40, { twinOf: idAt(0), twin: 'result' })],
    passed: ['TOOL-RESULT-COUNTED'],
  },
  {
    name: 'a longer result, which was sent first, does not count',
    exchanges: [counted('a long one', 5), counted('short', 10, { twinOf: idAt(0), twin: 'result' })],
    blamed: { 'TOOL-RESULT-COUNTED': '/usage/input_tokens' },
  },
  {
    name: 'a short result alone tells nothing',
    exchanges: [counted('short', 10)],
    notFor: ['TOOL-RESULT-COUNTED'],
  },
  {
    name: 'long results tell nothing without a short one',
    exchanges: [counted('a long one', 40), counted('parts', 40, { twinOf: idAt(0), twin: 'result' })],
    notFor: ['TOOL-RESULT-COUNTED'],
  },
  {
    name: 'a server that counts no input tokens at all says nothing of results',
    exchanges: [counted('short', 0), counted('a long one', 0, { twinOf: idAt(0), twin: 'result' })],
    blamed: { 'USE-OUTPUT-COUNTED': '/usage/input_tokens' },
    notFor: ['TOOL-RESULT-COUNTED'],
  },
  {
    name: 'a twin without a size of its result is not compared',
    exchanges: [counted('short', 10), counted(null, 10, { twinOf: idAt(0), twin: 'result' })],
    notFor: ['TOOL-RESULT-COUNTED'],
  },
);

function called(id: string, callId: string) {
  return created(asked, [functionCall('get_weather', '{}', { id: `fc_${id}`, call_id: callId })], {
    response: { id },
  });
}

function said(id: string, text: string) {
  return created({ model: 'm', input: 'Hello' }, [message(text, { id: `msg_${id}` })], { response: { id } });
}

function shellCall(): JsonObject {
  return otherItem('shell_call', {
    call_id: 'call_1',
    status: 'completed',
    action: { commands: ['ls'], timeout_ms: null, max_output_length: null },
  });
}

function shellOutput(callId: string): JsonObject {
  return otherItem('shell_call_output', {
    call_id: callId,
    status: 'completed',
    max_output_length: null,
    output: [{ stdout: '', stderr: '', outcome: { type: 'exit', exit_code: 0 } }],
  });
}

function resultOf(callId: string, output: string): JsonObject {
  return { type: 'function_call_output', call_id: callId, output };
}

function invalidInput(text: string): JsonObject {
  return { error: { message: text, type: 'invalid_request_error', param: 'input', code: null } };
}

function counted(size: string | null, tokens: number, intent: Partial<Intent> = {}) {
  const id = `resp_${size ?? 'other'}`.replaceAll(' ', '_');
  return created(
    { model: 'm', input: [functionCall('get_weather', '{}'), resultOf('call_1', size ?? '')] },
    [message('Sunny.', { id: `msg_${id}` })],
    {
      intent: { ...intent, notes: size === null ? {} : { resultSize: size } },
      response: {
        id,
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
