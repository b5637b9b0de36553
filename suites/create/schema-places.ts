import {
  isObject,
  type JsonObject,
  jsonEqual,
  pointerTokens,
  stringAt,
  valueAt,
} from '../../schemas/json.js';
import type { SchemaViolation } from '../../schemas/validator.js';
import type { FindingDraft, Report } from '../engine/judge.js';
import type { Located } from '../engine/located.js';
import type { ExchangeView } from '../engine/view.js';

/** The parts of a Response object that have rules of their own, so that one wrong member gives one finding. */
export type SchemaPlace =
  | 'object'
  | 'status'
  | 'required'
  | 'created-at'
  | 'completed-at'
  | 'error'
  | 'error-code'
  | 'incomplete-details'
  | 'usage-details'
  | 'usage'
  | 'tools'
  | 'azure'
  | 'item-fields'
  | 'item-status'
  | 'message-role'
  | 'refusal-part'
  | 'content-part'
  | 'call'
  | 'item'
  | 'other';

const ofMember: { readonly [member: string]: SchemaPlace | undefined } = {
  object: 'object',
  status: 'status',
  created_at: 'created-at',
  completed_at: 'completed-at',
  error: 'error',
  incomplete_details: 'incomplete-details',
  content_filters: 'azure',
  agent_reference: 'azure',
};

/** Which part of a Response object a violation of its schema is in. */
export function schemaPlace(violation: SchemaViolation, response: JsonObject): SchemaPlace {
  const [member, second, ...rest] = pointerTokens(violation.pointer);
  if (member === undefined) return 'other';
  if (second === undefined) {
    if (member === 'tools')
      return violation.keyword === 'required' || isNotArray(response) ? 'tools' : 'other';
    if (violation.keyword === 'required') return ofMember[member] === 'azure' ? 'azure' : 'required';
  }
  if (member === 'output' && second !== undefined) return itemPlace(violation, response, second, rest);
  if (member === 'usage') return second?.endsWith('_details') ? 'usage-details' : 'usage';
  if (member === 'error' && second === 'code') return 'error-code';
  return ofMember[member] ?? 'other';
}

function isNotArray(response: JsonObject): boolean {
  return !Array.isArray(response['tools']);
}

function itemPlace(
  violation: SchemaViolation,
  response: JsonObject,
  index: string,
  [member, ...inside]: readonly string[],
): SchemaPlace {
  const missing = violation.keyword === 'required' && inside.length === 0;
  if (member === 'id' || member === 'type') return 'item-fields';
  if (member === 'status') return missing ? 'item-fields' : 'item-status';
  if (member === 'role') return 'message-role';
  if ((member === 'arguments' || member === 'call_id') && isFunctionCall(response, index)) return 'call';
  if (member === 'content' || member === 'summary') {
    const part = valueAt(response, `/output/${index}/${member}/${inside[0] ?? ''}`);
    return isObject(part) && part['type'] === 'refusal' ? 'refusal-part' : 'content-part';
  }
  return 'item';
}

function isFunctionCall(response: JsonObject, index: string): boolean {
  return stringAt(valueAt(response, `/output/${index}`), 'type') === 'function_call';
}

/** The check of a judge that reports one part of a Response object: `reportPlace` of it. */
export function atPlace(place: SchemaPlace): (found: Located, report: Report, view: ExchangeView) => void {
  return (found, report, view) => reportPlace(place, found, report, view);
}

/** Reports the violations of a Response object that lie in one of its parts. */
export function reportPlace(place: SchemaPlace, found: Located, report: Report, view: ExchangeView): void {
  for (const violation of view.violations('Response', found.value)) {
    if (schemaPlace(violation, found.value) === place && !isEcho(violation, found, view)) {
      report(violationFinding(violation, found));
    }
  }
}

/**
 * Whether the place is as the request had it: requests may leave out or shorten what the response's schema asks for, and
 * repeating that is no fault.
 */
function isEcho({ pointer }: SchemaViolation, { value }: Located, { body }: ExchangeView): boolean {
  const parent = pointer.slice(0, pointer.lastIndexOf('/'));
  if (body === null || parent === '' || valueAt(body, parent) === undefined) return false;
  return jsonEqual(valueAt(body, pointer), valueAt(value, pointer));
}

/** A schema violation inside a located object as a finding. */
export function violationFinding(violation: SchemaViolation, found: Located): FindingDraft {
  const actual = valueAt(found.value, violation.pointer);
  const name = violation.pointer.slice(1).replaceAll('/', '.');
  return {
    pointer: `${found.pointer}${violation.pointer}`,
    message: violation.keyword === 'required' ? `${name} is missing` : `${name} is not ${violation.expected}`,
    expected: violation.expected,
    actual: actual ?? null,
    keyword: violation.keyword,
    cause: `${violation.pointer.replace(/\/\d+(?=\/|$)/g, '/*')} ${violation.keyword}`,
  };
}
