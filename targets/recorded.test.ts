import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { dialectOfUrl, pathBehindBaseUrl } from './dialect-of-url.js';
import type { Exchange } from './exchange.js';
import { openRecording, type Recording } from './recorded.js';
import { openTranscript } from './transcript.js';

const folder = mkdtempSync(join(tmpdir(), 'recorded-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, value: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
}

async function all(recording: Recording): Promise<readonly Exchange[]> {
  const exchanges: Exchange[] = [];
  for await (const exchange of recording.exchanges()) exchanges.push(exchange);
  return exchanges;
}

const key = 'sk-recorded-0123456789abcdef';
const headers = (rows: Readonly<Record<string, string>>) =>
  Object.entries(rows).map(([name, value]) => ({ name, value }));
const entry = (url: string, content: object, members: object = {}, request: object = {}) => ({
  startedDateTime: '2026-01-02T03:04:05.000Z',
  time: 120,
  request: {
    method: 'POST',
    url,
    headers: headers({ Authorization: `Bearer ${key}` }),
    postData: { mimeType: 'application/json', text: '{"stream":true,"input":"x"}' },
    ...request,
  },
  response: { status: 200, statusText: 'OK', headers: headers({ 'content-type': 'text/plain' }), content },
  timings: { send: 0, wait: 80, receive: 40 },
  ...members,
});
const har = (...entries: readonly object[]) => ({ log: { version: '1.2', creator: {}, entries } });

describe('HAR', () => {
  test('entries become exchanges, without their keys', async () => {
    const stream = `event: a\ndata: {"type":"a","echo":"${key}"}\n\n`;
    const path = fileOf(
      'mixed.har',
      har(
        entry('https://api.openai.com/v1/responses', { text: stream }),
        entry('https://api.openai.com/v1/chat/completions', { text: '{}' }),
        entry('https://x.openai.azure.com/openai/v1/conversations/c_1/items?api-version=v1&key=abc', {
          text: Buffer.from('{"a":1}').toString('base64'),
          encoding: 'base64',
        }),
        entry('https://api.openai.com/v1/responses', {}, {}, { method: 'OPTIONS' }),
        entry('https://api.openai.com/v1/responses', { size: 300 }),
        entry(
          'https://x.services.ai.azure.com/api/projects/p/openai/v1/responses/resp_1',
          { text: '{}' },
          { _fidelity: 'redacted', _requestRecorded: false },
          { method: 'GET', postData: undefined },
        ),
      ),
    );
    const recording = await openRecording(path);
    const [first, second, third, ...more] = await all(recording);
    expect(recording).toMatchObject({ format: 'har', ignored: 3 });
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      id: 'mixed.har#1',
      dialect: 'openai',
      fidelity: 'wire',
      operation: 'create-response',
      intent: { validity: 'unknown' },
      request: { path: '/responses', body: { stream: true }, recorded: true },
      answer: { status: 200, ending: 'complete', text: '' },
      timing: { startedAt: '2026-01-02T03:04:05.000Z', headersMs: 80, totalMs: 120 },
    });
    expect([...(first?.answer?.stream?.frames ?? [])]).toEqual([
      { at: null, event: 'a', data: '{"type":"a","echo":"[REDACTED:authorization]"}' },
    ]);
    expect(second).toMatchObject({
      dialect: 'azure-openai',
      operation: 'create-conversation-items',
      request: {
        path: '/conversations/c_1/items',
        query: [
          ['api-version', 'v1'],
          ['key', '[REDACTED:key]'],
        ],
      },
      answer: { json: { a: 1 } },
    });
    expect(third).toMatchObject({
      dialect: 'azure-foundry',
      fidelity: 'redacted',
      operation: 'retrieve-response',
      request: { recorded: false },
      timing: { headersMs: null, totalMs: null },
    });
    expect(JSON.stringify([first, second, third])).not.toContain('0123456789');
  });

  test('a forced dialect holds for every entry, and unrecorded headers lower the fidelity', async () => {
    const bare = {
      response: { status: 200, headers: [], content: { text: '{}', mimeType: 'application/json' } },
    };
    const path = fileOf('bare.har', har(entry('https://h/v1/responses', {}, bare)));
    const [exchange] = await all(await openRecording(path, 'open-responses'));
    expect(exchange).toMatchObject({
      dialect: 'open-responses',
      fidelity: 'body-only',
      answer: { headers: [['content-type', 'application/json']] },
    });
  });

  test('a body that is still compressed is none', async () => {
    const compressed = {
      response: {
        status: 200,
        headers: headers({ 'content-encoding': 'br', 'content-type': 'application/json' }),
        content: { text: 'R3' },
      },
    };
    const path = fileOf('compressed.har', har(entry('https://h/v1/responses', {}, compressed)));
    expect((await openRecording(path)).ignored).toBe(1);
  });

  test('a request that failed has no answer', async () => {
    const failed = { response: { status: 0, statusText: 'net::ERR_FAILED', headers: [], content: {} } };
    const [exchange] = await all(
      await openRecording(fileOf('failed.har', har(entry('https://h/v1/responses', {}, failed)))),
    );
    expect(exchange).toMatchObject({
      answer: null,
      noAnswer: { reason: 'aborted', detail: 'net::ERR_FAILED' },
    });
  });
});

describe('nock fixtures', () => {
  test.each([
    ['an object', { response: { id: 'a' }, rawHeaders: { 'Content-Type': 'application/json' } }, 'reparsed'],
    ['text', { response: '{"id":"a"}', rawHeaders: ['Content-Type', 'application/json'] }, 'wire'],
    [
      'hexadecimal gzip in pieces',
      {
        response: [
          gzipSync('{"id":"a"}').toString('hex').slice(0, 20),
          gzipSync('{"id":"a"}').toString('hex').slice(20),
        ],
        rawHeaders: { 'content-type': ['application/json'], 'content-encoding': 'gzip' },
      },
      'wire',
    ],
  ])('may hold the answer as %s', async (_name, answer, fidelity) => {
    const path = fileOf('nock.json', [
      {
        scope: 'https://api.openai.com:443',
        method: 'POST',
        path: '/v1/responses',
        body: { input: key },
        status: 200,
        reqheaders: { authorization: [`Bearer ${key}`] },
        ...answer,
      },
      { scope: 'https://api.openai.com:443', path: '/v1/models', response: {} },
    ]);
    const recording = await openRecording(path);
    const [exchange] = await all(recording);
    expect(recording).toMatchObject({ format: 'nock', ignored: 1 });
    expect(exchange).toMatchObject({
      id: 'nock.json#1',
      fidelity,
      operation: 'create-response',
      request: { url: 'https://api.openai.com/v1/responses', body: { input: '[REDACTED:authorization]' } },
      answer: { json: { id: 'a' } },
      timing: { totalMs: null },
    });
  });
});

describe('transcripts', () => {
  test('are told from their first line and read as they were written', async () => {
    const [exchange] = await all(
      await openRecording(fileOf('one.har', har(entry('https://h/v1/responses', { text: '{"a":1}' })))),
    );
    if (exchange === undefined) throw new Error('the HAR file holds one exchange');
    const path = join(folder, 'transcript.ndjson');
    const writer = await openTranscript(path);
    await writer.append(exchange);
    await writer.close();
    const recording = await openRecording(path);
    expect(recording.format).toBe('transcript');
    expect(await all(recording)).toEqual([exchange]);
    expect(await all(await openRecording(path, 'azure-openai'))).toMatchObject([{ dialect: 'azure-openai' }]);
  });
});

describe('other files', () => {
  test.each([
    ['nothing.har', null, /cannot read .*nothing\.har/],
    ['text.har', 'no json', /text\.har is not JSON/],
    ['other.json', { a: 1 }, /other\.json is JSON, but not recorded traffic; give a HAR/],
    ['empty.json', [], /not recorded traffic/],
  ])('%s is refused', async (name, content, message) => {
    const path = content === null ? join(folder, name) : fileOf(name, content);
    await expect(openRecording(path)).rejects.toThrow(message);
  });
});

describe('addresses', () => {
  test.each([
    ['https://x.services.ai.azure.com/api/projects/p/openai/v1', 'azure-foundry'],
    ['https://x.openai.azure.com/openai/v1', 'azure-openai'],
    ['https://x.cognitiveservices.azure.com/openai', 'azure-openai'],
    ['https://x.services.ai.azure.com/openai/v1', 'azure-openai'],
    ['https://api.openai.com/v1', 'openai'],
    ['http://localhost:8000', 'openai'],
    ['https://openai.azure.com.evil.example/v1', 'openai'],
  ])('%s speaks %s', (url, dialect) => {
    expect(dialectOfUrl(url)).toBe(dialect);
  });

  test.each([
    ['/v1/responses', '/responses'],
    ['/responses/', '/responses'],
    ['/openai/v1/responses/resp_1/input_items', '/responses/resp_1/input_items'],
    ['/api/projects/p/conversations/c/items/i', '/conversations/c/items/i'],
    ['/v1/responses-old', null],
    ['/v1/models', null],
  ])('of %s the part behind the base URL is %s', (path, part) => {
    expect(pathBehindBaseUrl(path)).toBe(part);
  });
});

const recordings = new URL('../../shared/recordings/', import.meta.url);
describe.skipIf(!existsSync(recordings))('real recordings (skipped where ../shared is absent)', () => {
  const files = existsSync(recordings) ? readdirSync(recordings).filter((name) => name.endsWith('.har')) : [];

  test.each(files)('%s is read whole', async (name) => {
    const path = new URL(name, recordings).pathname;
    const recording = await openRecording(path);
    const exchanges = await all(recording);
    const { log } = JSON.parse(readFileSync(path, 'utf8')) as {
      log: { entries: readonly { request: { url: string } }[] };
    };
    expect(exchanges.length + recording.ignored).toBe(log.entries.length);
    // One recorder has kept the bytes of a brotli answer as text, which is no body any more.
    expect(recording.ignored).toBe(name === 'openinference.openai.har' ? 1 : 0);
    for (const exchange of exchanges) {
      expect(exchange.operation).not.toBe('other');
      const { answer } = exchange;
      const isStream = answer?.headers.some(
        ([header, value]) => /content-type/i.test(header) && /event-stream/.test(value),
      );
      if (isStream === true) expect([...(answer?.stream?.frames ?? [])].length).toBeGreaterThan(0);
      else expect(answer?.json).toBeDefined();
      expect(answer?.stream?.framing.invalidUtf8At ?? null).toBeNull();
    }
  });
});
