import { request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { type JsonObject, objectAt } from '../../schemas/json.js';
import { type Change, createReferenceServer, invalid, numbered } from '../../targets/reference/index.js';
import { clientOf, errorOf, outputOf, said } from './client.js';

/** A server with these changes. */
function changed(...changes: readonly Change[]) {
  return clientOf({ changes });
}

describe('changes', () => {
  it('meet the request before anything else, and may answer it', async () => {
    const { send } = changed({
      request: (request) => ({ ...request, url: request.url.replace('/old', '/responses') }),
    });
    expect((await send('POST', '/old', { model: 'reference', input: 'Hi' })).status).toBe(200);
    const silent = changed({
      request: () => ({ status: 503, headers: [], body: (async function* () {})() }),
    });
    expect((await silent.create({ input: 'Hi' })).status).toBe(503);
  });

  it('alter the body for all that comes after, or only what is acted on', async () => {
    const everywhere = changed({ body: (body) => ({ ...(body as JsonObject), temperature: 0.5 }) });
    expect((await everywhere.create({ input: 'Hi' })).json.temperature).toBe(0.5);
    const ignoring = changed({
      acted: (body) =>
        Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'max_output_tokens')),
    });
    const { json } = await ignoring.create({ input: 'Tell a long story', max_output_tokens: 16 });
    expect([json.max_output_tokens, json.status]).toEqual([16, 'completed']);
  });

  it('let refused requests through, and refuse others', async () => {
    const lax = changed({ fault: () => null });
    const through = await lax.create({
      input: 'Hi',
      temperature: 'hot',
      previous_response_id: 'resp_unknown',
    });
    expect([through.status, through.json.temperature]).toEqual([200, 'hot']);
    expect((await lax.send('GET', '/responses/resp_unknown')).status).toBe(404);
    const strict = changed({
      fault: (fault, stage) => (stage === 'validate' ? invalid('input', 'No.') : fault),
    });
    expect(errorOf(await strict.create({ input: 'Hi' }))).toMatchObject({ param: 'input', message: 'No.' });
  });

  it('decide what is remembered, carried over, found and forgotten', async () => {
    const forgetful = changed({ history: () => [] });
    const first = await forgetful.create({ input: 'The code is 5.' });
    const second = await forgetful.create({
      input: 'What is the code?',
      previous_response_id: first.json.id,
    });
    expect(JSON.stringify(outputOf(second.json))).not.toContain('The code is 5');
    const storeless = changed({ store: () => null });
    const unstored = await storeless.create({ input: 'Hi' });
    expect((await storeless.send('GET', `/responses/${unstored.json.id}`)).status).toBe(404);
    const blind = changed({ find: () => null });
    const lost = await blind.create({ input: 'Hi' });
    expect((await blind.send('DELETE', `/responses/${lost.json.id}`)).status).toBe(404);
    const clinging = changed({ forget: () => false });
    const { json } = await clinging.create({ input: 'Hi' });
    await clinging.send('DELETE', `/responses/${json.id}`);
    expect((await clinging.send('GET', `/responses/${json.id}`)).status).toBe(200);
    const losing = changed({ appended: () => [] });
    const talk = await losing.send('POST', '/conversations', { items: [said('Hi')] });
    expect((await losing.send('GET', `/conversations/${talk.json.id}/items`)).json.data).toEqual([]);
  });

  it('alter plan, timing, Response objects and pages', async () => {
    const empty = changed({ plan: (plan) => ({ ...plan, items: [] }) });
    expect((await empty.create({ input: 'Hi' })).json.output).toEqual([]);
    const late = changed({ timing: () => ({ startsAfter: 1_000_000, endsAfter: 2_000_000 }) });
    const { json } = await late.create({ input: 'Hi', background: true });
    expect((await late.send('GET', `/responses/${json.id}`)).json.status).toBe('queued');
    const odd = changed({
      response: (response, place) =>
        place === 'response.completed' ? { ...response, object: 'odd' } : response,
      page: (page) => ({ ...page, has_more: true }),
    });
    const whole = await odd.create({ input: 'Hi' });
    const streamed = await odd.create({ input: 'Hi', stream: true });
    expect([whole.json.object, objectAt(streamed.events.at(-1), 'response')?.object]).toEqual([
      'response',
      'odd',
    ]);
    expect((await odd.send('GET', `/responses/${whole.json.id}/input_items`)).json.has_more).toBe(true);
  });

  it('alter events, frames and chunks of a stream', async () => {
    const short = changed({
      events: (events) => numbered(events.filter(({ type }) => !type.endsWith('.delta'))),
    });
    const { events } = await short.create({ input: 'Hi', stream: true });
    expect(events.map((event) => event.sequence_number)).toEqual(events.map((_, index) => index));
    expect(events.some((event) => String(event.type).endsWith('.delta'))).toBe(false);
    const commented = changed({ frames: (frames) => [': heartbeat\n\n', ...frames] });
    expect((await commented.create({ input: 'Hi', stream: true })).text).toMatch(/^: heartbeat\n\nevent: /);
    const trickling = changed({
      chunks: async function* (chunks) {
        for await (const chunk of chunks) for (const byte of chunk) yield Uint8Array.of(byte);
      },
    });
    expect((await trickling.create({ input: 'Hi', stream: true })).events.at(-1)?.type).toBe(
      'response.completed',
    );
  });

  it('alter JSON bodies and whole answers, and remember between requests', async () => {
    const counting = changed({
      json: (body, context) => {
        const count = Number(context.memory.get('requests') ?? 0) + 1;
        context.memory.set('requests', count);
        return { ...(body as JsonObject), count };
      },
      answer: (answer, context) => (context.fault === null ? answer : { ...answer, status: 418 }),
    });
    await counting.create({ input: 'Hi' });
    const refused = await counting.create({ input: 5 });
    expect([refused.status, refused.json.count]).toEqual([418, 2]);
  });

  it('are applied one after the other', async () => {
    const add = (text: string): Change => ({
      json: (body) => ({ ...(body as JsonObject), seen: `${(body as JsonObject).seen ?? ''}${text}` }),
    });
    expect((await changed(add('a'), add('b')).create({ input: 'Hi' })).json.seen).toBe('ab');
  });
});

describe('behind a socket', () => {
  it('a stream that breaks off breaks the connection', async () => {
    const server = createReferenceServer({
      keys: 'none',
      changes: [
        {
          chunks: async function* (chunks) {
            for await (const chunk of chunks) {
              yield chunk;
              throw new Error('broken on purpose');
            }
          },
        },
      ],
    });
    const listening = await server.listen();
    try {
      const answer = await fetch(`${listening.baseUrl}/responses`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'reference', input: 'Hi', stream: true }),
      });
      expect(answer.status).toBe(200);
      await expect(answer.text()).rejects.toThrow();
    } finally {
      await listening.close();
    }
  });

  it('a body beyond the limit is refused, malformed HTTP too, and both in the envelope', async () => {
    const server = createReferenceServer({ keys: 'none', maxBodyBytes: 1000 });
    const listening = await server.listen();
    try {
      const answer = await fetch(`${listening.baseUrl}/responses`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'reference', input: 'x'.repeat(100_000) }),
      });
      expect([answer.status, await answer.json()]).toMatchObject([
        413,
        { error: { code: 'request_too_large' } },
      ]);
      const malformed = await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
        const sent = httpRequest(
          listening.baseUrl,
          { method: 'POST', headers: { 'transfer-encoding': 'chunked' } },
          (incoming) => {
            let text = '';
            incoming.on('data', (chunk) => {
              text += chunk;
            });
            incoming.on('end', () => resolve({ status: incoming.statusCode, text }));
          },
        );
        sent.on('error', reject);
        sent.on('socket', (socket) => socket.write('GET / HTTP/9.9\r\nbad header\r\n\r\n'));
      });
      expect(malformed.status).toBe(400);
      expect(JSON.parse(malformed.text)).toMatchObject({ error: { type: 'invalid_request_error' } });
    } finally {
      await listening.close();
    }
  });
});
