import { isObject, type JsonObject } from '../../schemas/json.js';
import { validators } from '../../schemas/validators.js';
import { type Parameter, pairwise } from '../coverage/pairs.js';
import { acceptable } from './acceptable.js';
import type { Circumstances } from './circumstances.js';

const lookUp: JsonObject = {
  type: 'function',
  name: 'look_up',
  description: 'Looks something up.',
  parameters: {
    type: 'object',
    properties: { what: { type: 'string' } },
    required: ['what'],
    additionalProperties: false,
  },
  strict: true,
};

const answerFormat: JsonObject = {
  type: 'json_schema',
  name: 'answer',
  schema: {
    type: 'object',
    properties: { answer: { type: 'string' } },
    required: ['answer'],
    additionalProperties: false,
  },
  strict: true,
};

/** Parameters that act on the same things: the mode of the answer, storing, tools, form and length of the output. */
function interactingParameters({ prompt, response }: Circumstances): readonly Parameter[] {
  const tools = [lookUp];
  return [
    [{ input: prompt }, { input: [{ type: 'message', role: 'user', content: prompt }] }],
    [{}, { stream: false }, { stream: true }],
    [{}, { store: false }, { store: true }, { background: false }, { background: true }],
    [{}, ...(response === null ? [] : [{ previous_response_id: response }])],
    [{}, { instructions: 'Answer briefly.' }],
    [
      {},
      { tools },
      { tools, tool_choice: 'none' },
      { tools, tool_choice: 'auto' },
      { tools, tool_choice: 'required' },
      { tools, tool_choice: { type: 'function', name: 'look_up' } },
    ],
    [{}, { parallel_tool_calls: false }, { parallel_tool_calls: true }],
    [{}, { text: { format: { type: 'text' } } }, { text: { format: answerFormat } }],
    [{}, { reasoning: { effort: 'low' } }],
    [{}, { truncation: 'auto' }, { truncation: 'disabled' }],
    [{}, { max_output_tokens: 64 }],
  ];
}

/**
 * Acceptable create requests in which the settings of interacting parameters meet pair by pair: few requests instead of
 * the product of all settings. What the target does not offer is left out; the same target gets the same list.
 */
export function interactingRequests(circumstances: Circumstances): readonly JsonObject[] {
  const validate = validators(circumstances.dialect).root('CreateResponse');
  const parameters = interactingParameters(circumstances)
    .map((settings) => settings.filter((setting) => isTaken(setting, circumstances)))
    .filter((settings) => settings.length > 1);
  return pairwise(parameters, isExcluded)
    .map((body) => acceptable(body, circumstances))
    .filter((body) => validate(body).length === 0);
}

function isTaken(setting: JsonObject, circumstances: Circumstances): boolean {
  const bound = acceptable(setting, circumstances);
  return Object.keys(setting).every((name) => bound[name] !== undefined);
}

// A forced call has no text to give a form to.
function isExcluded({ tool_choice: choice, text }: JsonObject): boolean {
  const forced = choice === 'required' || isObject(choice);
  const format = isObject(text) ? text['format'] : undefined;
  return forced && isObject(format) && format['type'] === 'json_schema';
}
