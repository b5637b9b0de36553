import { isObject, type JsonObject } from '../../../schemas/json.js';
import type { StreamEvent } from '../../engine/stream-event.js';
import { stepResponse } from './response-events.js';
import type { Walk } from './walk.js';

const forms = { nested: '{type, error: {type, code, message, param}}', flat: '{type, code, message, param}' };

/** Judges the shape of an `error` event in the dialect, and notes that response.failed has to follow. */
export function takeError(walk: Walk, event: StreamEvent, data: JsonObject): void {
  stepResponse(walk, event, 'error');
  walk.errorAt ??= event.index;
  const { recorder } = walk;
  recorder.exercise('error-shape');
  const wanted = walk.dialect.wire.errorEvent;
  const nested = isObject(data['error']) ? data['error'] : null;
  const shape = nested ?? data;
  const form = nested === null ? 'flat' : 'nested';
  const pointer = nested === null ? '' : '/error';
  if (wanted !== 'either' && wanted !== form) {
    recorder.violate({
      check: 'error-shape',
      pointer: '/error',
      message: `the error event is ${form}, this dialect sends it ${wanted}`,
      expected: forms[wanted],
      actual: Object.keys(data).join(', '),
    });
  }
  if (typeof shape['message'] !== 'string' || shape['message'] === '') {
    missing(walk, shape, pointer, 'message', 'a text that says what went wrong');
  }
  for (const member of ['code', 'param']) {
    const value = shape[member];
    if (typeof value === 'string' || value === null) continue;
    missing(walk, shape, pointer, member, 'a string or null');
  }
}

function missing(walk: Walk, shape: JsonObject, pointer: string, member: string, expected: string): void {
  walk.recorder.violate({
    check: 'error-shape',
    pointer: `${pointer}/${member}`,
    message: `the error event has no proper ${member}`,
    expected,
    actual: shape[member] ?? null,
  });
}
