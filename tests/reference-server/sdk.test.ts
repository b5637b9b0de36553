import OpenAI, { AzureOpenAI } from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReferenceServer, type Listening } from '../../targets/reference/index.js';

const location = {
  type: 'object',
  properties: { location: { type: 'string' } },
  required: ['location'],
  additionalProperties: false,
};
const tool = {
  type: 'function' as const,
  name: 'get_weather',
  description: 'Weather of a place',
  parameters: location,
  strict: true,
};
// A key that is no key: the server is told to take any.
const apiKey = 'reference-key';
const model = 'reference';

const services: readonly {
  readonly name: string;
  readonly dialect: 'openai' | 'azure-openai' | 'azure-foundry';
  readonly client: (baseURL: string) => OpenAI;
}[] = [
  {
    name: 'OpenAI client',
    dialect: 'openai',
    client: (baseURL) => new OpenAI({ baseURL, apiKey, maxRetries: 0 }),
  },
  {
    name: 'Azure client against Azure OpenAI',
    dialect: 'azure-openai',
    client: (baseURL) => new AzureOpenAI({ baseURL, apiKey, apiVersion: 'preview', maxRetries: 0 }),
  },
  {
    name: 'Azure client against Foundry',
    dialect: 'azure-foundry',
    client: (baseURL) => new AzureOpenAI({ baseURL, apiKey, apiVersion: 'v1', maxRetries: 0 }),
  },
];

describe.each(services)('$name', ({ dialect, client: clientFor }) => {
  let listening: Listening;
  let client: OpenAI;

  beforeAll(async () => {
    const server = createReferenceServer({
      dialect,
      pace: { backgroundQueued: 20, backgroundGenerating: 40 },
    });
    listening = await server.listen();
    client = clientFor(listening.baseUrl);
  });
  afterAll(() => listening.close());

  it('creates, retrieves and deletes', async () => {
    const created = await client.responses.create({ model, input: 'Say exactly: pong' });
    expect(created.output_text).toBe('pong');
    const retrieved = await client.responses.retrieve(created.id);
    expect(retrieved).toMatchObject({ id: created.id, output: created.output, usage: created.usage });
    await client.responses.delete(created.id);
    await expect(client.responses.retrieve(created.id)).rejects.toMatchObject({ status: 404 });
  });

  it('streams, and folds the stream into the response', async () => {
    const stream = client.responses.stream({
      model,
      input: 'Tell a long story',
      reasoning: { effort: 'low', summary: 'auto' },
    });
    const deltas: string[] = [];
    stream.on('response.output_text.delta', (event) => deltas.push(event.delta));
    const final = await stream.finalResponse();
    expect(final.status).toBe('completed');
    expect(deltas.length).toBeGreaterThan(100);
    expect(final.output_text).toBe(deltas.join(''));
    expect(final.output.map((item) => item.type)).toEqual(['reasoning', 'message']);
  });

  it('parses structured output', async () => {
    const parsed = await client.responses.parse({
      model,
      input: 'The location is Lisbon. Answer in JSON.',
      text: { format: { type: 'json_schema', name: 'place', schema: location, strict: true } },
    });
    expect(parsed.output_parsed).toEqual({ location: 'Lisbon' });
  });

  it('goes through a tool loop', async () => {
    const first = await client.responses.create({
      model,
      input: 'What is the weather in Oslo?',
      tools: [tool],
    });
    const [call] = first.output;
    if (call?.type !== 'function_call') throw new Error(`Expected a call, but got ${call?.type}.`);
    expect(JSON.parse(call.arguments)).toEqual({ location: 'Oslo' });
    const second = await client.responses.create({
      model,
      previous_response_id: first.id,
      input: [{ type: 'function_call_output', call_id: call.call_id, output: '{"degrees":4}' }],
      tools: [tool],
    });
    expect(second.output.map((item) => item.type)).toEqual(['message']);
  });

  it('resumes a background stream where it was left', async () => {
    const stream = await client.responses.create({
      model,
      input: 'Count to 30',
      background: true,
      stream: true,
    });
    const seen: number[] = [];
    let id = '';
    for await (const event of stream) {
      seen.push(event.sequence_number);
      if (event.type === 'response.created') id = event.response.id;
      if (seen.length === 5) break;
    }
    const rest = await client.responses.retrieve(id, { stream: true, starting_after: seen.at(-1) });
    let last = '';
    for await (const event of rest) {
      seen.push(event.sequence_number);
      last = event.type;
    }
    expect(last).toBe('response.completed');
    expect(seen).toEqual(seen.map((_, index) => index));
  });

  it('cancels what runs in the background, and nothing else', async () => {
    const running = await client.responses.create({
      model: 'reference-slow',
      input: 'Take your time',
      background: true,
    });
    expect(running.status).toBe('queued');
    const cancelled = await client.responses.cancel(running.id);
    expect(cancelled.status).toBe('cancelled');
    await expect(client.responses.cancel(running.id)).resolves.toMatchObject({ status: 'cancelled' });
    const foreground = await client.responses.create({ model, input: 'Hi' });
    await expect(client.responses.cancel(foreground.id)).rejects.toMatchObject({ status: 400 });
  });

  it('pages through input items', async () => {
    const input = Array.from({ length: 7 }, (_, index) => ({
      type: 'message' as const,
      role: 'user' as const,
      content: [{ type: 'input_text' as const, text: `Line ${index}` }],
    }));
    const created = await client.responses.create({ model, input });
    const texts: string[] = [];
    for await (const item of client.responses.inputItems.list(created.id, { limit: 3, order: 'asc' })) {
      if (item.type === 'message' && item.content[0]?.type === 'input_text') texts.push(item.content[0].text);
    }
    expect(texts).toEqual(['Line 0', 'Line 1', 'Line 2', 'Line 3', 'Line 4', 'Line 5', 'Line 6']);
  });

  it('keeps conversations', async () => {
    const conversation = await client.conversations.create({
      metadata: { topic: 'codes' },
      items: [{ type: 'message', role: 'user', content: 'The code is 4711.' }],
    });
    await client.responses.create({ model, conversation: conversation.id, input: 'What is the code?' });
    const types: string[] = [];
    for await (const item of client.conversations.items.list(conversation.id, { limit: 2, order: 'asc' })) {
      types.push(item.type === 'message' ? item.role : item.type);
    }
    expect(types).toEqual(['user', 'user', 'assistant']);
    const updated = await client.conversations.update(conversation.id, { metadata: { topic: 'other' } });
    expect(updated.metadata).toEqual({ topic: 'other' });
    const added = await client.conversations.items.create(conversation.id, {
      items: [{ type: 'message', role: 'user', content: 'More' }],
    });
    const [item] = added.data;
    await client.conversations.items.delete(item?.id ?? '', { conversation_id: conversation.id });
    await expect(
      client.conversations.items.retrieve(item?.id ?? '', { conversation_id: conversation.id }),
    ).rejects.toMatchObject({ status: 404 });
    await expect(client.conversations.delete(conversation.id)).resolves.toMatchObject({ deleted: true });
    await expect(client.conversations.retrieve(conversation.id)).rejects.toMatchObject({ status: 404 });
  });

  it('reports errors with their parameter', async () => {
    await expect(client.responses.create({ model: 'unknown', input: 'Hi' })).rejects.toMatchObject({
      status: 400,
      code: 'model_not_found',
      param: 'model',
    });
    await expect(client.responses.create({ model, input: 'Hi', temperature: 3 })).rejects.toMatchObject({
      status: 400,
      param: 'temperature',
    });
    await expect(
      client.responses.create({ model: 'reference-throttled', input: 'Hi' }),
    ).rejects.toMatchObject({
      status: 429,
    });
  });

  it.runIf(dialect !== 'azure-openai')('compacts', async () => {
    const compacted = await client.responses.compact({ model, input: 'The harbour is Bergen.' });
    expect(compacted.output.at(-1)?.type).toBe('compaction');
    const answer = await client.responses.create({
      model,
      input: [
        ...compacted.output,
        { type: 'message', role: 'user', content: 'What is the harbour?' },
      ] as OpenAI.Responses.ResponseInput,
    });
    expect(answer.output_text).toContain('Bergen');
  });

  it.runIf(dialect === 'openai')('counts input tokens as usage has them', async () => {
    const asked = { model, input: 'How many tokens are these?', instructions: 'Be brief', tools: [tool] };
    const counted = await client.responses.inputTokens.count(asked);
    const created = await client.responses.create(asked);
    expect(counted.input_tokens).toBe(created.usage?.input_tokens);
  });
});
