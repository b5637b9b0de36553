import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { createReferenceServer } from '../../targets/reference/index.js';

/** What docs/reference-server.md shows has to work as it stands there. */
describe('docs/reference-server.md', () => {
  it('shows a client without a socket', async () => {
    const server = createReferenceServer({ models: ['gpt-5'] });
    const client = new OpenAI({
      baseURL: server.baseUrl,
      apiKey: 'any',
      fetch: async (url, init) => {
        const request = new Request(url, init);
        const answer = await server.handle(
          {
            method: request.method,
            url: request.url,
            headers: [...request.headers],
            body: new Uint8Array(await request.arrayBuffer()),
          },
          request.signal,
        );
        return new Response(ReadableStream.from(answer.body), {
          status: answer.status,
          headers: [...answer.headers].map(([name, value]) => [name, value]),
        });
      },
    });
    const response = await client.responses.create({ model: 'gpt-5', input: 'Reply with exactly: pong' });
    expect(response.output_text).toBe('pong');
    const stream = client.responses.stream({ model: 'gpt-5', input: 'Reply with exactly: pong' });
    expect((await stream.finalResponse()).output_text).toBe('pong');
  });
});
