import nock from 'nock';
import { afterEach, describe, expect, test } from 'vitest';
import { testCall, testClient } from '../tests/wire/setup.js';

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
