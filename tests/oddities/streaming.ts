import type { StreamEvent } from '../../targets/reference/index.js';
import { numbered } from '../../targets/reference/index.js';
import { alteringEvents, alteringFrames } from '../defects/breaking.js';
import type { Oddity } from '../defects/defect.js';

function rewritten(change: (events: readonly StreamEvent[]) => readonly StreamEvent[]): Oddity['change'] {
  return { events: (events) => numbered(change(events)) };
}

async function* rechunked(chunks: AsyncIterable<Uint8Array>, size: number): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += size) yield chunk.subarray(at, at + size);
  }
}

function lineEnds(lineEnd: string): Oddity['change'] {
  return alteringFrames((frame) => frame.replaceAll('\n', lineEnd));
}

/** What streams may look like beside the way the reference server writes them. */
export const streamingOddities: readonly Oddity[] = [
  { name: 'ctl-crlf', permitted: 'CRLF line ends (HTML, server-sent events)', change: lineEnds('\r\n') },
  { name: 'stream-with-cr', permitted: 'CR line ends (HTML, server-sent events)', change: lineEnds('\r') },
  {
    name: 'stream-byte-by-byte',
    permitted: 'any chunking, also inside a character',
    change: { chunks: (chunks) => rechunked(chunks, 1) },
  },
  {
    name: 'stream-with-byte-order-mark',
    permitted: 'one byte order mark at the start (HTML, server-sent events)',
    change: alteringFrames((frame, index) => (index === 0 ? `\uFEFF${frame}` : frame)),
  },
  {
    name: 'stream-with-comments',
    permitted: 'comments at any time (HTML, server-sent events)',
    change: alteringFrames((frame) => `: ping\n\n${frame}`),
  },
  {
    name: 'stream-with-retry',
    permitted: 'a reconnection time (HTML, server-sent events)',
    change: alteringFrames((frame, index) => (index === 0 ? `retry: 3000\n\n${frame}` : frame)),
  },
  {
    name: 'keepalive-comment-only-idle',
    permitted: 'seconds in which only comments come (museum, Menci/Floway#498)',
    change: {
      chunks: async function* idle(chunks, { clock }) {
        let first = true;
        for await (const chunk of chunks) {
          yield chunk;
          if (!first) continue;
          first = false;
          for (let count = 0; count < 4; count += 1) {
            await clock.sleep(5000);
            yield new TextEncoder().encode(': keepalive\n\n');
          }
        }
      },
    },
  },
  {
    name: 'stream-with-spread-json',
    permitted: 'data over several lines, which are joined (HTML, server-sent events)',
    change: alteringFrames((frame) =>
      frame.includes('[DONE]') ? frame : frame.replace(/^data: \{"type"/m, 'data: {\ndata: "type"'),
    ),
  },
  {
    name: 'ctl-extra-event-members',
    permitted: 'unknown members in events',
    change: alteringEvents(/./, (event) => ({ ...event, vendor: { trace: 'x' } })),
  },
  {
    name: 'stream-with-unknown-events',
    permitted: 'events that the contract does not have, as long as they can be ignored',
    change: rewritten((events) =>
      events.flatMap((event) =>
        event.type === 'response.in_progress'
          ? [event, { type: 'response.vendor_trace', note: 'x' }]
          : [event],
      ),
    ),
  },
  {
    name: 'stream-with-prefixed-events',
    permitted: 'slug-prefixed extension events (Open Responses)',
    dialect: 'open-responses',
    change: rewritten((events) =>
      events.flatMap((event) => (event.type.endsWith('.delta') ? [event, { type: 'acme:trace' }] : [event])),
    ),
  },
  {
    name: 'stream-with-keepalive-events',
    permitted: 'keepalive events that use up a number (recorded of OpenAI)',
    change: rewritten((events) =>
      events.flatMap((event) =>
        event.type === 'response.in_progress' ? [event, { type: 'keepalive' }] : [event],
      ),
    ),
  },
  {
    name: 'stream-with-done-sentinel',
    permitted: '[DONE] after the terminal event, which OpenAI does not send and SDKs ignore',
    change: { frames: (frames) => [...frames, 'data: [DONE]\n\n'] },
  },
  {
    name: 'stream-with-interleaved-items',
    permitted: 'several items under way at once: nothing forbids it, and xAI does it',
    change: rewritten((events) => interleaved(events)),
  },
  {
    name: 'stream-with-whole-texts-as-one-delta',
    permitted: 'one delta that has all of the text',
    change: rewritten((events) => joinedDeltas(events)),
  },
  {
    name: 'stream-with-annotations-between-deltas',
    permitted: 'annotations while the text is under way (recorded of OpenAI)',
    change: rewritten((events) => {
      const at = events.findIndex(({ type }) => type === 'response.output_text.annotation.added');
      const delta = events.findLastIndex(
        ({ type }, index) => index < at && type === 'response.output_text.delta',
      );
      const annotation = events[at];
      return annotation === undefined || delta < 0
        ? events
        : events.toSpliced(at, 1).toSpliced(delta, 0, annotation);
    }),
  },
  {
    name: 'stream-with-encryption-made-anew',
    permitted: 'encrypted_content that differs between done and terminal (62 recorded streams of OpenAI)',
    change: alteringEvents(/^response\.output_item\.done$/, (event) => {
      const item = event['item'];
      return typeof item === 'object' &&
        item !== null &&
        'encrypted_content' in item &&
        item.encrypted_content !== null
        ? { ...event, item: { ...item, encrypted_content: 'Z0FBQUFB' } }
        : event;
    }),
  },
];

function interleaved(events: readonly StreamEvent[]): readonly StreamEvent[] {
  const items = [
    ...new Set(events.flatMap(({ output_index }) => (output_index === undefined ? [] : [output_index]))),
  ];
  const first = events.findIndex(({ output_index }) => output_index !== undefined);
  if (items.length < 2 || first < 0) return events;
  const queues = items.map((index) => events.filter(({ output_index }) => output_index === index));
  const merged: StreamEvent[] = queues.flatMap((queue) => queue.slice(0, 1));
  const longest = Math.max(...queues.map(({ length }) => length));
  for (let turn = 1; turn < longest; turn += 1) {
    for (const queue of queues) {
      const event = queue[turn];
      if (event !== undefined) merged.push(event);
    }
  }
  const others = events.filter(({ output_index }) => output_index === undefined);
  return [...others.slice(0, first), ...merged, ...others.slice(first)];
}

function joinedDeltas(events: readonly StreamEvent[]): readonly StreamEvent[] {
  const joined: StreamEvent[] = [];
  for (const event of events) {
    const last = joined.at(-1);
    const same =
      last !== undefined &&
      event.type.endsWith('.delta') &&
      last.type === event.type &&
      ['item_id', 'content_index', 'summary_index', 'command_index'].every(
        (name) => last[name] === event[name],
      ) &&
      typeof last['delta'] === 'string';
    if (same) joined[joined.length - 1] = { ...last, delta: `${last['delta']}${event['delta']}` };
    else joined.push(event);
  }
  return joined;
}
