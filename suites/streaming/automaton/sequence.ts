import type { JsonObject } from '../../../schemas/json.js';
import type { StreamEvent } from '../../engine/stream-event.js';
import { knownEvents } from './events.js';
import type { Walk } from './walk.js';

/** Judges the number of an event. */
export function checkSequence(walk: Walk, event: StreamEvent, data: JsonObject): void {
  const { recorder } = walk;
  const value = data['sequence_number'];
  // Events that the contract does not have are bound to be numbered in Open Responses only.
  if (value === undefined && !walk.dialect.wire.extensionPrefix && !knownEvents.has(event.type)) return;
  recorder.exercise('sequence-present');
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    recorder.violate({
      check: 'sequence-present',
      pointer: '/sequence_number',
      cause: event.type === 'error' || event.type === 'response.failed' ? event.type : 'missing',
      message: `${event.type} has ${value === undefined ? 'no sequence_number' : 'a sequence_number that is no integer'}`,
      expected: 'an integer',
      actual: value ?? null,
    });
    walk.sequenceUnsure = true;
    return;
  }
  const unsure = walk.sequenceUnsure;
  walk.sequenceUnsure = false;
  const last = walk.lastSequence;
  walk.lastSequence = value;
  if (last === null) {
    if (walk.resumed) return;
    recorder.exercise('sequence-dense');
    if (value !== 0) {
      recorder.violate({
        check: 'sequence-dense',
        pointer: '/sequence_number',
        cause: 'start',
        message: `the stream begins with sequence_number ${value}`,
        expected: 0,
        actual: value,
      });
    }
    return;
  }
  recorder.exercise('sequence-increases');
  if (value <= last) {
    recorder.violate({
      check: 'sequence-increases',
      pointer: '/sequence_number',
      message: `sequence_number ${value} follows ${last}: it must grow with every event`,
      expected: `more than ${last}`,
      actual: value,
    });
    walk.lastSequence = last;
    walk.sequenceUnsure = true;
    return;
  }
  recorder.exercise('sequence-dense');
  if (value === last + 1 || unsure) return;
  recorder.violate({
    check: 'sequence-dense',
    pointer: '/sequence_number',
    cause: 'gap',
    message: `sequence_number ${value} follows ${last}: ${value - last - 1} number(s) are left out`,
    expected: last + 1,
    actual: value,
  });
}
