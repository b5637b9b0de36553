import fc from 'fast-check';
import { isObject, type JsonObject, type JsonValue } from '../../schemas/json.js';
import { validators } from '../../schemas/validators.js';
import { type Violated, violatedArbitrary } from '../violations/violated.js';
import { acceptable } from './acceptable.js';
import type { Circumstances } from './circumstances.js';
import { createDocument } from './covering.js';
import { requestArbitrary } from './request-arbitrary.js';

/** How many are drawn and in which order: the same seed gives the same list on every version of Node. */
export interface Draw {
  readonly seed: number;
  readonly count: number;
}

/** Random valid requests that this target can be expected to accept. */
export function randomRequests(circumstances: Circumstances, { seed, count }: Draw): readonly JsonObject[] {
  return fc.sample(acceptableRequests(circumstances), { seed, numRuns: count }).filter(isObject);
}

/** Random requests with exactly one violation each. */
export function randomViolations(circumstances: Circumstances, { seed, count }: Draw): readonly Violated[] {
  return fc.sample(violatedRequests(circumstances), { seed, numRuns: count });
}

/** Create requests with exactly one violation each, confirmed by the validator. */
export function violatedRequests(circumstances: Circumstances): fc.Arbitrary<Violated> {
  const { dialect } = circumstances;
  return violatedArbitrary(
    createDocument(dialect),
    acceptableRequests(circumstances),
    validators(dialect).root('CreateResponse'),
  );
}

/** Valid create requests that this target can be expected to accept. */
export function acceptableRequests(circumstances: Circumstances): fc.Arbitrary<JsonValue> {
  const validate = validators(circumstances.dialect).root('CreateResponse');
  return requestArbitrary(createDocument(circumstances.dialect))
    .filter(isObject)
    .map((body): JsonValue => acceptable(body, circumstances))
    .filter((body) => validate(body).length === 0);
}
