import type { GeneratedEvent } from '../event.js';
import { lacking, place, replaced, type StreamViolation } from './violation.js';

function numberAt(
  kind: string,
  rule: string,
  change: (event: GeneratedEvent, before: number) => GeneratedEvent,
): StreamViolation {
  return {
    kind,
    rule,
    numbered: (events, pick) => {
      const index = place(events, pick, (_, position) => position > 0);
      return index === null ? null : replaced(events, index, (event) => change(event, index - 1));
    },
  };
}

/** Numbers, lines and bytes. */
export const byteViolations: readonly StreamViolation[] = [
  numberAt('number missing', 'STREAM-SEQ-PRESENT', (event) => ({
    ...lacking(event, 'sequence_number'),
    type: event.type,
  })),
  numberAt('number as a string', 'STREAM-SEQ-PRESENT', (event, before) => ({
    ...event,
    sequence_number: `${before + 1}`,
  })),
  numberAt('number repeated', 'STREAM-SEQ-MONOTONE', (event, before) => ({
    ...event,
    sequence_number: before,
  })),
  numberAt('number goes back', 'STREAM-SEQ-MONOTONE', (event) => ({ ...event, sequence_number: -1 })),
  {
    kind: 'number constant in errors',
    rule: 'STREAM-SEQ-MONOTONE',
    numbered: (events) =>
      events.some(({ type }, index) => type === 'error' && index > 1)
        ? events.map((event) => (event.type === 'error' ? { ...event, sequence_number: 1 } : event))
        : null,
  },
  {
    kind: 'numbers leave one out',
    rule: 'STREAM-SEQ-DENSE',
    numbered: (events, pick) => {
      const from = place(events, pick, (_, index) => index > 0);
      return from === null
        ? null
        : events.map((event, index) => (index < from ? event : { ...event, sequence_number: index + 1 }));
    },
  },
  {
    kind: 'numbers begin at 1',
    rule: 'STREAM-SEQ-DENSE',
    numbered: (events) => events.map((event, index) => ({ ...event, sequence_number: index + 1 })),
  },
  {
    kind: 'event line missing',
    rule: 'STREAM-EVENT-EQ-TYPE',
    written: (events) => events.map((event) => ({ ...event, event: null })),
  },
  {
    kind: 'event line says message',
    rule: 'STREAM-EVENT-EQ-TYPE',
    written: (events, pick) => {
      const index = place(events, pick, ({ event }) => event !== null);
      return index === null ? null : replaced(events, index, (event) => ({ ...event, event: 'message' }));
    },
  },
  {
    kind: 'id line',
    rule: 'STREAM-NO-SSE-ID',
    written: (events, pick) => replaced(events, pick % events.length, (event) => ({ ...event, id: '7' })),
  },
  {
    kind: 'data that is no JSON',
    rule: 'STREAM-JSON-DATA',
    written: (events, pick) =>
      replaced(events, pick % (events.length - 1), (event) => ({ ...event, data: event.data.slice(0, -1) })),
  },
  {
    kind: 'data that is an array',
    rule: 'STREAM-JSON-DATA',
    written: (events, pick) =>
      replaced(events, pick % (events.length - 1), (event) => ({ ...event, data: `[${event.data}]` })),
  },
  {
    kind: 'two objects in one event',
    rule: 'STREAM-JSON-DATA',
    written: (events, pick) =>
      replaced(events, pick % (events.length - 1), (event) => ({
        ...event,
        data: `${event.data}\n{"type":"error","message":"upstream"}`,
      })),
  },
  {
    kind: 'data without a type',
    rule: 'STREAM-JSON-DATA',
    written: (events, pick) =>
      replaced(events, pick % (events.length - 1), (event) => ({
        ...event,
        data: event.data.replace(/"type":"[^"]*",/, ''),
      })),
  },
  {
    kind: '[DONE] missing',
    rule: 'STREAM-DONE',
    written: (events, _, { dialect }) =>
      dialect === 'open-responses' ? events.filter(({ data }) => data !== '[DONE]') : null,
  },
  {
    kind: '[DONE] before the terminal event',
    rule: 'STREAM-DONE',
    written: (events) => {
      const rest = events.filter(({ data }) => data !== '[DONE]');
      return rest.toSpliced(-1, 0, { event: null, data: '[DONE]' });
    },
  },
  {
    kind: '[DONE] twice',
    rule: 'STREAM-DONE',
    written: (events) => {
      const sentinel = { event: null, data: '[DONE]' };
      return [...events.filter(({ data }) => data !== '[DONE]'), sentinel, sentinel];
    },
  },
  {
    kind: 'last event without its blank line',
    rule: 'STREAM-WHOLE-EVENTS',
    bytes: (bytes) => bytes.subarray(0, bytes.length - 8),
  },
  {
    kind: 'half a character',
    rule: 'STREAM-UTF8',
    bytes: (bytes) => new Uint8Array([...bytes.subarray(0, 60), 0xc3, ...bytes.subarray(60)]),
  },
  { kind: 'content type of JSON', rule: 'HTTP-SSE-CTYPE', contentType: 'application/json' },
  { kind: 'content type of plain text', rule: 'HTTP-SSE-CTYPE', contentType: 'text/plain; charset=utf-8' },
];
