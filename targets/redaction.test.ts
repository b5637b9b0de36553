import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../schemas/json.js';
import type { Frame } from './exchange.js';
import { fragmentMark, redactionMark, secretStore } from './redaction.js';

const key = 'sk-Canary-4f9c2b71aa08De63';
const store = () => {
  const made = secretStore({ headers: ['X-Tenant'], query: ['code'] });
  made.add({ name: 'first-key', value: key, kind: 'key' });
  made.add({ name: 'x-tenant', value: 'tenant/"ö" value', kind: 'value' });
  return made;
};
const mark = redactionMark('first-key');

function framesThrough(frames: readonly Frame[]): readonly Frame[] {
  const out: Frame[] = [];
  const redaction = store()
    .redaction()
    .frames((frame) => out.push(frame));
  for (const frame of frames) redaction.push(frame);
  redaction.end();
  return out;
}

const delta = (text: string, members: Readonly<Record<string, JsonValue>> = {}): Frame => ({
  at: null,
  event: 'response.output_text.delta',
  data: JSON.stringify({ type: 'response.output_text.delta', output_index: 0, ...members, delta: text }),
});

const joined = (frames: readonly Frame[], index: number | null = null) =>
  frames
    .map(({ data }) => JSON.parse(data) as { readonly delta?: string; readonly output_index?: number })
    .filter((data) => index === null || data.output_index === index)
    .map((data) => data.delta ?? '')
    .join('');

describe('text', () => {
  const clean = store().redaction().text;

  test.each([
    ['as it is', key],
    ['percent-encoded', encodeURIComponent('tenant/"ö" value')],
    ['as JSON', JSON.stringify('tenant/"ö" value').slice(1, -1)],
    ['as JSON with escaped slashes', 'tenant\\/\\"ö\\" value'],
    ['in base64', Buffer.from(`user:${key}`).toString('base64')],
    ['in base64, shifted', Buffer.from(`u${key}`).toString('base64url')],
  ])('loses a secret %s', (_name, spelled) => {
    const text = clean(`before ${spelled} after`);
    expect(text).toMatch(/^before .*\[REDACTED:(first-key|x-tenant)\].* after$/);
    expect(text).not.toContain(spelled);
  });

  test('loses fragments of a key under a name of their own', () => {
    expect(clean(`Incorrect API key: ${key.slice(0, 12)}****`)).toBe(
      `Incorrect API key: ${fragmentMark('first-key')}****`,
    );
    expect(clean(`… ${key.slice(-9)}`)).toBe(`… ${fragmentMark('first-key')}`);
  });

  test.each(['response', 'preview', 'true', '1', '2025-03-01-preview', 'application/json', 'sk'])(
    'keeps the word %s although a secret is spelled like it',
    (word) => {
      const made = secretStore();
      made.add({ name: 'x', value: word, kind: 'value' });
      made.add({ name: 'first-key', value: word, kind: 'key' });
      expect(made.redaction().text(`"${word}"`)).toBe(`"${word}"`);
    },
  );

  test('keeps a time stamp that is part of a key', () => {
    const made = secretStore();
    made.add({ name: 'first-key', value: 'k-1712345678-abc', kind: 'key' });
    expect(made.redaction().text('{"created_at":1712345678}')).toBe('{"created_at":1712345678}');
  });
});

describe('headers and addresses', () => {
  const redaction = store().redaction();

  test('lose what stands in secret places, and secrets in any place', () => {
    expect(
      redaction.headers([
        ['Authorization', `Bearer ${key}`],
        ['authorization', 'Bearer someone-else'],
        ['x-tenant', 'ok'],
        ['x-echo', `got ${key}`],
        ['content-type', 'text/plain'],
      ]),
    ).toEqual([
      ['Authorization', `Bearer ${mark}`],
      ['authorization', 'Bearer [REDACTED:authorization]'],
      ['x-tenant', '[REDACTED:x-tenant]'],
      ['x-echo', `got ${mark}`],
      ['content-type', 'text/plain'],
    ]);
    expect(redaction.url(`http://me:pw@h/v1/${key}?code=1&a=b%20c&include[]=x`)).toBe(
      `http://h/v1/${mark}?code=[REDACTED:code]&a=b%20c&include[]=x`,
    );
  });
});

describe('JSON', () => {
  const clean = store().redaction().json;

  test('is the very same value where nothing is secret', () => {
    const value = { a: ['b', { c: 'text' }], output: [] };
    expect(clean(value)).toBe(value);
  });

  test('loses secrets in strings, member names and texts cut into parts', () => {
    const value = {
      [key]: 1,
      text: `x${key}y`,
      content: [{ text: `sk-Canary-4f` }, { text: 'ignored'.slice(7) }, { text: '9c2b71aa08De63!' }],
      logprobs: [
        { token: 'sk-Can', bytes: [115], top_logprobs: [{ token: 'sk-Can' }] },
        { token: 'ary-4f9c2b71aa08De63', bytes: [97], top_logprobs: [] },
      ],
    };
    expect(clean(value)).toEqual({
      [mark]: 1,
      text: `x${mark}y`,
      content: [{ text: mark }, { text: '' }, { text: '!' }],
      logprobs: [
        { token: expect.not.stringContaining('sk-'), bytes: [], top_logprobs: [] },
        { token: expect.not.stringContaining('4f9c2b71'), bytes: [], top_logprobs: [] },
      ],
    });
  });
});

describe('streams', () => {
  test('lose a key in one event', () => {
    const [frame] = framesThrough([{ at: 1, event: key, data: `{"text":"a${key}"}`, id: key }]);
    expect(frame).toEqual({ at: 1, event: mark, data: `{"text":"a${mark}"}`, id: mark });
  });

  test('lose a key spelled with escapes', () => {
    const escaped = [...key].map((letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join('');
    expect(joined(framesThrough([{ ...delta(''), data: `{"delta":"a${escaped}b"}` }]))).toBe(`a${mark}b`);
  });

  test('lose a key that is split over deltas however they are cut and mixed', () => {
    const text = `The key is ${key}, and once more: ${key}. It ends with ${key}`;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 7 })), fc.array(fc.boolean()), (sizes, others) => {
        const frames: Frame[] = [];
        let at = 0;
        for (let index = 0; at < text.length; index += 1) {
          const size = sizes[index] ?? 3;
          frames.push(delta(text.slice(at, at + size), { logprobs: [{ token: text.slice(at, at + size) }] }));
          if (others[index] === true) frames.push(delta('other ', { output_index: 1 }));
          at += size;
        }
        const clean = framesThrough(frames);
        expect(clean).toHaveLength(frames.length);
        expect(joined(clean, 0)).toBe(text.replaceAll(key, mark));
        expect(JSON.stringify(clean)).not.toMatch(/4f9|De63/);
      }),
      { numRuns: 300 },
    );
  });

  test('lose a key whose pieces lie in different items', () => {
    const frames = [...key].map((letter, index) => delta(letter, { output_index: index }));
    expect(joined(framesThrough(frames))).toBe(mark);
  });

  test('lose a key that the end of the stream cuts off, and one in data that is no JSON', () => {
    expect(joined(framesThrough([delta('a sk-Cana'), delta('ry-4f9c')]))).toBe(
      `a ${fragmentMark('first-key')}`,
    );
    const raw = [key.slice(0, 5), key.slice(5)].map((data): Frame => ({ at: null, event: null, data }));
    expect(framesThrough(raw).map(({ data }) => data)).toEqual([mark, '']);
  });

  test('keep less than a fragment of a key that is spread over hundreds of events', () => {
    const frames = [...key].flatMap((letter) => [
      delta(letter),
      ...Array.from({ length: 300 }, () => ({ at: null, event: 'x', data: '{"type":"x"}' })),
    ]);
    const clean = framesThrough(frames);
    expect(clean).toHaveLength(frames.length);
    expect(joined(clean)).not.toContain(key.slice(0, 8));
    expect(joined(clean).replace(/\[[^\]]*\]/g, '').length).toBeLessThan(8);
  });

  test('are handed on as they are, in order, where nothing is secret', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
        const frames = texts.map((text, index) => delta(text, { output_index: index % 3 }));
        expect(framesThrough(frames)).toEqual(frames);
      }),
    );
  });
});
