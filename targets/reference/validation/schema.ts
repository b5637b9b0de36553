import { isObject, type JsonValue, pointerTokens, valueAt } from '../../../schemas/json.js';
import type { RootName, SchemaViolation, Validators } from '../../../schemas/validator.js';
import { type Fault, invalid } from '../fault.js';

/** So many wrong places of a body are reported at most. */
const mostReported = 20;

/** The fault of the first thing in a body that the dialect's schema forbids; null where it is valid. */
export function schemaFault(
  validators: Validators,
  root: RootName,
  body: JsonValue | undefined,
): Fault | null {
  const faults = validators
    .root(root)(body)
    .slice(0, mostReported)
    .map((violation) => faultOf(violation, body));
  const [first] = faults;
  if (first === undefined) return null;
  return { ...first, details: faults.map(({ code, param, message }) => ({ code, param, message })) };
}

/** Codes by keyword, as OpenAI's service has them. */
const codes: { readonly [keyword: string]: string } = {
  required: 'missing_required_parameter',
  type: 'invalid_type',
  maxLength: 'string_above_max_length',
  minLength: 'string_below_min_length',
  maxItems: 'array_above_max_length',
  minItems: 'array_below_min_length',
  maxProperties: 'object_above_max_properties',
  minProperties: 'object_below_min_properties',
  additionalProperties: 'unknown_parameter',
};

function faultOf({ pointer, keyword, expected }: SchemaViolation, body: JsonValue | undefined): Fault {
  const param = pathOf(pointer, body);
  const value = valueAt(body, pointer);
  if (keyword === 'required') {
    return invalid(param, `Missing required parameter: '${param}'.`, { code: 'missing_required_parameter' });
  }
  if (
    keyword === 'minimum' ||
    keyword === 'exclusiveMinimum' ||
    keyword === 'maximum' ||
    keyword === 'exclusiveMaximum'
  ) {
    const kind = Number.isInteger(value) ? 'integer' : 'decimal';
    const side = /min/i.test(keyword) ? 'below_min' : 'above_max';
    return invalid(param, `Invalid '${param}': expected a value ${expected}, but got ${shown(value)}.`, {
      code: `${kind}_${side}_value`,
    });
  }
  return invalid(
    param === '' ? null : param,
    `Invalid value for '${param}': expected ${expected}, but got ${shown(value)}.`,
    {
      code: codes[keyword] ?? 'invalid_value',
    },
  );
}

/** A JSON pointer as OpenAI's services write paths: `input[0].content`. */
function pathOf(pointer: string, body: JsonValue | undefined): string {
  let path = '';
  let value = body;
  for (const token of pointerTokens(pointer)) {
    if (Array.isArray(value)) path += `[${token}]`;
    else path += path === '' ? token : `.${token}`;
    value = Array.isArray(value) ? value[Number(token)] : isObject(value) ? value[token] : undefined;
  }
  return path;
}

function shown(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return 'an array';
  if (isObject(value)) return 'an object';
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
