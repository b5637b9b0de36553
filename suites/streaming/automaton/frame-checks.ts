import { type JsonObject, type JsonValue, objectAt, pointerTokens, valueAt } from '../../../schemas/json.js';
import type { SchemaViolation } from '../../../schemas/validator.js';
import type { Exchange } from '../../../targets/exchange.js';
import type { StreamEvent } from '../../engine/stream-event.js';
import type { KnownEvent } from './events.js';
import type { Walk } from './walk.js';

/** Judges the lines around an event's data: `event:` and `id:`. */
export function checkLines(walk: Walk, event: StreamEvent): void {
  const { recorder } = walk;
  const { frame, type } = event;
  recorder.exercise('event-id');
  if (frame.id !== undefined) {
    recorder.violate({
      check: 'event-id',
      cause: 'id',
      message: `the event has the id: line ${JSON.stringify(frame.id)}`,
      expected: 'no id: line',
      actual: frame.id,
    });
  }
  if (type === '') return;
  recorder.exercise('event-line');
  if (frame.event === type) return;
  const missing = frame.event === null || frame.event === '';
  recorder.violate({
    check: 'event-line',
    cause: missing ? 'missing' : 'other',
    message: missing
      ? `${type} has no event: line`
      : `the event: line says ${frame.event}, the data says ${type}`,
    expected: type,
    actual: frame.event,
  });
}

/** Judges whether an event's data is one JSON object that says its type. */
export function checkData(walk: Walk, event: StreamEvent): void {
  walk.recorder.exercise('json-data');
  if (event.type !== '') return;
  const shown = event.frame.data.slice(0, 200);
  walk.recorder.violate({
    check: 'json-data',
    pointer: event.data === null ? '' : '/type',
    message:
      event.data === null ? `the data cannot be read: ${event.problem}` : 'the data does not say its type',
    expected: event.data === null ? 'one JSON object' : 'the type of the event',
    actual: shown,
  });
}

/** Judges an event by the schema of its type. */
export function checkSchema(walk: Walk, row: KnownEvent, data: JsonObject): void {
  if (row.role.on === 'error') return;
  const wrong = walk.validate(data);
  walk.recorder.exercise('event-schema');
  for (const violation of wrong) {
    if (isJudgedElsewhere(row, violation)) continue;
    walk.recorder.violate({
      check: 'event-schema',
      pointer: violation.pointer,
      cause: violation.schemaPath,
      message: `${row.type}: ${violation.pointer === '' ? 'the event' : violation.pointer} has to be ${violation.expected}`,
      expected: violation.expected,
      actual: shown(valueAt(data, violation.pointer)),
      keyword: violation.keyword,
    });
  }
}

// One fault, one rule: what has a rule of its own (numbers, places, names, logprobs, Response objects) is left to it.
function isJudgedElsewhere(row: KnownEvent, violation: SchemaViolation): boolean {
  if (row.type === 'response.output_item.added' && violation.pointer === '/item/name') return true;
  const tokens = pointerTokens(violation.pointer);
  const first = tokens[0] ?? '';
  if (first === 'response') return tokens.length > 1;
  if (tokens.length !== 1) return false;
  if (first === 'sequence_number' || first === 'logprobs') return true;
  return row.identity.includes(first);
}

function shown(value: JsonValue | undefined): JsonValue {
  if (value === undefined) return 'missing';
  return typeof value === 'object' ? JSON.stringify(value).slice(0, 200) : value;
}

/** Judges the name of an event that the contract does not have. */
export function checkPrefix(walk: Walk, event: StreamEvent): void {
  walk.recorder.exercise('extension-prefix');
  if (/^[a-z0-9_.-]+:\S+$/i.test(event.type)) return;
  walk.recorder.violate({
    check: 'extension-prefix',
    pointer: '/type',
    cause: event.type,
    message: `${event.type} is no event of the contract and has no slug`,
    expected: 'slug:name',
    actual: event.type,
  });
}

/** Since late August 2025 the services pad deltas; older recordings have no padding. */
const september2025 = Date.UTC(2025, 8, 1) / 1000;

/** Judges the padding of an event: there unless turned off, and never there when turned off. */
export function checkPadding(walk: Walk, event: StreamEvent, data: JsonObject): void {
  const { padding, recorder } = walk;
  const padded = data['obfuscation'] !== undefined;
  if (padding === 'off') {
    recorder.exercise('padding-off');
    if (!padded) return;
    recorder.violate({
      check: 'padding-off',
      pointer: '/obfuscation',
      message: `${event.type} is padded although include_obfuscation is false`,
      expected: 'no obfuscation',
      actual: data['obfuscation'] ?? null,
    });
    return;
  }
  if (event.type !== 'response.output_text.delta') return;
  if (walk.createdAt !== null && walk.createdAt < september2025) return;
  recorder.exercise('padding-on');
  if (padded) return;
  recorder.violate({
    check: 'padding-on',
    pointer: '/obfuscation',
    message: 'the delta is not padded although nobody asked for that',
    expected: 'obfuscation: random characters',
    actual: null,
  });
}

/** What the request says of padding: turned off, not turned off, or nothing that is known. */
export function paddingOf({ operation, request }: Exchange): 'on' | 'off' | 'none' {
  const asked =
    operation === 'retrieve-response'
      ? request.query.find(([name]) => name === 'include_obfuscation')?.[1] === 'false'
      : objectAt(request.body, 'stream_options')?.['include_obfuscation'] === false;
  if (asked) return 'off';
  // Of a request that nobody kept it is not known whether it turned the padding off.
  if (!request.recorded) return 'none';
  return 'on';
}
