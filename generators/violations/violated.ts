import fc from 'fast-check';
import { type JsonObject, type JsonValue, pointerTokens } from '../../schemas/json.js';
import type { Validate } from '../../schemas/validator.js';
import type { Violation } from '../../targets/exchange.js';
import { type Breakage, breakagesAt, customaryBound } from './breakages.js';
import { replacedAt } from './replace.js';
import { sitesOf } from './sites.js';

/** A value that breaks exactly one keyword at one place. */
export interface Violated {
  readonly value: JsonValue;
  readonly violation: Violation;
}

/**
 * Values that break exactly one keyword, made from valid ones. Each was confirmed by the validator when it was made:
 * what comes out is invalid at that place and nowhere else. `valid` must only give values that the validator accepts.
 */
export function violatedArbitrary(
  document: JsonObject,
  valid: fc.Arbitrary<JsonValue>,
  validate: Validate,
  options: { readonly large?: boolean } = {},
): fc.Arbitrary<Violated> {
  const longest = options.large === true ? Number.POSITIVE_INFINITY : customaryBound;
  return fc
    .tuple(valid, fc.nat({ max: 0x7fffffff }))
    .map(([value, choice]) => firstConfirmed(document, value, choice, validate, longest))
    .filter((made): made is Violated => made !== null);
}

/** Every single violation that this valid value can be turned into; confirmed. */
export function violationsFrom(
  document: JsonObject,
  value: JsonValue,
  validate: Validate,
  longest = customaryBound,
): readonly Violated[] {
  return breakages(document, value, longest).flatMap(
    (breakage) => confirmed(value, breakage, validate) ?? [],
  );
}

function breakages(document: JsonObject, value: JsonValue, longest: number): readonly Breakage[] {
  return sitesOf(document, value).flatMap((site) => breakagesAt(site, longest));
}

// A few attempts from the chosen one on: some breakages of some values break more than one keyword.
function firstConfirmed(
  document: JsonObject,
  value: JsonValue,
  choice: number,
  validate: Validate,
  longest: number,
): Violated | null {
  const possible = breakages(document, value, longest);
  for (let attempt = 0; attempt < Math.min(4, possible.length); attempt += 1) {
    const breakage = possible[(choice + attempt) % possible.length];
    const made = breakage === undefined ? null : confirmed(value, breakage, validate);
    if (made !== null) return made;
  }
  return null;
}

function confirmed(value: JsonValue, breakage: Breakage, validate: Validate): Violated | null {
  const broken = replacedAt(value, breakage.replaced, breakage.by);
  if (broken === undefined) return null;
  const [found, ...others] = validate(broken);
  if (found === undefined || others.length > 0 || found.pointer !== breakage.pointer) return null;
  const { pointer, keyword, expected } = found;
  return {
    value: broken,
    violation: {
      in: 'body',
      pointer,
      keyword,
      expectation: `${pointer === '' ? 'the body' : pointer} must be ${expected}`,
      level: levelOf(pointer),
    },
  };
}

/** Members of a create request that every implementation has to understand. */
const core = new Set([
  'model',
  'input',
  'instructions',
  'tools',
  'tool_choice',
  'temperature',
  'top_p',
  'max_output_tokens',
  'stream',
  'store',
  'metadata',
  'truncation',
  'parallel_tool_calls',
  'previous_response_id',
  'text',
  'reasoning',
  'include',
  'background',
  'top_logprobs',
]);

/** Members further inside that every implementation has to understand, as patterns over pointers. */
const coreInside: readonly RegExp[] = [
  /^\/input\/\d+\/(role|content|type)$/,
  /^\/tools\/\d+\/(type|name)$/,
  /^\/text\/format(\/(type|name|schema))?$/,
  /^\/metadata\//,
  /^\/reasoning\/(effort|summary)$/,
];

/**
 * How surely a conformant server refuses it. Far inside optional structures, and in members that many servers do not
 * have at all, a server may read leniently what the schema says strictly.
 */
function levelOf(pointer: string): Violation['level'] {
  const [member, ...inside] = pointerTokens(pointer);
  if (member === undefined) return 'MUST';
  if (inside.length === 0) return core.has(member) ? 'MUST' : 'SHOULD';
  return coreInside.some((pattern) => pattern.test(pointer)) ? 'MUST' : 'SHOULD';
}
