import { isObject, type JsonObject, type JsonValue } from '../../../schemas/json.js';

const greater = new Set([
  'minimum',
  'exclusiveMinimum',
  'minLength',
  'minItems',
  'minProperties',
  'minContains',
]);
const lesser = new Set(['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties']);

/** One schema that demands what both demand, as far as that can be said by joining their keywords. */
export function mergeSchemas(left: JsonObject, right: JsonObject): JsonObject {
  const merged: { [keyword: string]: JsonValue | undefined } = { ...left };
  for (const [keyword, value] of Object.entries(right)) {
    const before = merged[keyword];
    merged[keyword] = before === undefined ? value : joined(keyword, before, value);
  }
  return merged;
}

function joined(keyword: string, left: JsonValue, right: JsonValue | undefined): JsonValue | undefined {
  if (right === undefined) return left;
  if (typeof left === 'number' && typeof right === 'number') {
    if (greater.has(keyword)) return Math.max(left, right);
    if (lesser.has(keyword)) return Math.min(left, right);
  }
  if (keyword === 'required' && Array.isArray(left) && Array.isArray(right))
    return [...new Set([...left, ...right])];
  if (keyword === 'allOf' && Array.isArray(left) && Array.isArray(right)) return [...left, ...right];
  if (keyword === 'enum' && Array.isArray(left) && Array.isArray(right)) {
    const both = left.filter((value) => right.includes(value));
    return both.length > 0 ? both : right;
  }
  if (keyword === 'type') return commonType(left, right);
  if (
    ['properties', '$defs', 'definitions', 'patternProperties'].includes(keyword) &&
    isObject(left) &&
    isObject(right)
  ) {
    const names = new Set([...Object.keys(left), ...Object.keys(right)]);
    return Object.fromEntries([...names].map((name) => [name, both(left[name], right[name])]));
  }
  if (keyword === 'items' && isObject(left) && isObject(right)) return mergeSchemas(left, right);
  return right;
}

function both(left: JsonValue | undefined, right: JsonValue | undefined): JsonValue | undefined {
  return isObject(left) && isObject(right) ? mergeSchemas(left, right) : (right ?? left);
}

function commonType(left: JsonValue, right: JsonValue): JsonValue {
  const names = (type: JsonValue) => (Array.isArray(type) ? type : [type]);
  const common = names(left).filter(
    (name) => names(right).includes(name) || (name === 'integer' && names(right).includes('number')),
  );
  const narrowed =
    common.length === 0 && names(left).includes('number') && names(right).includes('integer')
      ? ['integer']
      : common;
  return narrowed.length === 1 ? (narrowed[0] ?? right) : narrowed.length === 0 ? right : narrowed;
}
