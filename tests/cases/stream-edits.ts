import type { GeneratedEvent } from '../../generators/streams/event.js';
import { lacking } from '../../generators/streams/violations/violation.js';
import { isObject, type JsonObject } from '../../schemas/json.js';
import type { Exchange } from '../../targets/exchange.js';
import { usageOf } from './traffic.js';

/** What is done to the events of a sound stream. */
export type Edit = (events: readonly GeneratedEvent[]) => readonly GeneratedEvent[];

/** One edit after another. */
export function edits(...all: readonly Edit[]): Edit {
  return (events) => all.reduce((edited, edit) => edit(edited), events);
}

/** All events of a type with other members. */
export function having(type: string, members: JsonObject | ((event: GeneratedEvent) => JsonObject)): Edit {
  return (events) =>
    events.map((event) =>
      event.type === type
        ? { ...event, ...(typeof members === 'function' ? members(event) : members) }
        : event,
    );
}

/** All events of a type with other members in an object of theirs. */
export function within(type: string, member: string, changes: JsonObject): Edit {
  return having(type, (event) => {
    const inner = event[member];
    return isObject(inner) ? { [member]: { ...inner, ...changes } } : {};
  });
}

/** All events of a type without a member. */
export function without(type: string, member: string): Edit {
  return (events) =>
    events.map((event) => (event.type === type ? { ...lacking(event, member), type } : event));
}

/** The tokens of reasoning are counted in the end, as they are where an answer has any. */
export const countingThoughts: Edit = within('response.completed', 'response', {
  usage: usageOf(8, 5, 3),
});

/** The edit made to the event of that type that comes at this place among them, from 0. */
export function only(place: number, type: string, edit: Edit): Edit {
  return (events) => {
    const index = indexOf(events, type, place);
    return events.toSpliced(index, 1, ...edit(events.slice(index, index + 1)));
  };
}

/** Without the events of these types. */
export function leftOut(...types: readonly string[]): Edit {
  return (events) => events.filter(({ type }) => !types.includes(type));
}

/** Further events in front of the first one of a type. */
export function before(type: string, ...more: readonly GeneratedEvent[]): Edit {
  return (events) => events.toSpliced(indexOf(events, type, 0), 0, ...more);
}

/** Further events behind the first one of a type. */
export function after(type: string, ...more: readonly GeneratedEvent[]): Edit {
  return (events) => events.toSpliced(indexOf(events, type, 0) + 1, 0, ...more);
}

/** Without what follows the first event of a type. */
export function endingWith(type: string): Edit {
  return (events) => events.slice(0, indexOf(events, type, 0) + 1);
}

function indexOf(events: readonly GeneratedEvent[], type: string, place: number): number {
  const found = events.flatMap((event, index) => (event.type === type ? [index] : []))[place];
  if (found === undefined) throw new Error(`there is no ${type} number ${place}`);
  return found;
}

/** The rest of a stream, read again from behind the first event of a type. */
export function resumedAfter(type: string, { answer, request, ...exchange }: Exchange, place = 0): Exchange {
  if (answer === null || answer.stream === null) throw new Error('there is no stream');
  const frames = [...answer.stream.frames];
  const last = frames.flatMap(({ event }, index) => (event === type ? [index] : []))[place];
  if (last === undefined) throw new Error(`there is no ${type} number ${place}`);
  const { body: _, ...asked } = request;
  return {
    ...exchange,
    operation: 'retrieve-response',
    request: {
      ...asked,
      method: 'GET',
      url: `http://target.test/v1/responses/resp_1?stream=true&starting_after=${last}`,
      path: '/responses/resp_1',
      query: [
        ['stream', 'true'],
        ['starting_after', `${last}`],
      ],
    },
    answer: { ...answer, stream: { ...answer.stream, frames: frames.slice(last + 1) } },
  };
}

/** All events of a type under another type. */
export function renaming(type: string, other: string): Edit {
  return having(type, { type: other });
}

/** Further events behind the last one of a type. */
export function behind(type: string, ...more: readonly GeneratedEvent[]): Edit {
  return (events) => events.toSpliced(events.findLastIndex((event) => event.type === type) + 1, 0, ...more);
}

/** Further events behind all others. */
export function andThen(...more: readonly GeneratedEvent[]): Edit {
  return (events) => [...events, ...more];
}
