import fc from 'fast-check';
import { isObject, type JsonObject, type JsonValue } from '../../schemas/json.js';
import { validators } from '../../schemas/validators.js';
import { acceptable } from '../requests/acceptable.js';
import type { Circumstances } from '../requests/circumstances.js';
import { createDocument } from '../requests/covering.js';
import { requestArbitrary } from '../requests/request-arbitrary.js';
import { type Violated, violationsFrom } from './violated.js';

/** Valid values of a member from which violations are made. */
const samplesPerMember = 12;

/**
 * Small requests with one violation each: for every member of the create request, every keyword that can be broken at
 * or below it, once. What a conformant server refuses for certain comes first. The same seed gives the same list.
 */
export function coveringViolations(
  circumstances: Circumstances,
  options: { readonly seed: number; readonly most: number },
): readonly Violated[] {
  const document = createDocument(circumstances.dialect);
  const validate = validators(circumstances.dialect).root('CreateResponse');
  const found = new Map<string, Violated>();
  for (const body of smallRequests(document, circumstances, options.seed)) {
    for (const made of violationsFrom(document, body, validate)) {
      const kind = `${placeKind(made.violation.pointer)} ${made.violation.keyword}`;
      if (!found.has(kind)) found.set(kind, made);
    }
  }
  const certain = ({ violation }: Violated) => (violation.level === 'MUST' ? 0 : 1);
  return [...found.values()].toSorted((left, right) => certain(left) - certain(right)).slice(0, options.most);
}

// Entries of lists are alike, and so are the pairs of metadata.
function placeKind(pointer: string): string {
  return pointer.replace(/\/\d+/g, '/*').replace(/^\/(metadata|structured_inputs)\/.*$/, '/$1/*');
}

// One member beside model and input: what is wrong then leaps to the eye.
function smallRequests(
  document: JsonObject,
  circumstances: Circumstances,
  seed: number,
): readonly JsonObject[] {
  const definitions = isObject(document['$defs']) ? document['$defs'] : {};
  const root = definitions['CreateResponse'];
  const properties = isObject(root) && isObject(root['properties']) ? root['properties'] : {};
  const base = { model: circumstances.model, input: circumstances.prompt };
  return Object.entries(properties).flatMap(([member, schema]) =>
    fc
      .sample(requestArbitrary(documentOf(schema, definitions)), { seed, numRuns: samplesPerMember })
      .map((value) => acceptable({ ...base, [member]: value }, circumstances))
      .filter((body) => body[member] !== undefined),
  );
}

function documentOf(schema: JsonValue | undefined, definitions: JsonObject): JsonObject {
  return { ...(isObject(schema) ? schema : {}), $defs: definitions };
}
