import type { ErrorObject } from 'ajv';
import { pointer } from './json.js';
import type { SchemaViolation } from './validator.js';

/** Ajv's errors as violations: one for each wrong place, with the pointer of that very place. */
export function violationsOf(errors: readonly ErrorObject[]): readonly SchemaViolation[] {
  const byPlace = new Map<string, SchemaViolation>();
  for (const error of errors) {
    // `if` only repeats that its branch has failed.
    if (error.keyword === 'if') continue;
    const place = placeOf(error);
    const earlier = byPlace.get(place);
    // A value of the wrong type also misses every enumeration: the type says it best.
    if (earlier === undefined || (error.keyword === 'type' && earlier.keyword !== 'type')) {
      byPlace.set(place, {
        pointer: place,
        keyword: keywordOf(error),
        schemaPath: error.schemaPath,
        expected: expectation(error),
      });
    }
  }
  return [...byPlace.values()];
}

function placeOf({ instancePath, keyword, params, propertyName }: ErrorObject): string {
  if (propertyName !== undefined) return instancePath + pointer(propertyName);
  switch (keyword) {
    case 'required':
      return instancePath + pointer(params.missingProperty);
    case 'additionalProperties':
      return instancePath + pointer(params.additionalProperty);
    case 'propertyNames':
      return instancePath + pointer(params.propertyName);
    case 'dispatch':
      return instancePath + pointer(params.tag);
    default:
      return instancePath;
  }
}

/** Our own keywords under the names that JSON Schema has for the same fault. */
function keywordOf({ keyword, params }: ErrorObject): string {
  if (keyword === 'alternatives') return 'type';
  if (keyword !== 'dispatch') return keyword;
  if (params.problem === 'missing') return 'required';
  return params.problem === 'unknown' ? 'enum' : 'type';
}

function expectation({ keyword, params, propertyName }: ErrorObject): string {
  const subject = propertyName === undefined ? '' : 'a name of ';
  switch (keyword) {
    case 'type':
      return `of type ${[params.type].flat().join(' or ')}`;
    case 'alternatives':
      return `of type ${params.types}`;
    case 'required':
      return 'present';
    case 'additionalProperties':
      return 'absent';
    case 'enum':
      return `one of ${params.allowedValues.map((value: unknown) => JSON.stringify(value)).join(', ')}`;
    case 'const':
      return JSON.stringify(params.allowedValue);
    case 'dispatch':
      return `one of ${params.known.split(' ').join(', ')}`;
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return `${params.comparison} ${params.limit}`;
    case 'minLength':
      return `${subject}at least ${params.limit} characters`;
    case 'maxLength':
      return `${subject}at most ${params.limit} characters`;
    case 'minItems':
      return `at least ${params.limit} entries`;
    case 'maxItems':
      return `at most ${params.limit} entries`;
    case 'maxProperties':
      return `at most ${params.limit} members`;
    case 'pattern':
      return `text that matches ${params.pattern}`;
    case 'format':
      return `a ${params.format}`;
    case 'propertyNames':
      return 'an allowed name';
    default:
      return `valid by the keyword ${keyword}`;
  }
}
