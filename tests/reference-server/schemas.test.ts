import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../schemas/json.js';
import { validators } from '../../schemas/validators.js';
import { type Client, clientOf, dialectsOfTests, outputOf, said } from './client.js';
import { plainRequests, replayableToolsOf, toolsOf } from './requests.js';

/** Ids differ from request to request, everything else has to agree. */
function withoutIds(value: JsonValue | undefined): unknown {
  return JSON.parse(
    JSON.stringify(value)
      .replace(/"(\w+)_[0-9a-f]{32}"/g, '"$1"')
      .replace(/"encrypted_content":"[^"]*"/g, '"encrypted_content":""'),
    (key, member) => (key === 'created_at' || key === 'completed_at' ? null : member),
  );
}

for (const dialect of dialectsOfTests) {
  const valid = validators(dialect);

  /** Sends a request in both modes, holds both answers against the schema and against each other. */
  async function checked(client: Client, body: JsonObject): Promise<readonly JsonObject[]> {
    const whole = await client.create(body);
    expect(whole.status, whole.text).toBe(200);
    expect(valid.root('Response')(whole.json)).toEqual([]);
    const streamed = await client.create({ ...body, stream: true });
    for (const event of streamed.events)
      expect(valid.root('StreamEvent')(event), String(event.type)).toEqual([]);
    expect(streamed.events.map((event) => event.sequence_number)).toEqual(
      streamed.events.map((_, index) => index),
    );
    const last = streamed.events.at(-1);
    expect(withoutIds(last?.response)).toEqual(withoutIds(whole.json));
    const done = streamed.events
      .filter((event) => event.type === 'response.output_item.done')
      .map((event) => event.item);
    expect(done).toEqual(outputOf(last?.response));
    return outputOf(whole.json);
  }

  describe(`answers in ${dialect}`, () => {
    it.each(Object.entries(plainRequests))('%s', async (_name, body) => {
      await checked(clientOf({ dialect }), body);
    });

    const kindOf = (tool: JsonObject) =>
      tool.type === 'function' || tool.type === 'custom' ? { type: tool.type, name: tool.name } : null;
    it.each(toolsOf(dialect).map((tool) => [tool.type, tool] as const))('tool %s', async (_type, tool) => {
      const client = clientOf({ dialect });
      const include = ['reasoning.encrypted_content'];
      const output = await checked(client, {
        input: [said('Use it')],
        tools: [tool],
        tool_choice: kindOf(tool) ?? 'required',
        include,
      });
      expect(output.length).toBeGreaterThan(0);
      expect(output[0]?.type).not.toBe('message');
    });
  });

  it(`accepts its own output as input in ${dialect}`, async () => {
    const client = clientOf({ dialect });
    for (const tool of replayableToolsOf(dialect)) {
      const first = await client.create({
        input: [said('Use it')],
        tools: [tool],
        tool_choice: kindFor(tool),
        reasoning: { effort: 'low', summary: 'auto' },
      });
      const again = await client.create({
        input: [said('Use it'), ...outputOf(first.json), said('Thanks')],
        tools: [tool],
      });
      expect(again.status, `${tool.type}: ${again.text}`).toBe(200);
    }
  });

  function kindFor(tool: JsonObject): JsonValue {
    return tool.type === 'function' || tool.type === 'custom'
      ? { type: tool.type, name: tool.name }
      : 'required';
  }
}
