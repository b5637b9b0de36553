import { isObject, type JsonObject } from '../../../schemas/json.js';
import type { StreamEvent } from '../../engine/stream-event.js';
import { stepResponse } from './response-events.js';
import type { Walk } from './walk.js';

/** Judges the shape of an `error` event in the dialect, and notes that response.failed has to follow. */
export function takeError(walk: Walk, event: StreamEvent, data: JsonObject): void {
  stepResponse(walk, event, 'error');
  walk.errorAt ??= event.index;
  const { recorder } = walk;
  recorder.exercise('error-shape');
  const wanted = walk.dialect.wire.errorEvent;
  const nested = isObject(data['error']) ? data['error'] : null;
  const shape = nested ?? data;
  const pointer = nested === null ? '' : '/error';
  if ((wanted === 'nested' && nested === null) || (wanted === 'flat' && nested !== null)) {
    recorder.violate({
      check: 'error-shape',
      pointer: '/error',
      cause: 'form',
      message: `the error event is ${nested === null ? 'flat' : 'nested'}, this dialect sends it ${wanted}`,
      expected:
        wanted === 'nested' ? '{type, error: {type, code, message, param}}' : '{type, code, message, param}',
      actual: Object.keys(data).join(', '),
    });
  }
  if (typeof shape['message'] !== 'string' || shape['message'] === '') {
    missing(
      walk,
      `${pointer}/message`,
      'message',
      'a text that says what went wrong',
      shape['message'] ?? null,
    );
  }
  for (const member of ['code', 'param']) {
    const value = shape[member];
    if (typeof value === 'string' || value === null) continue;
    missing(walk, `${pointer}/${member}`, member, 'a string or null', value ?? null);
  }
}

function missing(
  walk: Walk,
  pointer: string,
  member: string,
  expected: string,
  actual: JsonObject[string],
): void {
  walk.recorder.violate({
    check: 'error-shape',
    pointer,
    cause: member,
    message: `the error event has no proper ${member}`,
    expected,
    actual: actual ?? null,
  });
}
