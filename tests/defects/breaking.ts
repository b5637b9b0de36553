import type { GeneratedEvent } from '../../generators/streams/event.js';
import { streamViolations } from '../../generators/streams/violations/index.js';
import type { StreamViolation } from '../../generators/streams/violations/violation.js';
import { numbered } from '../../generators/streams/writing.js';
import type { JsonObject } from '../../schemas/json.js';
import type { Change, StreamEvent } from '../../targets/reference/index.js';
import { without } from './building.js';

/** A server that breaks each of its streams in the way that the stream generator knows under this name. */
export function breaking(kind: string): Change {
  const violation = streamViolations.find((known) => known.kind === kind);
  if (violation === undefined) throw new Error(`the stream generator knows no violation "${kind}"`);
  return {
    events: (events, { dialect }) => broken(events, violation, dialect.name),
    ...(violation.contentType === undefined
      ? {}
      : {
          answer: (answer) => ({
            ...answer,
            headers: answer.headers.map(([name, value]) =>
              name.toLowerCase() === 'content-type' && value.startsWith('text/event-stream')
                ? ([name, violation.contentType ?? value] as const)
                : ([name, value] as const),
            ),
          }),
        }),
  };
}

function broken(
  events: readonly StreamEvent[],
  violation: StreamViolation,
  dialect: Parameters<NonNullable<StreamViolation['events']>>[2]['dialect'],
): readonly StreamEvent[] {
  const unnumbered = events.map(
    ({ type, ...rest }): GeneratedEvent => ({ ...without(rest, 'sequence_number'), type }),
  );
  const stream = {
    dialect,
    request: {},
    events: unnumbered,
    sentinel: false,
    wording: { lineEnd: '\n', byteOrderMark: false, spaced: true, comments: [], chunkSizes: [1] },
  } as const;
  const changed = violation.events === undefined ? unnumbered : violation.events(unnumbered, 0, stream);
  const numbers = numbered(changed ?? unnumbered);
  return violation.numbered === undefined ? numbers : (violation.numbered(numbers, 0) ?? numbers);
}

/** A server that alters every event of these types after it was numbered; null leaves the event out. */
export function alteringEvents(types: RegExp, alter: (event: StreamEvent) => JsonObject | null): Change {
  return {
    events: (events) =>
      events.flatMap((event): readonly StreamEvent[] => {
        if (!types.test(event.type)) return [event];
        const altered = alter(event);
        if (altered === null) return [];
        const type = typeof altered['type'] === 'string' ? altered['type'] : event.type;
        return [{ ...altered, type }];
      }),
  };
}

/** A server that alters the text of each event on the wire, blank line included; null leaves it out. */
export function alteringFrames(alter: (frame: string, index: number) => string | null): Change {
  return {
    frames: (frames) =>
      frames.flatMap((frame, index) => {
        const altered = alter(frame, index);
        return altered === null ? [] : [altered];
      }),
  };
}
