import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { arrayAt, isObject, type JsonObject, objectAt } from '../../schemas/json.js';
import { validators } from '../../schemas/validators.js';
import { type Client, clientOf, outputOf, said } from './client.js';
import { weather } from './requests.js';

async function outputFor(client: Client, body: JsonObject): Promise<readonly JsonObject[]> {
  const answer = await client.create(body);
  expect(answer.status, answer.text).toBe(200);
  return outputOf(answer.json);
}

function textOf(items: readonly JsonObject[]): string {
  return items
    .flatMap((item) => arrayAt(item, 'content').map((part) => (isObject(part) ? part.text : '')))
    .join('');
}

describe('plain words', () => {
  const client = clientOf();

  it('ask for exact text, lengths, parts and messages', async () => {
    expect(textOf(await outputFor(client, { input: 'Reply with exactly: blue moon' }))).toBe('blue moon');
    expect(textOf(await outputFor(client, { input: 'Write 120 words' })).split(' ')).toHaveLength(120);
    const items = await outputFor(client, { input: 'Send two messages in three parts' });
    expect(items.map((item) => [item.type, arrayAt(item, 'content').length])).toEqual([
      ['message', 3],
      ['message', 3],
    ]);
  });

  it('ask for refusals, citations and the content filter', async () => {
    const [refusal] = await outputFor(client, { input: 'Please refuse' });
    expect(arrayAt(refusal, 'content')).toMatchObject([{ type: 'refusal' }]);
    const [cited] = await outputFor(client, { input: 'Answer and cite' });
    expect(arrayAt(cited, 'content')).toMatchObject([
      { annotations: [{ type: 'url_citation' }, { type: 'url_citation' }] },
    ]);
    const { json } = await client.create({ input: 'Trip the content filter' });
    expect([json.status, json.incomplete_details]).toEqual(['incomplete', { reason: 'content_filter' }]);
  });

  it('ask about facts', async () => {
    const told = [said('My favourite colour is "dark green".'), said('What is my favourite colour?')];
    expect(textOf(await outputFor(client, { input: told }))).toContain('dark green');
  });

  it('say nothing else: the same request gets the same answer, another one gets another', async () => {
    const [first, again, other] = await Promise.all(
      ['Hi', 'Hi', 'Ho'].map((input) => outputFor(client, { input })),
    );
    expect(textOf(first ?? [])).toBe(textOf(again ?? []));
    expect(textOf(first ?? [])).not.toBe(textOf(other ?? []));
  });
});

describe('tools', () => {
  const client = clientOf();
  const types = async (body: JsonObject) => (await outputFor(client, body)).map((item) => item.type);

  it('are called where they are named, needed or demanded, and else not', async () => {
    const tools = [weather, { ...weather, name: 'find_train' }];
    expect(await types({ input: 'Hello', tools })).toEqual(['message']);
    expect((await outputFor(client, { input: 'Call find_train', tools })).map((item) => item.name)).toEqual([
      'find_train',
    ]);
    expect(
      (await outputFor(client, { input: 'Which train is next?', tools })).map((item) => item.name),
    ).toEqual(['find_train']);
    expect(await types({ input: 'Call find_train', tools, tool_choice: 'none' })).toEqual(['message']);
    expect(await types({ input: 'Hello', tools, tool_choice: 'required' })).toEqual(['function_call']);
    expect(
      (await outputFor(client, { input: 'Call both functions', tools })).map((item) => item.name),
    ).toEqual(['get_weather', 'find_train']);
    expect(await types({ input: 'Call both functions', tools, parallel_tool_calls: false })).toEqual([
      'function_call',
    ]);
  });

  it('keep to the allowed ones, and leave the list as it was sent', async () => {
    const tools = [weather, { ...weather, name: 'find_train' }];
    const tool_choice = {
      type: 'allowed_tools',
      mode: 'auto',
      tools: [{ type: 'function', name: 'find_train' }],
    };
    const { json } = await client.create({ input: 'Call get_weather', tools, tool_choice });
    expect(outputOf(json).map((item) => item.type)).toEqual(['message']);
    expect(json.tools).toEqual(tools);
  });

  it('of MCP servers wait for approval, once', async () => {
    const server = { type: 'mcp', server_label: 'files', server_url: 'https://example.com/mcp' };
    const first = await client.create({ input: 'Use the server', tools: [server] });
    const [list, asked] = outputOf(first.json);
    expect([list?.type, asked?.type]).toEqual(['mcp_list_tools', 'mcp_approval_request']);
    const answer = (approve: boolean) => ({
      previous_response_id: first.json.id,
      input: [{ type: 'mcp_approval_response', approval_request_id: asked?.id, approve }],
      tools: [server],
    });
    expect(await types(answer(true))).toEqual(['mcp_call', 'message']);
    expect(await types(answer(false))).toEqual(['message']);
  });

  it('with a grammar get what the grammar accepts', async () => {
    const tool = {
      type: 'custom',
      name: 'run',
      format: { type: 'grammar', syntax: 'regex', definition: '^go-\\d{3}$' },
    };
    const [call] = await outputFor(client, {
      input: 'Hi',
      tools: [tool],
      tool_choice: { type: 'custom', name: 'run' },
    });
    expect(call?.input).toMatch(/^go-\d{3}$/);
  });

  it('make real images', async () => {
    const [item] = await outputFor(client, {
      input: 'Draw a picture',
      tools: [{ type: 'image_generation' }],
    });
    const file = Buffer.from(String(item?.result), 'base64');
    expect(file.subarray(1, 4).toString()).toBe('PNG');
    const start = file.indexOf('IDAT') + 4;
    const pixels = inflateSync(file.subarray(start, start + file.readUInt32BE(start - 8)));
    expect(pixels).toHaveLength(8 * (1 + 8 * 3));
  });
});

describe('include', () => {
  const search = { type: 'file_search', vector_store_ids: ['vs_1'] };
  const code = { type: 'code_interpreter', container: { type: 'auto' } };
  const memory = { type: 'memory_search_preview', memory_store_name: 'm', scope: 's' };
  it.each<[string, JsonObject, string]>([
    ['file_search_call.results', search, 'results'],
    ['code_interpreter_call.outputs', code, 'outputs'],
    ['memory_search_call.results', memory, 'memories'],
    ['web_search_call.results', { type: 'web_search' }, 'results'],
  ])('%s', async (value, tool, member) => {
    const client = clientOf({ dialect: 'azure-foundry' });
    const body = { input: [said('Use it')], tools: [tool], tool_choice: 'required' };
    const [without] = await outputFor(client, body);
    const [included] = await outputFor(client, { ...body, include: [value] });
    expect(without?.[member] ?? null).toBeNull();
    expect(arrayAt(included, member).length).toBeGreaterThan(0);
    const created = await client.create(body);
    const [later] = outputOf(
      (await client.send('GET', `/responses/${created.json.id}?include[]=${value}`)).json,
    );
    expect(arrayAt(later, member).length).toBeGreaterThan(0);
  });

  it('input images come back with their address only when included', async () => {
    const client = clientOf();
    const image = { type: 'input_image', image_url: 'https://example.com/a.png', detail: 'low' };
    const { json } = await client.create({ input: [said([image])] });
    const urls = async (query: string) => {
      const page = await client.send('GET', `/responses/${json.id}/input_items${query}`);
      return arrayAt(page.json, 'data').flatMap((item) =>
        arrayAt(item, 'content').map((part) => objectAt({ part }, 'part')?.image_url),
      );
    };
    expect(await urls('')).toEqual([null]);
    expect(await urls('?include=message.input_image.image_url')).toEqual(['https://example.com/a.png']);
  });
});

describe('the wire', () => {
  it('hides lengths in openai, unless it is not to', async () => {
    const { create } = clientOf();
    const obfuscated = async (body: JsonObject) => {
      const { events } = await create({ input: 'Hi', stream: true, ...body });
      return events
        .filter((event) => String(event.type).endsWith('.delta'))
        .map((event) => typeof event.obfuscation);
    };
    expect(new Set(await obfuscated({}))).toEqual(new Set(['string']));
    expect(new Set(await obfuscated({ stream_options: { include_obfuscation: false } }))).toEqual(
      new Set(['undefined']),
    );
  });

  it('ends with [DONE] in open-responses, and names reasoning its way', async () => {
    const open = await clientOf({ dialect: 'open-responses' }).create({
      input: 'Hi',
      stream: true,
      reasoning: { effort: 'low' },
    });
    expect(open.text.endsWith('data: [DONE]\n\n')).toBe(true);
    expect(open.events.map((event) => event.type)).toContain('response.reasoning.delta');
    const closed = await clientOf().create({ input: 'Hi', stream: true, reasoning: { effort: 'low' } });
    expect(closed.text).not.toContain('[DONE]');
    expect(closed.events.map((event) => event.type)).toContain('response.reasoning_text.delta');
  });

  it('tells of a failure while streaming, then fails', async () => {
    const { events } = await clientOf().create({ model: 'reference-fails', input: 'Hi', stream: true });
    expect(events.slice(-2).map((event) => event.type)).toEqual(['error', 'response.failed']);
    expect(objectAt(events.at(-1), 'response')).toMatchObject({
      status: 'failed',
      error: { code: 'server_error' },
    });
  });

  it('carries what is said aloud as a sound file and as transcript', async () => {
    const { events } = await clientOf().create({ input: 'Reply aloud, in 40 words', stream: true });
    const joined = (type: string, encoding: 'base64' | 'utf8') =>
      Buffer.concat(
        events
          .filter((event) => event.type === type)
          .map((event) => Buffer.from(String(event.delta), encoding)),
      );
    const sound = joined('response.audio.delta', 'base64');
    expect([sound.subarray(0, 4).toString('latin1'), sound.readUInt32LE(4)]).toEqual([
      'RIFF',
      sound.length - 8,
    ]);
    const text = events.find((event) => event.type === 'response.output_text.done')?.text;
    expect(joined('response.audio.transcript.delta', 'utf8').toString()).toBe(text);
  });

  it('never sends secrets of tools back', async () => {
    const tool = {
      type: 'mcp',
      server_label: 'files',
      server_url: 'https://example.com/mcp',
      authorization: 'secret-of-the-tool',
      headers: { 'x-secret': 'secret-of-the-tool' },
      require_approval: 'never',
    };
    const answer = await clientOf().create({ input: 'Use the server', tools: [tool] });
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain('secret-of-the-tool');
  });

  it('fills in what a request may leave out and an answer may not', async () => {
    const open = await clientOf({ dialect: 'open-responses' }).create({
      input: 'Hi',
      text: { format: { type: 'json_schema' } },
    });
    expect(validators('open-responses').root('Response')(open.json)).toEqual([]);
    const cached = await clientOf().create({ input: 'Hi', prompt_cache_options: {} });
    expect(validators('openai').root('Response')(cached.json)).toEqual([]);
  });

  it('gives Azure its filters, and Foundry its agent', async () => {
    const azure = await clientOf({ dialect: 'azure-openai' }).create({ input: [said('Hi')] });
    expect(
      arrayAt(azure.json, 'content_filters').map((entry) => objectAt({ entry }, 'entry')?.source_type),
    ).toEqual(['prompt', 'completion']);
    const agent = { type: 'agent_reference', name: 'clerk' };
    const { send } = clientOf({ dialect: 'azure-foundry' });
    const { json } = await send('POST', '/responses', { input: [said('Hi')], agent_reference: agent });
    expect(json).toMatchObject({ model: 'reference', agent_reference: { ...agent, version: '1' } });
    expect(outputOf(json)).toMatchObject([{ response_id: json.id, agent_reference: { name: 'clerk' } }]);
  });
});
