import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { plainFraming } from '../tests/wire/framing.js';
import type { Exchange, Frame } from './exchange.js';
import { unknownIntent } from './exchange.js';
import { frameSink } from './frame-store.js';
import { openTranscript, readTranscript } from './transcript.js';

const parent = mkdtempSync(join(tmpdir(), 'transcript-'));
afterAll(() => rmSync(parent, { recursive: true }));
const folder = () => mkdtempSync(join(parent, 'case-'));

function exchange(id: string, answer: Partial<NonNullable<Exchange['answer']>> | null): Exchange {
  return {
    id,
    scenario: 'a/b',
    dialect: 'openai',
    fidelity: 'wire',
    operation: 'create-response',
    intent: unknownIntent,
    request: {
      method: 'POST',
      url: 'http://h/responses',
      path: '/responses',
      query: [],
      headers: [['a', 'b']],
      body: { input: 'line\n\u2028 ü 🦜' },
      text: null,
      recorded: true,
    },
    answer:
      answer === null
        ? null
        : {
            status: 200,
            headers: [],
            text: '',
            jsonProblem: null,
            stream: null,
            ending: 'complete',
            endingDetail: null,
            bytes: 2,
            ...answer,
          },
    noAnswer: answer === null ? { reason: 'refused', detail: 'no' } : null,
    waitedOut: [],
    timing: { startedAt: new Date(0).toISOString(), headersMs: 1, totalMs: 2, concurrent: 1 },
  };
}

async function all(path: string): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  for await (const one of readTranscript(path)) exchanges.push(one);
  return exchanges;
}

const frames = (count: number, from = 0): readonly Frame[] =>
  Array.from({ length: count }, (_, index) => ({
    at: index,
    event: index % 2 === 0 ? 'ü' : null,
    data: `{"sequence_number":${from + index},"text":"🦜\\n"}`,
    ...(index % 3 === 0 ? { id: String(index) } : {}),
  }));

describe('a transcript', () => {
  test('gives back what was appended, whoever wrote at the same time', async () => {
    const path = join(folder(), 'new', 'transcript.ndjson');
    const given = [
      exchange('a/b#1.1', {
        text: '{"__proto__":1,"b":[true]}',
        json: JSON.parse('{"__proto__":1,"b":[true]}'),
      }),
      exchange('a/b#1.2', { text: 'no json', jsonProblem: 'because' }),
      exchange('a/b#1.3', null),
      exchange('a/b#1.4', { stream: { frames: frames(3), framing: plainFraming } }),
    ];
    const writer = await openTranscript(path);
    await Promise.all(given.map(writer.append));
    await writer.close();
    expect(await all(path)).toEqual(given);
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(5);
  });

  test('keeps a body of megabytes as it is, wherever its characters are cut', async () => {
    const path = join(folder(), 'transcript.ndjson');
    const texts = ['🦜', 'a🦜', 'aé🦜'].map((text) => text.repeat(400_000));
    const writer = await openTranscript(path);
    await Promise.all(texts.map((text, index) => writer.append(exchange(`a/b#1.${index}`, { text }))));
    await writer.close();
    expect((await all(path)).map(({ answer }) => answer?.text)).toEqual(texts);
  });

  test('has the lines in the order in which they came, however many wait at once', async () => {
    const path = join(folder(), 'transcript.ndjson');
    const ids = Array.from({ length: 3000 }, (_, index) => `a/b#${index + 1}.1`);
    const writer = await openTranscript(path);
    await Promise.all(ids.map((id) => writer.append(exchange(id, { text: id.repeat(100) }))));
    await writer.close();
    expect((await all(path)).map(({ id }) => id)).toEqual(ids);
  });

  test('is continued behind the last whole line', async () => {
    const path = join(folder(), 'transcript.ndjson');
    const first = await openTranscript(path);
    await first.append(exchange('one', null));
    await first.close();
    appendFileSync(path, '{"id":"half","requ');
    expect((await all(path)).map(({ id }) => id)).toEqual(['one']);
    const second = await openTranscript(path);
    await second.append(exchange('two', null));
    await second.close();
    expect((await all(path)).map(({ id }) => id)).toEqual(['one', 'two']);
  });

  test('takes nothing more once it is closed, and says nothing of it: the run was given up', async () => {
    const path = join(folder(), 'transcript.ndjson');
    const writer = await openTranscript(path);
    const before = writer.append(exchange('a/b#1.1', null));
    const closing = writer.close();
    await expect(writer.append(exchange('a/b#1.2', null))).resolves.toBeUndefined();
    await Promise.all([before, closing]);
    const ids: string[] = [];
    for await (const { id } of readTranscript(path)) ids.push(id);
    expect(ids).toEqual(['a/b#1.1']);
  });

  test('that is damaged is refused with the line', async () => {
    const path = join(folder(), 'transcript.ndjson');
    writeFileSync(path, '\n{"a":1}\n');
    await expect(all(path)).rejects.toThrow(/transcript\.ndjson:2: this line is no exchange/);
  });
});

describe('a large stream', () => {
  test('goes to a side file while it arrives, and is read back from there', async () => {
    const home = folder();
    const sink = frameSink(home, 'a/b#1.1', 1000);
    const given = frames(5000);
    for (const frame of given) sink.add(frame);
    const stored = sink.end();
    const path = join(home, 'transcript.ndjson');
    const writer = await openTranscript(path);
    await writer.append(exchange('a/b#1.1', { stream: { frames: stored, framing: plainFraming } }));
    await writer.close();
    expect(readFileSync(path, 'utf8').length).toBeLessThan(2000);
    expect(readFileSync(path, 'utf8')).toContain('"frames":"streams/a%2Fb%231.1.ndjson"');
    const [read] = await all(path);
    const walked = read?.answer?.stream?.frames ?? [];
    expect([...walked]).toEqual(given);
    expect([...walked]).toEqual(given);
    for (const first of walked) {
      expect(first).toEqual(given[0]);
      break;
    }
  });

  test('of the same exchange never overwrites an earlier one', () => {
    const home = folder();
    const sinks = [0, 1].map((from) => {
      const sink = frameSink(home, 'same', 0);
      for (const frame of frames(2, from * 10)) sink.add(frame);
      return sink.end();
    });
    expect(sinks.map((stored) => [...stored])).toEqual([frames(2), frames(2, 10)]);
  });

  test('may be named beside the transcript only', async () => {
    const path = join(folder(), 'transcript.ndjson');
    const line = JSON.stringify(exchange('x', { stream: { frames: [], framing: plainFraming } }));
    writeFileSync(path, `${line.replace('"frames":[]', '"frames":"../../etc/passwd"')}\n`);
    await expect(all(path)).rejects.toThrow(/expected streams\/<name>\.ndjson/);
  });
});
