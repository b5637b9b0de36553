import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventStreamReader, readEventStream as readBytes, shownFraming } from './event-stream.js';
import type { Frame, Framing } from './exchange.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);

function read(pieces: readonly Uint8Array[], maxEventLength?: number) {
  const frames: Frame[] = [];
  const reader = eventStreamReader((frame) => frames.push(frame), maxEventLength);
  const fitted = pieces.map((piece, index) => reader.push(piece, index));
  return { frames, fitted, framing: reader.end() };
}

function readEventStream(text: string) {
  const frames: Frame[] = [];
  return { frames, framing: readBytes(bytesOf(text), (frame) => frames.push(frame)) };
}

const datas = (frames: readonly Frame[]) => frames.map(({ data }) => data);

describe('events', () => {
  test.each(['\n', '\r\n', '\r'])('are the same with line ends %j', (end) => {
    const text = ['event: a', 'data: 1', 'data: 2', 'id: x', '', ': note', 'data:3', '', ''].join(end);
    const { frames, framing } = readEventStream(text);
    expect(frames).toEqual([
      { at: null, event: 'a', data: '1\n2', id: 'x' },
      { at: null, event: null, data: '3' },
    ]);
    expect(framing).toMatchObject({ comments: 1, unterminated: null, chunks: null });
  });

  test('are the same however the bytes are cut', () => {
    const text =
      '\uFEFFevent: ä\r\ndata: {"t":"héllo 🦜"}\r\n\r\n: c\r\rdata: 2\n\nretry: 5\nid: 7\ndata\n\ndata: rest';
    const whole = readEventStream(text);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 })), (sizes) => {
        const bytes = bytesOf(text);
        const pieces: Uint8Array[] = [];
        let at = 0;
        for (const size of [...sizes, bytes.length]) {
          pieces.push(bytes.slice(at, at + size));
          at += size;
        }
        const { frames, framing } = read(pieces);
        expect(frames.map((frame) => ({ ...frame, at: null }))).toEqual(whole.frames);
        expect({ ...framing, chunks: null }).toEqual(whole.framing);
      }),
    );
    expect(whole.framing).toEqual<Framing>({
      byteOrderMark: true,
      comments: 1,
      retries: 1,
      unknownFields: [],
      invalidUtf8At: null,
      unterminated: 'data: rest',
      chunks: null,
    });
  });

  test('end with a lone CR at once, without waiting for what follows', () => {
    const frames: Frame[] = [];
    const reader = eventStreamReader((frame) => frames.push(frame));
    reader.push(bytesOf('data: 1\r\r'), 5);
    expect(frames).toEqual([{ at: 5, event: null, data: '1' }]);
    reader.push(bytesOf('\ndata: 2\r'), 6);
    expect(datas(frames)).toEqual(['1']);
    reader.push(bytesOf('\r'), 7);
    expect(datas(frames)).toEqual(['1', '2']);
  });

  test('without data are not dispatched, an empty data field is', () => {
    expect(datas(readEventStream('event: a\n\ndata:\n\nid: 1\n\n').frames)).toEqual(['']);
  });

  test('carry the time of the piece that completed them', () => {
    const { frames, framing } = read(
      ['data: 1\n', '\ndata: 2\n\n', ': wait\n\n', 'data: 3\n\n'].map(bytesOf),
    );
    expect(frames.map(({ at }) => at)).toEqual([1, 1, 3]);
    expect(framing.chunks).toEqual({ count: 2, firstAt: 1, lastAt: 3 });
  });
});

describe('framing', () => {
  test('names unknown fields and counts bad retries', () => {
    const { framing } = readEventStream('foo: 1\nretry: soon\n{"error":1}\ndata: x\n\n');
    expect(framing.unknownFields).toEqual(['foo', '{"error"']);
    expect(framing.retries).toBe(1);
  });

  test('gives the offset of the first invalid byte, also at a cut', () => {
    const start = bytesOf('data: é');
    const bad = new Uint8Array([...start, 0xc3, 0x28, 0x0a, 0x0a]);
    for (const cut of [1, 6, 7, 8, 9, 10]) {
      const { framing, frames } = read([bad.slice(0, cut), bad.slice(cut)]);
      expect(framing.invalidUtf8At).toBe(8);
      expect(datas(frames)).toEqual(['é\uFFFD(']);
    }
  });

  test('knows a character cut off by the end from one that was sent as U+FFFD', () => {
    expect(read([bytesOf('data: \uFFFD\n\n')]).framing.invalidUtf8At).toBeNull();
    expect(read([new Uint8Array([0x64, 0xe2, 0x82])]).framing.invalidUtf8At).toBe(1);
  });

  test('leaves comments at the end alone, and shortens what was left', () => {
    expect(readEventStream('data: 1\n\n: bye\n: bye\n').framing).toMatchObject({
      comments: 2,
      unterminated: null,
    });
    const { framing } = readEventStream(`: c\n${'name'.repeat(50)}: x\ndata: secret${'x'.repeat(900)}`);
    const shown = shownFraming(framing, (text) => text.replace('secret', ''));
    expect(shown.unterminated).toHaveLength(200);
    expect(shown.unterminated).not.toContain('secret');
    expect(shown.unknownFields[0]).toHaveLength(40);
  });

  test('stops at a line without end', () => {
    const piece = bytesOf('x'.repeat(100));
    expect(read([bytesOf('data: '), piece, piece, piece], 250).fitted).toEqual([true, true, true, false]);
  });
});
