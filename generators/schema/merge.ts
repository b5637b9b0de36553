import { isObject, type JsonObject, type JsonValue } from '../../schemas/json.js';
import { UnknownKeyword } from './keywords.js';

/** One schema that says what a schema with `allOf`, or with `$ref` beside other keywords, says. Throws `UnknownKeyword` where two parts cannot be joined. */
export function mergedSchema(schema: JsonObject, definitions: JsonObject): JsonObject {
  const { allOf, $ref, ...own } = schema;
  const parts: JsonObject[] = [own];
  if (typeof $ref === 'string') parts.push(referred($ref, definitions));
  for (const part of Array.isArray(allOf) ? (allOf as readonly JsonValue[]) : []) {
    if (isObject(part)) parts.push(mergedSchema(part, definitions));
  }
  return parts.reduce(joined, {});
}

function referred(reference: string, definitions: JsonObject): JsonObject {
  const found = definitions[reference.replace('#/$defs/', '')];
  if (!isObject(found)) throw new UnknownKeyword(`$ref: ${reference}`, '');
  return mergedSchema(found, definitions);
}

function joined(left: JsonObject, right: JsonObject): JsonObject {
  const result: { [keyword: string]: JsonValue | undefined } = { ...left };
  for (const [keyword, value] of Object.entries(right)) {
    const other = result[keyword];
    result[keyword] = other === undefined ? value : joinKeyword(keyword, other, value);
  }
  return result;
}

function joinKeyword(keyword: string, left: JsonValue, right: JsonValue | undefined): JsonValue | undefined {
  if (right === undefined) return left;
  switch (keyword) {
    case 'properties':
      return joinProperties(left, right);
    case 'required':
      return [...new Set([...list(left), ...list(right)])];
    case 'type':
      return list(left).filter((type) => list(right).includes(type));
    case 'enum':
      return list(left).filter((value) => list(right).includes(value));
    case 'minimum':
    case 'minLength':
    case 'minItems':
    case 'minProperties':
    case 'exclusiveMinimum':
      return Math.max(Number(left), Number(right));
    case 'maximum':
    case 'maxLength':
    case 'maxItems':
    case 'maxProperties':
    case 'exclusiveMaximum':
      return Math.min(Number(left), Number(right));
    case 'title':
    case 'description':
    case 'default':
    case 'deprecated':
      return left;
    default:
      if (JSON.stringify(left) === JSON.stringify(right)) return left;
      throw new UnknownKeyword(`allOf with two different "${keyword}"`, '');
  }
}

function joinProperties(left: JsonValue, right: JsonValue): JsonValue {
  const first = isObject(left) ? left : {};
  const second = isObject(right) ? right : {};
  const both = Object.keys(second).filter((name) => Object.hasOwn(first, name));
  return {
    ...first,
    ...second,
    ...Object.fromEntries(both.map((name) => [name, { allOf: [first[name] ?? true, second[name] ?? true] }])),
  };
}

function list(value: JsonValue): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
}
