import { describe, expect, it } from 'vitest';
import { turnedClock } from '../../targets/clock.js';
import { clientOf, errorOf, outputOf, said } from './client.js';
import { argumentsOf, recall } from './recall.js';
import { weather } from './requests.js';

describe('history', () => {
  it('reaches back over two turns, but instructions do not', async () => {
    const { create } = clientOf();
    const first = await create({
      input: 'The code is zebra-42.',
      instructions: 'The password is swordfish.',
    });
    const second = await create({ input: 'And now something else.', previous_response_id: first.json.id });
    const ask = {
      input: 'Save it',
      previous_response_id: second.json.id,
      tools: [recall],
      tool_choice: 'required',
    };
    expect(argumentsOf((await create(ask)).json)).toEqual({ code: 'zebra-42' });
    const password = {
      ...recall,
      parameters: { type: 'object', properties: { password: { type: 'string' } }, required: ['password'] },
    };
    expect(argumentsOf((await create({ ...ask, tools: [password] })).json)).not.toEqual({
      password: 'swordfish',
    });
  });

  it('counts carried tokens as cached', async () => {
    const { create } = clientOf();
    const first = await create({ input: 'Remember this sentence, please.' });
    const second = await create({ input: 'Go on', previous_response_id: first.json.id });
    const usage = second.json.usage as {
      input_tokens: number;
      input_tokens_details: { cached_tokens: number };
    };
    expect(usage.input_tokens_details.cached_tokens).toBeGreaterThan(10);
    expect(usage.input_tokens_details.cached_tokens).toBeLessThan(usage.input_tokens);
  });

  it("is not found where it was not stored, was deleted, or is somebody else's", async () => {
    const { create, send } = clientOf({ dialect: 'azure-foundry' });
    const unstored = await create({ input: [said('Hi')], store: false });
    const stored = await create({ input: [said('Hi')] });
    const other = [['x-ms-user-isolation-key', 'other']] as const;
    const path = `/responses/${stored.json.id}`;
    expect((await send('GET', `/responses/${unstored.json.id}`)).status).toBe(404);
    expect((await send('GET', path, undefined, other)).status).toBe(404);
    expect((await send('DELETE', path, undefined, other)).status).toBe(404);
    expect((await send('GET', path)).json).toEqual(stored.json);
    expect((await send('DELETE', path)).json).toEqual({
      id: stored.json.id,
      object: 'response',
      deleted: true,
    });
    expect((await send('DELETE', path)).status).toBe(404);
    const next = await create({ input: [said('Hi')], previous_response_id: stored.json.id });
    expect([next.status, errorOf(next).code, errorOf(next).param]).toEqual([
      400,
      'previous_response_not_found',
      'previous_response_id',
    ]);
  });

  it('resolves item references, and refuses unknown ones and stray tool outputs', async () => {
    const { create } = clientOf();
    const told = await create({ input: 'The code is 4711.' });
    const call = await create({ input: 'What is the weather in Rome?', tools: [weather] });
    const [item] = outputOf(call.json);
    const reference = { type: 'item_reference', id: item?.id };
    const output = { type: 'function_call_output', call_id: item?.call_id, output: 'Sunny' };
    expect((await create({ input: [said('Weather?'), reference, output], tools: [weather] })).status).toBe(
      200,
    );
    expect((await create({ input: [said('Weather?'), output], tools: [weather] })).status).toBe(400);
    expect((await create({ input: [{ type: 'item_reference', id: 'msg_unknown' }] })).status).toBe(404);
    expect(told.status).toBe(200);
  });

  it('keeps no more responses than its bound', async () => {
    const { create, send, server } = clientOf({ maxStored: 3 });
    const first = await create({ input: 'One' });
    for (const input of ['Two', 'Three', 'Four']) await create({ input });
    expect(server.state.responses.size).toBe(3);
    expect((await send('GET', `/responses/${first.json.id}`)).status).toBe(404);
  });

  it('keeps no more bytes than its bound, and forgets items with their response', async () => {
    const { create, server } = clientOf({ maxStoredBytes: 100_000 });
    const image = { type: 'input_image', image_url: `data:image/png;base64,${'A'.repeat(30_000)}` };
    const first = await create({ input: [said([image])] });
    expect([server.state.responses.size, server.state.items.size]).toEqual([1, 2]);
    for (let turn = 0; turn < 5; turn += 1) await create({ input: [said([image])] });
    expect([server.state.responses.size, server.state.items.size]).toEqual([3, 6]);
    expect(server.state.responses.has(String(first.json.id))).toBe(false);
  });
});

describe('background', () => {
  it('goes from queued over in_progress to completed, and stays there', async () => {
    const clock = turnedClock();
    const { create, send } = clientOf({ clock });
    const created = await create({ input: 'Hi', background: true });
    expect([created.json.status, created.json.usage, created.json.output]).toEqual(['queued', null, []]);
    const seen: unknown[] = [];
    for (let step = 0; step < 6; step += 1) {
      await clock.sleep(50);
      seen.push((await send('GET', `/responses/${created.json.id}`)).json.status);
    }
    expect(seen).toEqual(['queued', 'in_progress', 'in_progress', 'completed', 'completed', 'completed']);
  });

  it.each([
    ['queued', 10],
    ['in_progress', 100],
  ])('can be cancelled while %s, once and for all', async (status, wait) => {
    const clock = turnedClock();
    const { create, send } = clientOf({ clock });
    const { json } = await create({ input: 'Hi', background: true });
    await clock.sleep(wait);
    expect((await send('GET', `/responses/${json.id}`)).json.status).toBe(status);
    const cancelled = await send('POST', `/responses/${json.id}/cancel`);
    expect(cancelled.json.status).toBe('cancelled');
    await clock.sleep(1000);
    expect((await send('POST', `/responses/${json.id}/cancel`)).json).toEqual(cancelled.json);
    expect((await send('GET', `/responses/${json.id}`)).json).toEqual(cancelled.json);
  });

  it('leaves a completed response as it is when cancelled', async () => {
    const clock = turnedClock();
    const { create, send } = clientOf({ clock });
    const { json } = await create({ input: 'Hi', background: true });
    await clock.sleep(500);
    expect((await send('POST', `/responses/${json.id}/cancel`)).json.status).toBe('completed');
  });

  it('streams again from where it was left, and never what was not streamed', async () => {
    const { create, send } = clientOf();
    const streamed = await create({ input: 'Hi', background: true, stream: true });
    const types = streamed.events.map((event) => event.type);
    expect(types.slice(0, 3)).toEqual(['response.created', 'response.queued', 'response.in_progress']);
    const response = streamed.events[0]?.response as { id: string };
    const again = await send('GET', `/responses/${response.id}?stream=true&starting_after=4`);
    expect(again.events).toEqual(streamed.events.slice(5));
    const bare = await send('GET', `/responses/${response.id}?stream=true&include_obfuscation=false`);
    expect(bare.events.some((event) => 'obfuscation' in event)).toBe(false);
    const plain = await create({ input: 'Hi', background: true });
    const refused = await send('GET', `/responses/${plain.json.id}?stream=true`);
    expect([refused.status, errorOf(refused).param]).toEqual([400, 'stream']);
  });

  it('goes on when the client of a stream goes away', async () => {
    const clock = turnedClock();
    const { server, send } = clientOf({ clock });
    const gone = new AbortController();
    const body = new TextEncoder().encode(
      JSON.stringify({ model: 'reference-slow', input: 'Hi', stream: true }),
    );
    const headers = [
      ['content-type', 'application/json'],
      ['authorization', 'Bearer key'],
    ] as const;
    const answer = await server.handle(
      { method: 'POST', url: `${server.baseUrl}/responses`, headers, body },
      gone.signal,
    );
    const chunks = answer.body[Symbol.asyncIterator]();
    const first = await chunks.next();
    const id = /"id":"(resp_\w+)"/.exec(Buffer.from(first.value ?? []).toString())?.[1];
    gone.abort();
    await expect(chunks.next()).rejects.toThrow();
    expect((await send('GET', `/responses/${id}`)).json.status).toBe('in_progress');
    await clock.sleep(5000);
    expect((await send('GET', `/responses/${id}`)).json.status).toBe('completed');
  });
});

describe('lists', () => {
  const texts = Array.from({ length: 25 }, (_, index) => said(`Line ${index}`));

  it('of input items come in pages, in both orders, from both sides', async () => {
    const { create, send } = clientOf({ dialect: 'azure-openai' });
    const { json } = await create({ input: texts });
    const page = async (query: string) =>
      (await send('GET', `/responses/${json.id}/input_items${query}`)).json;
    const whole = (await page('?limit=100&order=asc')) as { data: { id: string }[]; has_more: boolean };
    const ids = whole.data.map(({ id }) => id);
    expect(ids).toHaveLength(25);
    const first = (await page('')) as {
      data: { id: string }[];
      has_more: boolean;
      first_id: string;
      last_id: string;
    };
    expect(first.data.map(({ id }) => id)).toEqual([...ids].reverse().slice(0, 20));
    expect([first.has_more, first.first_id, first.last_id]).toEqual([true, ids[24], ids[5]]);
    const rest = (await page(`?after=${first.last_id}`)) as typeof first;
    expect([rest.data.map(({ id }) => id), rest.has_more]).toEqual([ids.slice(0, 5).reverse(), false]);
    const before = (await page(`?order=asc&limit=3&before=${ids[10]}`)) as typeof first;
    expect([before.data.map(({ id }) => id), before.has_more]).toEqual([ids.slice(7, 10), true]);
  });

  it.each(['limit=0', 'limit=101', 'limit=x', 'order=up', 'after=msg_unknown'])(
    'refuse %s',
    async (query) => {
      const { create, send } = clientOf();
      const { json } = await create({ input: texts });
      const refused = await send('GET', `/responses/${json.id}/input_items?${query}`);
      expect([refused.status, errorOf(refused).param]).toEqual([400, query.split('=')[0]]);
    },
  );

  it('of responses are filtered by agent and conversation', async () => {
    const { create, send } = clientOf({ dialect: 'azure-foundry' });
    const conversation = await send('POST', '/conversations', {});
    const agent = { type: 'agent_reference', name: 'clerk', version: '3' };
    const mine = await create({ input: [said('Hi')], agent_reference: agent });
    const talk = await create({ input: [said('Hi')], conversation: conversation.json.id });
    const listed = async (query: string) =>
      ((await send('GET', `/responses${query}`)).json.data as { id: string }[]).map(({ id }) => id);
    expect(await listed('')).toEqual([talk.json.id, mine.json.id]);
    expect(await listed('?agent_name=clerk')).toEqual([mine.json.id]);
    expect(await listed('?agent_id=clerk:3')).toEqual([mine.json.id]);
    expect(await listed('?agent_id=clerk:2')).toEqual([]);
    expect(await listed(`?conversation_id=${conversation.json.id}`)).toEqual([talk.json.id]);
    expect(mine.json.agent_reference).toEqual(agent);
    expect(talk.json.agent_reference).toBeNull();
  });
});

describe('conversations', () => {
  it('come before the input, and take input and output in on completion', async () => {
    const clock = turnedClock();
    const { create, send } = clientOf({ clock });
    const { json } = await send('POST', '/conversations', { items: [said('The code is 99.')] });
    const items = async () => {
      const page = await send('GET', `/conversations/${json.id}/items?order=asc`);
      return (page.json.data as { role: string }[]).map(({ role }) => role);
    };
    await create({ input: 'Hi', conversation: json.id, background: true });
    expect(await items()).toEqual(['user']);
    await clock.sleep(1000);
    expect(await items()).toEqual(['user', 'user', 'assistant']);
    const call = await create({
      input: 'Save it',
      conversation: { id: json.id },
      tools: [recall],
      tool_choice: 'required',
    });
    expect(argumentsOf(call.json)).toEqual({ code: '99' });
    expect(call.json.conversation).toEqual({ id: json.id });
  });

  it('take at most 20 items at once', async () => {
    const { send } = clientOf();
    const many = Array.from({ length: 21 }, () => said('Hi'));
    expect((await send('POST', '/conversations', { items: many })).status).toBe(400);
    const { json } = await send('POST', '/conversations', { items: many.slice(1) });
    expect((await send('POST', `/conversations/${json.id}/items`, { items: many })).status).toBe(400);
  });

  it('cannot be combined with a previous response', async () => {
    const { create, send } = clientOf();
    const first = await create({ input: 'Hi' });
    const { json } = await send('POST', '/conversations', {});
    expect(
      (await create({ input: 'Hi', conversation: json.id, previous_response_id: first.json.id })).status,
    ).toBe(400);
  });
});
