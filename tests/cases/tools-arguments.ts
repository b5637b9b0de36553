import type { JsonObject } from '../../schemas/json.js';
import { cases } from './case.js';
import { customCall, functionCall, message } from './output.js';
import { created } from './traffic.js';

const parameters = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
};
const strict = { type: 'function', name: 'get_weather', strict: true, parameters };
const loose = { ...strict, strict: false };
const usage = {
  input_tokens: 8,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 16,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 24,
};
const date = grammar('save_date', 'regex', '[0-9]{4}-[0-9]{2}');

export const toolArgumentCases = cases(
  {
    name: 'the arguments of a strict function fit its schema',
    exchanges: [created(offering(strict), [functionCall('get_weather', '{"city":"Paris"}')])],
    passed: ['RES-FN-ARGS-JSON'],
    notFor: ['TOOL-ARGS-PARSE'],
  },
  {
    name: 'the arguments of a strict function lack a member',
    exchanges: [created(offering(strict), [functionCall('get_weather', '{}')])],
    blamed: { 'RES-FN-ARGS-JSON': '/output/0/arguments' },
  },
  {
    name: 'the arguments of a strict function are cut off',
    exchanges: [created(offering(strict), [functionCall('get_weather', '{"city":"Par')])],
    blamed: { 'RES-FN-ARGS-JSON': '/output/0/arguments' },
  },
  {
    name: 'a strict function without parameters is called with an empty object',
    exchanges: [created(offering({ ...strict, parameters: null }), [functionCall('get_weather', '{}')])],
    passed: ['RES-FN-ARGS-JSON'],
  },
  {
    name: 'a strict function whose parameters are no JSON Schema is called',
    exchanges: [
      created(offering({ ...strict, parameters: { type: 'place' } }), [functionCall('get_weather', '{}')]),
    ],
    passed: ['RES-FN-ARGS-JSON'],
  },
  {
    name: 'the arguments of a strict function come as an object',
    exchanges: [created(offering(strict), [functionCall('get_weather', '', { arguments: {} })])],
    blamed: { 'RES-FN-ARGS-JSON': '/output/0/arguments' },
  },
  {
    name: 'the arguments of a function that is not strict need not fit its schema',
    exchanges: [created(offering(loose), [functionCall('get_weather', '{"town":"Paris"}')])],
    passed: ['RES-FN-ARGS-JSON', 'TOOL-ARGS-PARSE'],
  },
  {
    name: 'a function that is not strict is called with a list',
    exchanges: [created(offering(loose), [functionCall('get_weather', '["Paris"]')])],
    blamed: { 'TOOL-ARGS-PARSE': '/output/0/arguments' },
  },
  {
    name: 'a response fails in the middle of a call',
    exchanges: [
      created(offering(strict), [functionCall('get_weather', '{"ci', { status: 'incomplete' })], {
        status: 'failed',
      }),
    ],
    passed: ['RES-FN-ARGS-JSON'],
  },
  {
    name: 'a response fails behind a call that the model got wrong',
    exchanges: [created(offering(loose), [functionCall('get_weather', '["Paris"]')], { status: 'failed' })],
    notFor: ['TOOL-ARGS-PARSE'],
  },
  {
    name: 'a call that used up all tokens is cut in the middle',
    exchanges: [
      created({ ...offering(loose), max_output_tokens: 16 }, [functionCall('get_weather', '{"city":"Par')], {
        response: { usage },
      }),
    ],
    notFor: ['TOOL-ARGS-PARSE'],
  },
  {
    name: 'one of two calls says that it was cut',
    exchanges: [
      created(offering(loose), [
        functionCall('get_weather', '{"city":"Paris"}'),
        functionCall('get_weather', '{"ci', { id: 'fc_2', call_id: 'call_2', status: 'incomplete' }),
      ]),
    ],
    blamed: { 'RES-ITEM-INCOMPLETE-LAST': '/status' },
    passed: ['TOOL-ARGS-PARSE'],
  },
  {
    name: 'the input of a custom tool follows its grammar',
    exchanges: [created(offering(date), [customCall('save_date', '2026-11')])],
    passed: ['TOOL-CUSTOM-GRAMMAR'],
  },
  {
    name: 'the input of a custom tool says more than its grammar',
    exchanges: [created(offering(date), [customCall('save_date', '2026-11-21')])],
    blamed: { 'TOOL-CUSTOM-GRAMMAR': '/output/0/input' },
  },
  {
    name: 'each custom tool is held to its own grammar',
    exchanges: [
      created(
        offering({ type: 'custom', name: 'write_note' }, date, grammar('save_word', 'regex', '[a-z]+')),
        [
          customCall('save_word', 'noon'),
          customCall('write_note', 'Noon!', { id: 'ctc_2', call_id: 'call_2' }),
        ],
      ),
    ],
    passed: ['TOOL-CUSTOM-GRAMMAR'],
  },
  {
    name: 'a grammar counts a character beyond the basic plane as one',
    exchanges: [created(offering(grammar('save_sign', 'regex', '.')), [customCall('save_sign', '🌍')])],
    passed: ['TOOL-CUSTOM-GRAMMAR'],
  },
  {
    name: 'a grammar in the manner of another language is not judged by',
    exchanges: [
      created(offering(grammar('save_year', 'regex', '(?P<year>[0-9]{4})')), [
        customCall('save_year', '2026'),
      ]),
    ],
    notFor: ['TOOL-CUSTOM-GRAMMAR'],
  },
  {
    name: 'a Lark grammar of which the sender noted no equivalent is not judged by',
    exchanges: [
      created(offering(grammar('save_year', 'lark', 'start: /[0-9]{4}/')), [customCall('save_year', 'now')]),
    ],
    notFor: ['TOOL-CUSTOM-GRAMMAR'],
  },
  {
    name: 'the input of a custom tool does not follow a Lark grammar',
    exchanges: [
      created(offering(grammar('save_year', 'lark', 'start: /[0-9]{4}/')), [customCall('save_year', 'now')], {
        intent: { notes: { grammarPattern: '[0-9]{4}' } },
      }),
    ],
    blamed: { 'TOOL-CUSTOM-GRAMMAR': '/output/0/input' },
  },
  {
    name: 'a response fails in the middle of the input of a custom tool',
    exchanges: [created(offering(date), [customCall('save_date', '20')], { status: 'failed' })],
    notFor: ['TOOL-CUSTOM-GRAMMAR'],
  },
  {
    name: 'a custom tool call that used up all tokens is cut in the middle',
    exchanges: [
      created({ ...offering(date), max_output_tokens: 16 }, [customCall('save_date', '20')], {
        response: { usage },
      }),
    ],
    notFor: ['TOOL-CUSTOM-GRAMMAR'],
  },
  {
    name: 'words beside a tool with a grammar',
    exchanges: [created(offering(date), [message('It is November.')])],
    notFor: ['TOOL-CUSTOM-GRAMMAR', 'RES-FN-ARGS-JSON'],
  },
);

function offering(...tools: readonly JsonObject[]) {
  return { model: 'm', input: 'Use a tool.', tools };
}

function grammar(name: string, syntax: string, definition: string): JsonObject {
  return { type: 'custom', name, format: { type: 'grammar', syntax, definition } };
}
