import type { JsonObject, JsonValue } from '../../schemas/json.js';
import { type Case, cases } from './case.js';
import { functionCall, message } from './output.js';
import { created } from './traffic.js';

const asked = { model: 'm', input: 'Hi.' };
const echo = 'RES-ECHO';
const look = { type: 'function', name: 'look', parameters: null, strict: null };
const schema = { type: 'object', properties: {}, required: [], additionalProperties: false };
const format = { type: 'json_schema', name: 'nothing', schema, strict: null };

/** A request with these members, and an answer with those. */
function shown(request: JsonObject, response: JsonObject, text = 'Hello.'): Case['exchanges'] {
  return [created({ ...asked, ...request }, [message(text)], { response })];
}

/** A choice among tools, and the choice that the answer shows. */
function chosen(sent: JsonValue, back: JsonValue): Case['exchanges'] {
  return shown({ tools: [look], tool_choice: sent }, { tool_choice: back });
}

/** A function that is forced and called, and the choice that the answer shows. */
function forced(back: JsonObject): Case['exchanges'] {
  const request = { ...asked, tools: [look], tool_choice: { type: 'function', name: 'look' } };
  return [created(request, [functionCall('look', '{}')], { response: { tool_choice: back } })];
}

function among(type: string, name: string, mode: JsonObject = { mode: 'auto' }): JsonObject {
  return { type: 'allowed_tools', ...mode, tools: [{ type, name }] };
}

export const echoedParameterCases = cases(
  {
    name: 'numbers that went through single precision are the same',
    exchanges: shown({ temperature: 2, top_p: 0.5 }, { temperature: 1.999_998_1, top_p: 0.500_000_9 }),
    passed: [echo],
  },
  {
    name: 'a millionth is nothing',
    exchanges: shown({ temperature: 0 }, { temperature: 0.000_001 }),
    passed: [echo],
  },
  {
    name: 'another number',
    exchanges: shown({ temperature: 0.5 }, { temperature: 0.51 }),
    blamed: { [echo]: '/temperature' },
  },
  {
    name: 'a number comes back in quotes',
    exchanges: shown({ temperature: 0.5 }, { temperature: '0.5' }),
    blamed: { [echo]: '/temperature', 'RES-SCHEMA': '/temperature' },
  },
  {
    name: 'a number in quotes comes back as a number',
    exchanges: shown({ temperature: '0.5' }, { temperature: 0.5 }),
    blamed: { [echo]: '/temperature' },
  },
  {
    name: 'a number in quotes comes back as it was sent',
    exchanges: shown({ temperature: '0.5' }, { temperature: '0.5' }),
    blamed: { 'RES-SCHEMA': '/temperature' },
    passed: [echo],
  },
  {
    name: 'a retention has two spellings',
    exchanges: shown({ prompt_cache_retention: 'in-memory' }, { prompt_cache_retention: 'in_memory' }),
    passed: [echo],
  },
  {
    name: 'another retention',
    exchanges: shown({ prompt_cache_retention: '24h' }, { prompt_cache_retention: 'in_memory' }),
    blamed: { [echo]: '/prompt_cache_retention' },
  },
  {
    name: 'a retention comes back as a number',
    exchanges: shown({ prompt_cache_retention: '24h' }, { prompt_cache_retention: 24 }),
    blamed: { [echo]: '/prompt_cache_retention', 'RES-SCHEMA': '/prompt_cache_retention' },
  },
  {
    name: 'a format comes back with its defaults',
    exchanges: shown(
      { text: { format } },
      { text: { format: { ...format, strict: false, description: null } } },
      '{}',
    ),
    passed: [echo],
  },
  {
    name: 'another format',
    exchanges: shown({ text: { format } }, { text: { format: { type: 'json_object' } } }, '{}'),
    blamed: { [echo]: '/text/format' },
  },
  {
    name: 'a format of the same name and schema has another type',
    exchanges: shown(
      { input: 'Answer in JSON.', text: { format: { type: 'json_object' } } },
      { text: { format: { type: 'text' } } },
      '{}',
    ),
    blamed: { [echo]: '/text/format' },
  },
  {
    name: 'a format comes back as a word',
    exchanges: shown({ text: { format: { type: 'text' } } }, { text: { format: 'text' } }),
    blamed: { [echo]: '/text/format', 'RES-SCHEMA': '/text/format' },
  },
  {
    name: 'a word in place of a format does not come back as one',
    exchanges: shown({ text: { format: 'text' } }, { text: { format: { type: 'text' } } }),
    blamed: { [echo]: '/text/format' },
  },
  {
    name: 'a choice comes back as it was sent',
    exchanges: chosen(among('function', 'look'), among('function', 'look')),
    passed: [echo],
  },
  {
    name: 'a choice comes back with its default mode',
    exchanges: chosen(among('function', 'look', {}), among('function', 'look')),
    passed: [echo],
  },
  {
    name: 'a choice among others',
    exchanges: chosen(among('function', 'look'), among('function', 'see')),
    blamed: { [echo]: '/tool_choice' },
  },
  {
    name: 'a choice among tools of another type',
    exchanges: chosen(among('function', 'look'), among('custom', 'look')),
    blamed: { [echo]: '/tool_choice' },
  },
  {
    name: 'a choice of another function',
    exchanges: forced({ type: 'function', name: 'see' }),
    blamed: { [echo]: '/tool_choice' },
  },
  {
    name: 'a choice of another type of tool',
    exchanges: forced({ type: 'custom', name: 'look' }),
    blamed: { [echo]: '/tool_choice' },
  },
  {
    name: 'a choice comes back as a word',
    exchanges: chosen(among('function', 'look'), 'auto'),
    blamed: { [echo]: '/tool_choice' },
  },
  {
    name: 'a choice of nothing comes back as a word',
    exchanges: chosen({}, 'auto'),
    blamed: { [echo]: '/tool_choice' },
  },
  {
    name: 'a word comes back as a choice',
    exchanges: chosen('auto', among('function', 'look')),
    blamed: { [echo]: '/tool_choice' },
  },
);
