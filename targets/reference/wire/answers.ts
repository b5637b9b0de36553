import type { JsonValue } from '../../../schemas/json.js';
import type { Header, HttpAnswer } from '../../transport.js';
import type { StreamEvent } from '../plan.js';

const utf8 = new TextEncoder();

/** A body that comes at once. */
async function* bytes(body: Uint8Array): AsyncIterable<Uint8Array> {
  if (body.length > 0) yield body;
}

/** A JSON answer. */
export function jsonAnswer(status: number, body: JsonValue, headers: readonly Header[]): HttpAnswer {
  const encoded = utf8.encode(JSON.stringify(body));
  return {
    status,
    headers: [['content-type', 'application/json'], ['content-length', String(encoded.length)], ...headers],
    body: bytes(encoded),
  };
}

/** An event stream. */
export function streamAnswer(chunks: AsyncIterable<Uint8Array>, headers: readonly Header[]): HttpAnswer {
  return {
    status: 200,
    headers: [
      ['content-type', 'text/event-stream; charset=utf-8'],
      ['cache-control', 'no-cache'],
      ...headers,
    ],
    body: chunks,
  };
}

/** One event as server-sent event. */
export function frame(event: StreamEvent): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

/** The frame that ends a stream where the dialect has one. */
export const doneFrame = 'data: [DONE]\n\n';
