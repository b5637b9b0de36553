import type { HttpAnswer } from '../../../targets/transport.js';
import { alteringEvents, alteringFrames } from '../breaking.js';
import { refusing, without } from '../building.js';
import type { Defect } from '../defect.js';

const area = 'streaming';

/** Servers whose bytes are wrong, and servers that cannot be read twice. */
export const byteDefects: readonly Defect[] = [
  {
    name: 'sse-no-event-line',
    area,
    symptom: 'events have a data: line only',
    seenIn: 'vllm-project/agentic-api#168',
    caughtBy: ['STREAM-EVENT-EQ-TYPE'],
    change: alteringFrames((frame) => frame.replace(/^event:.*\n/m, '')),
  },
  {
    name: 'event-ids',
    area,
    symptom: 'events have id: lines',
    caughtBy: ['STREAM-NO-SSE-ID'],
    level: 'SHOULD',
    change: alteringFrames((frame, index) => `id: ${index}\n${frame}`),
  },
  {
    name: 'sse-two-json-in-one-event',
    area,
    symptom: 'an error is appended to an event that is not yet finished',
    seenIn: 'Wei-Shaw/sub2api#1471',
    caughtBy: ['STREAM-JSON-DATA'],
    collateral: 20,
    change: alteringFrames((frame, index) =>
      index === 4 ? frame.replace(/\n\n$/, '\ndata: {"type":"error","message":"upstream"}\n\n') : frame,
    ),
  },
  {
    name: 'no-done-sentinel',
    area,
    dialect: 'open-responses',
    symptom: 'the stream ends without [DONE]',
    caughtBy: ['STREAM-DONE'],
    change: alteringFrames((frame) => (frame.includes('[DONE]') ? null : frame)),
  },
  {
    name: 'hm-cut-mid-event',
    area,
    symptom: 'the connection is closed in the middle of the last event',
    seenIn: 'museum',
    caughtBy: ['STREAM-WHOLE-EVENTS', 'STREAM-ONE-TERMINAL'],
    collateral: 60,
    change: {
      frames: (frames) =>
        frames.map((frame, index) => (index === frames.length - 1 ? frame.slice(0, -20) : frame)),
    },
  },
  {
    name: 'half-characters',
    area,
    symptom: 'deltas hold half of a character',
    caughtBy: ['STREAM-UTF8'],
    collateral: 60,
    change: {
      chunks: async function* halved(chunks) {
        for await (const chunk of chunks) {
          const at = chunk.lastIndexOf(0x22);
          yield at < 0 ? chunk : new Uint8Array([...chunk.subarray(0, at), 0xe6, ...chunk.subarray(at)]);
        }
      },
    },
  },
  {
    name: 'stream-as-plain-text',
    area,
    symptom: 'streams have the content type application/octet-stream',
    caughtBy: ['HTTP-SSE-CTYPE'],
    collateral: 60,
    change: { answer: (answer) => retyped(answer, 'application/octet-stream') },
  },
  {
    name: 'stream-true-gets-json',
    area,
    symptom: 'stream: true is ignored, a JSON body comes back',
    seenIn: 'FMXExpress/PasClaw#62',
    caughtBy: ['HTTP-SSE-CTYPE'],
    collateral: 80,
    change: { acted: ({ stream: _, ...body }) => body },
  },
  {
    name: 'burst-at-the-end',
    area,
    symptom: 'the whole stream comes at once, seconds after the request',
    caughtBy: ['STREAM-FLUSHED'],
    level: 'SHOULD',
    change: {
      chunks: async function* heldBack(chunks, { clock }) {
        const held: Uint8Array[] = [];
        for await (const chunk of chunks) held.push(chunk);
        await clock.sleep(3000);
        yield* held;
      },
    },
  },
  {
    name: 'resume-repeats-the-cursor',
    area,
    symptom: 'a resumed stream begins with the event that the cursor names',
    caughtBy: ['GET-STARTING-AFTER'],
    change: {
      request: (request) => ({
        ...request,
        url: request.url.replace(
          /starting_after=(\d+)/,
          (_, cursor) => `starting_after=${Math.max(0, Number(cursor) - 1)}`,
        ),
      }),
    },
  },
  {
    name: 'resume-renumbers',
    area,
    symptom: 'a resumed stream has other events under the numbers of the original',
    caughtBy: ['STREAM-REPLAY-EQ'],
    collateral: 12,
    change: {
      events: (events, { operation }) =>
        operation === 'retrieve-response'
          ? events.map((event) =>
              event.type === 'response.output_text.delta' ? { ...event, delta: `${event['delta']} ` } : event,
            )
          : events,
    },
  },
  {
    name: 'resume-missing',
    area,
    symptom: 'GET with stream=true is answered with plain JSON',
    seenIn: 'exo-explore/exo#1356',
    caughtBy: ['CAP-RESUME'],
    collateral: 12,
    change: {
      request: (request) =>
        request.method === 'GET'
          ? { ...request, url: request.url.replace(/([?&])stream=true/, '$1') }
          : request,
    },
  },
  {
    name: 'stream-refused',
    area,
    symptom: 'stream: true is refused although streaming was declared',
    caughtBy: ['CAP-STREAMING'],
    collateral: 12,
    change: refusing((body) => body['stream'] === true, {
      param: 'stream',
      message: 'stream is not supported',
    }),
  },
  {
    name: 'stream-options-refused',
    area,
    symptom: 'stream_options are refused although obfuscation was declared',
    caughtBy: ['CAP-OBFUSCATION'],
    collateral: 12,
    change: {
      ...refusing((body) => 'stream_options' in body, {
        param: 'stream_options',
        message: 'stream_options is not supported',
      }),
      ...alteringEvents(/\.delta$/, (event) => without(event, 'obfuscation')),
    },
  },
  {
    name: 'stream-of-foreground-is-404',
    area,
    symptom: 'stream=true on a foreground response is answered as if it did not exist',
    caughtBy: ['GET-STREAM-BG'],
    level: 'SHOULD',
    change: {
      fault: (fault, _, { operation, query }) =>
        fault !== null &&
        operation === 'retrieve-response' &&
        query.get('stream') === 'true' &&
        fault.status === 400
          ? { ...fault, status: 404 }
          : fault,
    },
  },
];

function retyped(answer: HttpAnswer, type: string): HttpAnswer {
  return {
    ...answer,
    headers: answer.headers.map(([name, value]) =>
      name.toLowerCase() === 'content-type' && value.startsWith('text/event-stream')
        ? ([name, type] as const)
        : ([name, value] as const),
    ),
  };
}
