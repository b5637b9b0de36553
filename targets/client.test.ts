import nock from 'nock';
import { afterEach, describe, expect, test } from 'vitest';
import { testCall, testClient } from '../tests/wire/setup.js';
import { type Transport, TransportError } from './transport.js';

const origin = 'http://target.test';
const baseUrl = `${origin}/v1`;

afterEach(() => {
  nock.cleanAll();
});

const streamCall = () => testCall({ body: { json: { input: 'x', stream: true } } });
const sse = 'event: a\ndata: {"type":"a"}\n\nevent: b\ndata: {"type":"b"}\n\n';

describe('answers', () => {
  test('are read as JSON', async () => {
    nock(origin).post('/v1/responses', { model: 'm', input: 'hello' }).reply(200, { id: 'resp_1' });
    const exchange = await testClient(baseUrl)(testCall());
    expect(exchange).toMatchObject({
      id: 'test/one#1.1',
      operation: 'create-response',
      fidelity: 'wire',
      request: { path: '/responses', url: `${baseUrl}/responses`, body: { model: 'm' }, text: null },
      answer: { status: 200, json: { id: 'resp_1' }, jsonProblem: null, stream: null, ending: 'complete' },
      noAnswer: null,
      waitedOut: [],
      timing: { concurrent: 1 },
    });
  });

  test.each([
    ['declared', 'text/event-stream; charset=utf-8', streamCall(), sse, 2],
    ['declared wrongly, but asked for', 'application/json', streamCall(), `\n: hello\n\n${sse}`, 2],
    ['declared, without being asked for', 'text/event-stream', testCall(), sse, 2],
    ['empty', 'text/event-stream', streamCall(), '', 0],
  ])('are read as a stream where it is %s', async (_name, type, call, body, events) => {
    nock(origin).post('/v1/responses').reply(200, body, { 'content-type': type });
    const { answer } = await testClient(baseUrl)(call);
    expect([...(answer?.stream?.frames ?? [])]).toHaveLength(events);
    expect(answer).toMatchObject({ text: '', jsonProblem: null });
  });

  test.each([
    ['JSON in place of a stream', 'application/json', 200, '{"id":"resp_1"}'],
    ['an error under the content type of a stream', 'text/event-stream', 400, ' {"error":{}}'],
  ])('are read as JSON where it is %s', async (_name, type, status, body) => {
    nock(origin).post('/v1/responses').reply(status, body, { 'content-type': type });
    const { answer } = await testClient(baseUrl)(streamCall());
    expect(answer?.stream).toBeNull();
    expect(answer?.json).toEqual(JSON.parse(body));
  });

  test('that are no JSON say why', async () => {
    nock(origin).post('/v1/responses').reply(200, '<html>', { 'content-type': 'application/json' });
    nock(origin).post('/v1/responses').reply(200, '');
    nock(origin).delete('/v1/responses/a').reply(204);
    const send = testClient(baseUrl);
    expect((await send(testCall())).answer).toMatchObject({
      text: '<html>',
      jsonProblem: expect.stringContaining('<'),
    });
    expect((await send(testCall())).answer?.jsonProblem).toBe('the body is empty');
    const deleted = await send(testCall({ method: 'DELETE', path: '/responses/a', body: null }));
    expect(deleted.answer).toMatchObject({ status: 204, jsonProblem: null });
    expect(deleted.operation).toBe('delete-response');
  });

  test('end where the scenario hangs up', async () => {
    nock(origin).post('/v1/responses').reply(200, sse, { 'content-type': 'text/event-stream' });
    const { answer } = await testClient(baseUrl)({ ...streamCall(), disconnectAfterEvents: 1 });
    expect(answer?.ending).toBe('disconnected-by-us');
    expect([...(answer?.stream?.frames ?? [])]).toHaveLength(1);
  });
});

describe('requests', () => {
  test.each([
    ['first', 'bearer', 'authorization', 'Bearer sk-first-0123456789abcdefghij'],
    ['second', 'bearer', 'authorization', 'Bearer sk-second-9876543210zyxwvutsrq'],
    ['first', 'api-key', 'api-key', 'sk-first-0123456789abcdefghij'],
    ['forbidden', 'bearer', 'authorization', 'Bearer sk-forbidden-0123456789klmnopqrst'],
    ['empty', 'bearer', 'authorization', 'Bearer'],
    ['none', 'bearer', 'authorization', undefined],
    ['first', 'none', 'authorization', undefined],
  ] as const)('of user %s with %s carry %s: %s', async (user, auth, name, value) => {
    let seen: string | undefined = 'not called';
    nock(origin)
      .post('/v1/responses')
      .reply(200, function reply() {
        seen = this.req.headers[name] as string | undefined;
        return {};
      });
    const call = testCall();
    const exchange = await testClient(baseUrl, { target: { auth } })({
      ...call,
      intent: { ...call.intent, user },
    });
    expect(Array.isArray(seen) ? seen[0] : seen).toBe(value);
    expect(JSON.stringify(exchange)).not.toContain('0123456789');
  });

  test.each([
    ['first', 'bearer', 'api-key', 'sk-first-0123456789abcdefghij'],
    ['first', 'api-key', 'bearer', 'Bearer sk-first-0123456789abcdefghij'],
    ['forbidden', 'bearer', 'api-key', 'sk-forbidden-0123456789klmnopqrst'],
  ] as const)(
    'of user %s with %s carry the key as %s where they say so',
    async (user, auth, keyForm, value) => {
      const seen: (string | undefined)[] = [];
      nock(origin)
        .post('/v1/responses')
        .reply(200, function reply() {
          const { authorization, 'api-key': key } = this.req.headers as { readonly [name: string]: string };
          seen.push(...[authorization, key].flat());
          // What comes back is redacted in either form.
          return { debug: { authorization, key } };
        });
      const call = testCall();
      const exchange = await testClient(baseUrl, { target: { auth } })({
        ...call,
        intent: { ...call.intent, user, keyForm },
      });
      expect(seen.filter((header) => header !== undefined)).toEqual([value]);
      expect(JSON.stringify(exchange)).not.toContain('0123456789');
      expect(JSON.stringify(exchange.answer?.json)).toContain(`[REDACTED:${user}-key]`);
    },
  );

  test('in another form than the configured one are refused without fetching a new key', async () => {
    nock(origin).post('/v1/responses').times(2).reply(401, { error: {} });
    let fetched = 0;
    const send = testClient(baseUrl, {
      parts: {
        credentials: {
          first: async () => 'sk-first-0123456789abcdefghij',
          second: async () => null,
          refresh: async () => {
            fetched += 1;
            return false;
          },
        },
      },
    });
    const call = testCall();
    await send({ ...call, intent: { ...call.intent, keyForm: 'api-key' } });
    expect(fetched).toBe(0);
    await send(call);
    expect(fetched).toBe(1);
  });

  test.each([
    ['whole', '{"id": "resp_1"}', false, 'complete'],
    ['half', '{"id": "re', false, 'disconnected-by-us'],
    ['half, and the connection reset', '{"id": "re', true, 'disconnected-by-us'],
  ])('on a half-closed connection may be answered by %s', async (_name, text, breaks, ending) => {
    const asked: (boolean | undefined)[] = [];
    const transport: Transport = async ({ halfClosed }) => {
      asked.push(halfClosed);
      return { status: 200, headers: [['content-type', 'application/json']], body: body(text, breaks) };
    };
    const call = testCall();
    const { answer } = await testClient(baseUrl, { parts: { transport } })({
      ...call,
      intent: { ...call.intent, halfClosed: true },
    });
    expect(asked).toEqual([true]);
    expect(answer).toMatchObject({ status: 200, ending });
  });

  test('carry extra headers and query, which the call itself may replace', async () => {
    nock(origin, { reqheaders: { 'x-a': 'secret-one', 'x-b': 'own' } })
      .post('/v1/responses')
      .query({ 'api-version': 'v1', trace: 'secret-two' })
      .reply(200, {});
    const exchange = await testClient(baseUrl, {
      target: {
        headers: [
          ['x-a', 'secret-one'],
          ['x-b', 'configured'],
        ],
        query: [
          ['api-version', 'v1'],
          ['trace', 'secret-two'],
        ],
      },
    })(testCall({ headers: [['X-B', 'own']] }));
    expect(exchange.answer?.status).toBe(200);
    expect(exchange.request.query).toEqual([
      ['api-version', 'v1'],
      ['trace', '[REDACTED:trace]'],
    ]);
    expect(exchange.request.url).toBe(`${baseUrl}/responses?api-version=v1&trace=[REDACTED:trace]`);
    expect(JSON.stringify(exchange)).not.toMatch(/secret-(one|two)|"own"/);
  });

  test('do not follow a redirect', async () => {
    nock(origin).post('/v1/responses').reply(307, '', { location: 'http://elsewhere.test/' });
    const elsewhere = nock('http://elsewhere.test').post('/').reply(200, {});
    const { answer } = await testClient(baseUrl)(testCall());
    expect(answer?.status).toBe(307);
    expect(elsewhere.isDone()).toBe(false);
  });
});

async function* body(text: string, breaks: boolean): AsyncIterable<Uint8Array> {
  yield Buffer.from(text, 'utf8');
  if (breaks) throw new TransportError('reset', 'the connection was reset');
}
