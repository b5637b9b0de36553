import type { JsonObject } from '../../schemas/json.js';
import { cases } from './case.js';
import { customCall, functionCall, message } from './output.js';
import { created } from './traffic.js';

const note = { type: 'custom', name: 'write_note', description: 'Writes a note.', format: { type: 'text' } };
const label = { type: 'custom', name: 'print_label', description: 'Prints.', format: { type: 'text' } };
const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const weather = { type: 'function', name: 'get_weather', description: 'Tells.', strict: true, parameters };
const input = { model: 'm', input: 'Write it down.' };
const city = '{"city":"Paris"}';

export const toolDeclarationCases = cases(
  {
    name: 'a custom tool and a function are called side by side',
    exchanges: [
      created({ ...input, tools: [note, weather] }, [
        customCall('write_note', 'Noon'),
        functionCall('get_weather', city, { call_id: 'call_2' }),
      ]),
    ],
    passed: ['TOOL-CUSTOM-CALL', 'TOOL-NAME-KNOWN', 'RES-TOOLS-ECHO'],
  },
  {
    name: 'a custom tool is called like a function, by a choice of the model',
    exchanges: [created({ ...input, tools: [note] }, [functionCall('write_note', '{"input":"Noon"}')])],
    blamed: { 'TOOL-CUSTOM-CALL': '/output/0/type' },
  },
  {
    name: 'another custom tool is called than the named one',
    exchanges: [
      created({ ...input, tools: [note, label], tool_choice: { type: 'custom', name: 'write_note' } }, [
        customCall('print_label', 'Noon'),
      ]),
    ],
    blamed: { 'TOOL-CUSTOM-CALL': '/output' },
  },
  {
    name: 'words in place of a call of the named custom tool',
    exchanges: [
      created({ ...input, tools: [note], tool_choice: { type: 'custom', name: 'write_note' } }, [
        message('I noted it.'),
      ]),
    ],
    blamed: { 'TOOL-CUSTOM-CALL': '/output' },
  },
  {
    name: 'a choice names a custom tool that is not declared',
    exchanges: [
      created({ ...input, tools: [weather], tool_choice: { type: 'custom', name: 'write_note' } }, [
        message('I noted it.'),
      ]),
    ],
    notFor: ['TOOL-CUSTOM-CALL'],
  },
  {
    name: 'the named custom tool is not called in an answer that was cut',
    exchanges: [
      created(
        { ...input, tools: [note], tool_choice: { type: 'custom', name: 'write_note' } },
        [message('I', { status: 'incomplete' })],
        { status: 'incomplete' },
      ),
    ],
    notFor: ['TOOL-CUSTOM-CALL'],
  },
  {
    name: 'a function is called that the request does not declare',
    exchanges: [created({ ...input, tools: [weather] }, [functionCall('functions.get_weather', city)])],
    blamed: { 'TOOL-NAME-KNOWN': '/output/0/name' },
  },
  {
    name: 'two calls where one at a time was asked for',
    exchanges: [
      created({ ...input, tools: [weather], parallel_tool_calls: false }, [
        functionCall('get_weather', city),
        functionCall('get_weather', city, { id: 'fc_2', call_id: 'call_2' }),
      ]),
    ],
    blamed: { 'TOOL-PARALLEL-OFF': '/output' },
  },
  {
    name: 'the response shows the tools in another order',
    exchanges: [shown([note, weather], [weather, note])],
    blamed: { 'RES-TOOLS-ECHO': '/tools' },
  },
  {
    name: 'the response shows another description of a function whose strictness was left out',
    exchanges: [shown([withoutStrict()], [{ ...weather, strict: null, description: 'Changed.' }])],
    blamed: { 'RES-TOOLS-ECHO': '/tools/0/description' },
  },
  {
    name: 'the parameters of a function whose strictness was left out come back as strict ones',
    exchanges: [
      shown(
        [withoutStrict()],
        [{ ...weather, strict: true, parameters: { ...parameters, additionalProperties: false } }],
      ),
    ],
    passed: ['RES-TOOLS-ECHO'],
  },
  {
    name: 'the parameters of a strict function come back with more than was sent',
    exchanges: [
      shown([weather], [{ ...weather, parameters: { ...parameters, additionalProperties: false } }]),
    ],
    blamed: { 'RES-TOOLS-ECHO': '/tools/0/parameters' },
  },
  {
    name: 'a strict function comes back as one that is not',
    exchanges: [shown([weather], [{ ...weather, strict: false }])],
    blamed: { 'RES-TOOLS-ECHO': '/tools/0/strict' },
  },
  {
    name: 'a description that was left out or null is filled in',
    exchanges: [
      shown(
        [
          { ...note, description: undefined },
          { ...weather, description: null },
        ],
        [
          { ...note, description: 'A tool.' },
          { ...weather, description: 'A function.' },
        ],
      ),
    ],
    passed: ['RES-TOOLS-ECHO'],
  },
  {
    name: 'the format of a custom tool comes back with a default filled in',
    exchanges: [shown([note], [{ ...note, format: { type: 'text', trimmed: false } }])],
    passed: ['RES-TOOLS-ECHO'],
  },
  {
    name: 'the description of a custom tool comes back changed',
    exchanges: [shown([note], [{ ...note, description: 'Changed.' }])],
    blamed: { 'RES-TOOLS-ECHO': '/tools/0/description' },
  },
  {
    name: 'the format of a custom tool does not come back',
    exchanges: [shown([note], [{ ...note, format: undefined }])],
    blamed: { 'RES-TOOLS-ECHO': '/tools/0/format' },
  },
  {
    name: 'a service describes its tool search in words of its own',
    exchanges: [
      shown(
        [{ type: 'tool_search', description: 'Search.' }],
        [{ type: 'tool_search', description: 'Searches for tools.' }],
      ),
    ],
    passed: ['RES-TOOLS-ECHO'],
  },
);

function withoutStrict(): JsonObject {
  const { strict: _, ...rest } = weather;
  return rest;
}

function shown(sent: readonly JsonObject[], tools: readonly JsonObject[]) {
  return created({ ...input, tools: sent }, [message('I noted it.')], { response: { tools } });
}
