import type { GeneratedEvent } from '../../generators/streams/event.js';
import { isObject, type JsonObject } from '../../schemas/json.js';

type Events = readonly GeneratedEvent[];
/** A change of the events of a stream. */
type Edit = (events: Events) => Events;

/** One change after the other. */
export function edits(...all: readonly Edit[]): Edit {
  return (events) => all.reduce((changed, edit) => edit(changed), events);
}

/** Without the events of these types. */
export function without(...types: readonly string[]): Edit {
  return (events) => events.filter(({ type }) => !types.includes(type));
}

/** With other members in every event of a type; undefined takes a member away. */
export function changing(type: string, changes: JsonObject): Edit {
  return (events) => events.map((event) => (event.type === type ? { ...event, ...changes } : event));
}

/** With other members in the object under `member` of every event of a type. */
export function changingIn(type: string, member: string, changes: JsonObject): Edit {
  return (events) =>
    events.map((event) => {
      const inner = event[member];
      return event.type === type && isObject(inner)
        ? { ...event, [member]: { ...inner, ...changes } }
        : event;
    });
}

/** Under another type. */
export function renaming(type: string, other: string): Edit {
  return (events) => events.map((event) => (event.type === type ? { ...event, type: other } : event));
}

/** With events in front of the first of a type. */
export function before(type: string, ...more: Events): Edit {
  return (events) =>
    events.toSpliced(
      events.findIndex((event) => event.type === type),
      0,
      ...more,
    );
}

/** With events behind the last of a type. */
export function behind(type: string, ...more: Events): Edit {
  return (events) => events.toSpliced(events.findLastIndex((event) => event.type === type) + 1, 0, ...more);
}

/** Ended behind the first event of a type. */
export function cutBehind(type: string): Edit {
  return (events) => events.slice(0, events.findIndex((event) => event.type === type) + 1);
}

/** With more events behind the last. */
export function andThen(...more: Events): Edit {
  return (events) => [...events, ...more];
}
