import type { GeneratedEvent } from '../../generators/streams/event.js';
import { eventsOfItem } from '../../generators/streams/item-events.js';
import { numbered, type WrittenEvent, writtenEvents } from '../../generators/streams/writing.js';
import { dialect as dialectData } from '../../schemas/dialects.js';
import type { JsonObject } from '../../schemas/json.js';
import { type Exchange, operationOf, unknownIntent } from '../../targets/exchange.js';
import { exchangeOfFrames } from '../streaming/judged.js';
import { type Outcome, soundResponse } from './traffic.js';

/** `POST /responses` with `stream: true`; the events of a sound stream of this output, changed. */
export function streamed(
  request: JsonObject,
  output: readonly JsonObject[],
  change: (events: readonly GeneratedEvent[]) => readonly GeneratedEvent[] = (events) => events,
  outcome: Outcome = {},
): Exchange {
  const dialect = outcome.dialect ?? 'openai';
  const asked = { ...request, stream: true };
  const events = numbered(change(soundEvents(asked, output, outcome)));
  const frames = writtenEvents(events, dialectData(dialect).wire.doneSentinel === 'required');
  return {
    ...exchangeOfFrames(
      {
        dialect,
        request: asked,
        contentType: 'text/event-stream; charset=utf-8',
        frames: frames.map((frame, at) => ({ at, ...frame })),
        framing: {
          byteOrderMark: false,
          comments: 0,
          retries: 0,
          unknownFields: [],
          invalidUtf8At: null,
          unterminated: null,
          chunks: { count: frames.length, firstAt: 0, lastAt: frames.length - 1 },
        },
        bytes: JSON.stringify(frames).length,
      },
      {
        id: outcome.id ?? '',
        scenario: outcome.scenario ?? 'case',
        intent: { ...unknownIntent, validity: 'valid', ...outcome.intent },
      },
    ),
    ...outcome.exchange,
  };
}

function soundEvents(
  request: JsonObject,
  output: readonly JsonObject[],
  outcome: Outcome,
): readonly GeneratedEvent[] {
  const { wire, name } = dialectData(outcome.dialect ?? 'openai');
  const status = outcome.status ?? 'completed';
  const under = soundResponse(request, [], { ...outcome, status: 'in_progress' });
  const items = output.flatMap((item, index) =>
    eventsOfItem(item, {
      index,
      pieces: [4],
      reasoningStem: wire.reasoningTextEvent,
      obfuscation: wire.obfuscation,
      logprobs: name !== 'open-responses',
    }),
  );
  return [
    { type: 'response.created', response: under },
    { type: 'response.in_progress', response: under },
    ...items,
    { type: `response.${status}`, response: soundResponse(request, output, outcome) },
  ];
}

/** `GET /responses/{id}` with these query parameters, answered with these events under the numbers that they bring along. */
export function readAgain(
  id: string,
  query: Exchange['request']['query'],
  events: readonly GeneratedEvent[],
  outcome: Outcome = {},
): Exchange {
  const stream = framed(
    streamed({}, [], undefined, outcome),
    events.map((event) => ({ event: event.type, data: JSON.stringify(event) })),
  );
  const path = `/responses/${id}`;
  const { body: _, ...request } = stream.request;
  return {
    ...stream,
    operation: operationOf('GET', path),
    request: { ...request, method: 'GET', url: `http://target.test/v1${path}`, path, query },
    ...outcome.exchange,
  };
}

/** The same stream, its events written so. */
export function framed(exchange: Exchange, events: readonly WrittenEvent[]): Exchange {
  const { answer } = exchange;
  if (answer === null || answer.stream === null) return exchange;
  const frames = events.map((event, at) => ({ at, ...event }));
  return { ...exchange, answer: { ...answer, stream: { ...answer.stream, frames } } };
}

/** The events of a stream as they were written, to be written otherwise. */
export function framesOf({ answer }: Exchange): readonly WrittenEvent[] {
  return [...(answer?.stream?.frames ?? [])].map(({ at: _, ...event }) => event);
}

/** The numbered events of a sound stream. */
export function eventsOf(
  request: JsonObject,
  output: readonly JsonObject[],
  outcome: Outcome = {},
): readonly GeneratedEvent[] {
  return numbered(soundEvents({ ...request, stream: true }, output, outcome));
}
