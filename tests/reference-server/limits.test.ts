import { describe, expect, it } from 'vitest';
import { turnedClock } from '../../targets/clock.js';
import { clientOf, errorOf, outputOf, said } from './client.js';
import { argumentsOf, recall } from './recall.js';

describe('limits', () => {
  it('refuses what exceeds the window, or drops the oldest items', async () => {
    const { create } = clientOf({ contextWindow: 200 });
    const long = [said('The code is 1. '.repeat(60)), said('And now?')];
    const refused = await create({ input: long });
    expect([refused.status, errorOf(refused).code, errorOf(refused).param]).toEqual([
      400,
      'context_length_exceeded',
      'input',
    ]);
    const fitted = await create({ input: long, truncation: 'auto' });
    expect(fitted.status).toBe(200);
    expect((fitted.json.usage as { input_tokens: number }).input_tokens).toBeLessThanOrEqual(200);
  });

  it('throttles by user, with the seconds to wait', async () => {
    const clock = turnedClock();
    const { create } = clientOf({ clock, requestsPerMinute: 2 });
    const second = [['authorization', 'Bearer other']] as const;
    expect((await create({ input: 'Hi' })).status).toBe(200);
    expect((await create({ input: 'Hi' })).status).toBe(200);
    await clock.sleep(20_000);
    const refused = await create({ input: 'Hi' });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '40']);
    expect((await create({ input: 'Hi' }, second)).status).toBe(200);
    await clock.sleep(40_000);
    expect((await create({ input: 'Hi' })).status).toBe(200);
  });

  it('ignores hosted calls beyond max_tool_calls', async () => {
    const { create } = clientOf();
    const search = { input: 'Search three times', tools: [{ type: 'web_search' }] };
    const calls = async (max_tool_calls: number | null) =>
      outputOf((await create({ ...search, max_tool_calls })).json).filter(
        (item) => item.type === 'web_search_call',
      ).length;
    expect([await calls(null), await calls(2)]).toEqual([3, 2]);
  });
});

describe('compaction', () => {
  it('keeps user messages and what was said, and is no previous response', async () => {
    const { create, send } = clientOf();
    const compacted = await send('POST', '/responses/compact', {
      model: 'reference',
      input: [said('The code is 7.'), said('Hi')],
    });
    const output = outputOf(compacted.json);
    expect(output.map((item) => item.type)).toEqual(['message', 'message', 'compaction']);
    const next = await create({
      input: [...output.slice(2), said('Save it')],
      tools: [recall],
      tool_choice: 'required',
    });
    expect(argumentsOf(next.json)).toEqual({ code: '7' });
    expect((await create({ input: 'Hi', previous_response_id: compacted.json.id })).status).toBe(400);
    expect((await send('POST', '/responses/compact', { input: 'Hi' })).status).toBe(400);
  });

  it('happens on its own beyond a threshold, and at a trigger', async () => {
    const { create } = clientOf();
    const management = [{ type: 'compaction', compact_threshold: 1000 }];
    const types = async (body: Parameters<typeof create>[0]) =>
      outputOf((await create(body)).json).map((item) => item.type);
    expect(await types({ input: 'Short', context_management: management })).toEqual(['message']);
    expect(await types({ input: 'word '.repeat(1500), context_management: management })).toEqual([
      'compaction',
      'message',
    ]);
    expect(await types({ input: [said('Hi'), { type: 'compaction_trigger' }] })).toEqual(['compaction']);
  });
});
