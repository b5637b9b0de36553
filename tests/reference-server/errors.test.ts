import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../schemas/json.js';
import { clientOf, dialectsOfTests, errorOf, said } from './client.js';
import { weather } from './requests.js';

const loose = { ...weather, parameters: { type: 'object', properties: { a: { type: 'string' } } } };

/** Faults that every dialect refuses: what is sent beside model and input, and the parameter that is named. */
const faults: readonly (readonly [name: string, body: JsonObject, param: string, code: string | null])[] = [
  ['a wrong type', { temperature: 'hot' }, 'temperature', 'invalid_type'],
  ['too high a temperature', { temperature: 2.1 }, 'temperature', 'decimal_above_max_value'],
  ['too low a top_p', { top_p: -1 }, 'top_p', 'integer_below_min_value'],
  ['too many log probabilities', { top_logprobs: 21 }, 'top_logprobs', 'integer_above_max_value'],
  ['too small a token limit', { max_output_tokens: 1 }, 'max_output_tokens', 'integer_below_min_value'],
  ['an unknown truncation', { truncation: 'some' }, 'truncation', 'invalid_value'],
  [
    'an unknown role',
    { input: [{ type: 'message', role: 'nobody', content: 'Hi' }] },
    'input[0].role',
    'invalid_value',
  ],
  ['an unknown model', { model: 'nonsense' }, 'model', 'model_not_found'],
  ['no model', { model: null }, 'model', null],
  ['long metadata', { metadata: { key: 'x'.repeat(513) } }, 'metadata.key', 'string_above_max_length'],
  ['long metadata keys', { metadata: { ['k'.repeat(65)]: 'x' } }, 'metadata', null],
  [
    'much metadata',
    { metadata: Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`k${index}`, 'v'])) },
    'metadata',
    'object_above_max_properties',
  ],
  [
    'a long safety identifier',
    { safety_identifier: 'x'.repeat(65) },
    'safety_identifier',
    'string_above_max_length',
  ],
  [
    'stream options without a stream',
    { stream_options: { include_obfuscation: false } },
    'stream_options',
    'invalid_parameter_combination',
  ],
  ['background without store', { background: true, store: false }, 'store', 'invalid_parameter_combination'],
  [
    'an unknown previous response',
    { previous_response_id: 'resp_unknown' },
    'previous_response_id',
    'previous_response_not_found',
  ],
  [
    'a choice of a missing tool',
    { tools: [weather], tool_choice: { type: 'function', name: 'other' } },
    'tool_choice',
    'invalid_value',
  ],
  ['a required call without tools', { tool_choice: 'required' }, 'tool_choice', 'invalid_value'],
];

/** Faults of dialects with more than Open Responses has. */
const richFaults: typeof faults = [
  [
    'a sloppy strict format',
    { text: { format: { type: 'json_schema', name: 'x', strict: true, schema: loose.parameters } } },
    'text.format.schema',
    'invalid_json_schema',
  ],
  ['a sloppy strict function', { tools: [loose] }, 'tools[0].parameters', 'invalid_function_parameters'],
  [
    'an mcp tool without server',
    { tools: [{ type: 'mcp', server_label: 'x' }] },
    'tools[0].server_url',
    'missing_required_parameter',
  ],
  ['an unknown conversation', { conversation: 'conv_unknown' }, 'conversation', null],
];

describe.each(dialectsOfTests)('%s', (dialect) => {
  const { create, send } = clientOf({ dialect });
  const cases = dialect === 'open-responses' ? faults : [...faults, ...richFaults];

  it.each(cases)('refuses %s', async (_name, body, param, code) => {
    const answer = await create({ input: [said('Hi')], ...body });
    expect([400, 404]).toContain(answer.status);
    const error = errorOf(answer);
    expect(String(error.param).startsWith(param)).toBe(true);
    if (code !== null) expect(error.code).toBe(code);
  });

  it.each<[string, string, JsonValue | undefined, number]>([
    ['GET', '/responses/resp_unknown', undefined, 404],
    ['PUT', '/responses', {}, 405],
    ['GET', '/nonsense', undefined, 404],
    ['POST', '/responses', [], 400],
    ['POST', '/responses', 'text', 400],
    ['POST', '/responses', {}, 400],
  ])('answers %s %s with body %j', async (method, path, body, status) => {
    const answer = await send(method, path, body);
    expect(answer.status).toBe(status);
    expect(String(errorOf(answer).message).length).toBeGreaterThan(0);
  });
});

describe('what is no JSON', () => {
  const { server } = clientOf();
  const send = async (body: string, type: string | null) => {
    const headers = [['authorization', 'Bearer key'], ...(type === null ? [] : [['content-type', type]])] as [
      string,
      string,
    ][];
    const request = {
      method: 'POST',
      url: `${server.baseUrl}/responses`,
      headers,
      body: Buffer.from(body, 'latin1'),
    };
    return (await server.handle(request, new AbortController().signal)).status;
  };
  it.each([
    ['{"model":', 'application/json', 400],
    ['', 'application/json', 400],
    ['{"input":"\xff"}', 'application/json', 400],
    ['['.repeat(10_000), 'application/json', 400],
    ['{"model":"reference","input":"Hi"}', 'text/plain', 415],
    ['{"model":"reference","input":"Hi"}', null, 415],
    ['{"model":"reference","input":"Hi"}', 'application/json; charset=utf-8', 200],
  ])('%j as %s', async (body, type, status) => {
    expect(await send(body.slice(0, 20_000), type)).toBe(status);
  });
});

describe('keys', () => {
  const { create } = clientOf({
    dialect: 'azure-openai',
    keys: [
      ['first-key', 'first'],
      ['second-key', 'second'],
    ],
  });
  const input = [said('Hi')];
  it.each<[string, readonly (readonly [string, string])[], number, string | null]>([
    ['no key', [['authorization', '']], 401, null],
    ['an empty key', [['authorization', 'Bearer ']], 401, null],
    ['another scheme', [['authorization', 'Basic first-key']], 401, null],
    ['a wrong key', [['authorization', 'Bearer nonsense']], 401, 'invalid_api_key'],
    ['a key', [['authorization', 'Bearer first-key']], 200, null],
    [
      'an api-key',
      [
        ['authorization', ''],
        ['api-key', 'second-key'],
      ],
      200,
      null,
    ],
  ])('%s', async (_name, headers, status, code) => {
    const answer = await create({ input }, headers);
    expect(answer.status).toBe(status);
    if (status === 401)
      expect([errorOf(answer).code, answer.headers.get('www-authenticate')]).toEqual([code, 'Bearer']);
    expect(answer.text).not.toMatch(/first-key|second-key|nonsense/);
  });
});

describe('api-version', () => {
  it.each([
    ['azure-openai', 'v1', 200],
    ['azure-openai', 'preview', 200],
    ['azure-openai', '2020-01-01', 400],
    ['openai', '2020-01-01', 200],
  ] as const)('%s: %s', async (dialect, version, status) => {
    const { send } = clientOf({ dialect });
    const answer = await send('POST', `/responses?api-version=${version}`, {
      model: 'reference',
      input: [said('Hi')],
    });
    expect(answer.status).toBe(status);
  });
});
