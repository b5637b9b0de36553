import { describe, expect, test } from 'vitest';
import { dialect } from '../schemas/dialects.js';
import type { Requests } from '../suites/engine/scenario.js';
import { testClient, testTarget } from '../tests/wire/setup.js';
import type { Call } from './call.js';
import { callsForStream, wireRequest } from './request-maker.js';
import type { RequestsFor } from './requests.js';
import { requests } from './requests.js';

function recorded(differences: Partial<RequestsFor> = {}): {
  readonly made: Requests;
  readonly calls: Call[];
} {
  const calls: Call[] = [];
  const send = testClient('http://h/v1', {
    parts: {
      transport: async () => ({ status: 200, headers: [], body: (async function* none() {})() }),
    },
  });
  const made = requests({
    scenario: 'area/name',
    case: 2,
    target: { model: 'm', requestDefaults: { vendor: true, store: false } },
    dialect: dialect('azure-openai'),
    send: (call) => {
      calls.push(call);
      return send(call);
    },
    ...differences,
  });
  return { made, calls };
}

describe('operations', () => {
  test('have the method and path of the contract, and count their steps', async () => {
    const { made } = recorded();
    const id = 'a/b';
    const exchanges = await Promise.all([
      made.create({}),
      made.retrieve(id),
      made.delete(id),
      made.cancel(id),
      made.inputItems(id),
      made.listResponses(),
      made.countInputTokens({}),
      made.compact({}),
      made.createConversation({}),
      made.retrieveConversation(id),
      made.updateConversation(id, {}),
      made.deleteConversation(id),
      made.listConversations(),
      made.createConversationItems(id, {}),
      made.conversationItems(id),
      made.retrieveConversationItem(id, 'i'),
      made.deleteConversationItem(id, 'i'),
      made.send({ method: 'PUT', path: '/other' }),
    ]);
    expect(exchanges.map(({ operation }) => operation)).toEqual([
      'create-response',
      'retrieve-response',
      'delete-response',
      'cancel-response',
      'list-input-items',
      'list-responses',
      'count-input-tokens',
      'compact-response',
      'create-conversation',
      'retrieve-conversation',
      'update-conversation',
      'delete-conversation',
      'list-conversations',
      'create-conversation-items',
      'list-conversation-items',
      'retrieve-conversation-item',
      'delete-conversation-item',
      'other',
    ]);
    expect(exchanges.map((exchange) => exchange.id)).toEqual(
      exchanges.map((_, index) => `area/name#2.${index + 1}`),
    );
    expect(exchanges[1]?.request.path).toBe('/responses/a%2Fb');
  });
});

describe('bodies', () => {
  test('get the model and the defaults of the target, which a scenario may replace or leave out', async () => {
    const { made, calls } = recorded();
    await made.create({ input: 'x' });
    await made.create({ model: 'other', store: true });
    await made.create({ model: undefined });
    await made.compact({});
    await made.createConversation({});
    expect(calls.map(({ body }) => body)).toEqual([
      { json: { vendor: true, store: false, model: 'm', input: 'x' } },
      { json: { vendor: true, store: true, model: 'other' } },
      { json: { vendor: true, store: false } },
      { json: { model: 'm' } },
      { json: {} },
    ]);
  });

  test('that are raw go as they are, with a content type where none is named', async () => {
    const { made, calls } = recorded();
    const [plain, typed, empty] = await Promise.all([
      made.send({ method: 'POST', path: '/responses', body: '{"a": 1,}' }, { validity: 'invalid' }),
      made.send(
        { method: 'POST', path: '/responses', body: '{"stream":true}' },
        { headers: [['Content-Type', 'text/plain']] },
      ),
      made.send({ method: 'GET', path: '/responses' }),
    ]);
    expect(plain?.request).toMatchObject({ text: '{"a": 1,}', recorded: true });
    expect(plain?.request.body).toBeUndefined();
    expect(plain?.intent.validity).toBe('invalid');
    expect(plain?.request.headers).toContainEqual(['content-type', 'application/json']);
    expect(typed?.request).toMatchObject({ body: { stream: true }, text: '{"stream":true}' });
    expect(typed?.request.headers.filter(([name]) => /content-type/i.test(name))).toEqual([
      ['Content-Type', 'text/plain'],
    ]);
    expect(empty?.request.headers.map(([name]) => name)).not.toContain('content-type');
    expect(calls.map(callsForStream)).toEqual([false, true, false]);
  });
});

describe('queries', () => {
  test('repeat lists, leave out what is undefined and spell include as the dialect does', async () => {
    const { made, calls } = recorded();
    await made.retrieve('r', {
      query: { include: ['a', 'b'], stream: true, starting_after: 3, limit: undefined },
    });
    const [call] = calls;
    if (call === undefined) throw new Error('a call was made');
    expect(wireRequest(testTarget('http://h/v1'), call, null, null).url).toBe(
      'http://h/v1/responses/r?include[]=a&include[]=b&stream=true&starting_after=3',
    );
    expect(callsForStream(call)).toBe(true);
    const openai = recorded({ dialect: dialect('openai') });
    await openai.made.inputItems('r', { query: { include: ['a'] } });
    expect(openai.calls[0]?.query).toEqual([['include', 'a']]);
  });
});
