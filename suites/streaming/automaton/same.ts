import { isObject, type JsonObject, type JsonValue, pointer } from '../../../schemas/json.js';

/**
 * Members that may differ between two showings of one thing: OpenAI encrypts anew each time (62 recorded streams), and
 * what is not part of the contract is nobody's business.
 */
const incomparable = new Set(['encrypted_content', 'fingerprint', 'logprobs', 'obfuscation', 'created_by']);

/** Members whose loss is a loss of content. Others may be left out in one of two showings. */
const substantial = new Set([
  'id',
  'type',
  'role',
  'content',
  'text',
  'refusal',
  'summary',
  'arguments',
  'input',
  'code',
  'name',
  'call_id',
  'annotations',
  'operation',
  'action',
  'result',
  'output',
  'tools',
]);

/** Where two showings of one item (or part) first contradict each other, as a JSON pointer; null where they do not. */
export function contradiction(
  left: JsonValue | undefined,
  right: JsonValue | undefined,
  place = '',
): string | null {
  if (left === right) return null;
  if (Array.isArray(left) && Array.isArray(right)) {
    if (left.length !== right.length) return place;
    for (const [index, entry] of left.entries()) {
      const found = contradiction(entry, right[index], `${place}/${index}`);
      if (found !== null) return found;
    }
    return null;
  }
  if (isObject(left) && isObject(right)) return contradictingMember(left, right, place);
  return place;
}

function contradictingMember(left: JsonObject, right: JsonObject, place: string): string | null {
  for (const member of new Set([...Object.keys(left), ...Object.keys(right)])) {
    if (incomparable.has(member)) continue;
    const ours = left[member];
    const theirs = right[member];
    if (isEmpty(ours) && isEmpty(theirs)) continue;
    const one = ours === undefined || theirs === undefined || ours === null || theirs === null;
    if (one && !substantial.has(member)) continue;
    const found = contradiction(ours, theirs, `${place}${pointer(member)}`);
    if (found !== null) return found;
  }
  return null;
}

/** Whether two showings of one thing say the same. */
export function sameValue(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  return contradiction(left, right) === null;
}

function isEmpty(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}
