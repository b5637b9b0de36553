import fc from 'fast-check';
import { bundledSchema } from '../../schemas/compose.js';
import type { DialectName } from '../../schemas/dialect.js';
import { isObject, type JsonObject, type JsonValue } from '../../schemas/json.js';
import { validators } from '../../schemas/validators.js';
import { branchesIn, branchesOf } from '../coverage/branches.js';
import { type Candidate, cover } from '../coverage/cover.js';
import { arbitraryOf } from '../schema/arbitrary.js';
import { definitionName } from '../schema/references.js';
import { customaryBound } from '../violations/breakages.js';
import { acceptable } from './acceptable.js';
import type { Circumstances } from './circumstances.js';

/** How widely the candidates are drawn from which requests are picked. */
const samples = { whole: 800, perAlternative: 24, perRequest: 6 };

/** The schema document of create requests, in the form that generators read. */
export function createDocument(dialect: DialectName): JsonObject {
  return bundledSchema(dialect, 'CreateResponse') as unknown as JsonObject;
}

/** The branches of create requests in a dialect that generated requests are held to. */
export function createBranches(dialect: DialectName, large: boolean): ReadonlySet<string> {
  return branchesOf(createDocument(dialect), { largest: large ? Number.POSITIVE_INFINITY : customaryBound });
}

/**
 * Few acceptable create requests that together reach what this target lets be reached of the schema: each member
 * present and absent, each value of an enumeration, each alternative, each boundary. The same seed gives the same list.
 */
export function coveringRequests(
  circumstances: Circumstances,
  options: { readonly seed: number; readonly most: number; readonly large?: boolean },
): readonly Candidate<JsonObject>[] {
  const { dialect } = circumstances;
  const document = createDocument(dialect);
  const validate = validators(dialect).root('CreateResponse');
  const candidates = [
    ...wholeRequests(document, options.seed),
    ...packed(document, 'Tool', options.seed).map((tools): JsonObject => ({ tools })),
    ...packed(document, 'InputItem', options.seed).map((input): JsonObject => ({ input })),
  ]
    .map((body) => acceptable(body, circumstances))
    // Binding keeps requests valid; should it once not, the request is no example of a valid one.
    .filter((body) => validate(body).length === 0)
    .map((value) => ({ value, branches: branchesIn(document, value) }));
  return cover(candidates, createBranches(dialect, options.large === true), options.most);
}

function wholeRequests(document: JsonObject, seed: number): readonly JsonObject[] {
  const { properties, ...rest } = rootOf(document);
  const { tools: _tools, input: _input, ...others } = isObject(properties) ? properties : {};
  const lean = arbitraryOf({ ...rest, properties: others, $defs: document['$defs'] });
  return fc.sample(lean, { seed, numRuns: samples.whole }).filter(isObject);
}

function rootOf(document: JsonObject): JsonObject {
  const definitions = isObject(document['$defs']) ? document['$defs'] : {};
  const root = definitions['CreateResponse'];
  return isObject(root) ? root : document;
}

// Tools and input items fill lists: several of each kind of a union travel in one request.
function packed(document: JsonObject, union: string, seed: number): readonly (readonly JsonValue[])[] {
  const values = alternativesOf(document, union).map((alternative) =>
    fc.sample(arbitraryOf({ ...alternative, $defs: document['$defs'] }), {
      seed,
      numRuns: samples.perAlternative,
    }),
  );
  const lists: (readonly JsonValue[])[] = [];
  for (let round = 0; round < samples.perAlternative; round += 1) {
    const row = values.flatMap((list) => list.slice(round, round + 1));
    for (let start = 0; start < row.length; start += samples.perRequest) {
      lists.push(row.slice(start, start + samples.perRequest));
    }
  }
  return lists;
}

// Unions inside unions are opened: a message counts once for each role.
function alternativesOf(document: JsonObject, union: string): readonly JsonObject[] {
  const definitions = isObject(document['$defs']) ? document['$defs'] : {};
  const found = definitions[union];
  const list = isObject(found) ? (found['oneOf'] ?? found['anyOf']) : undefined;
  if (!Array.isArray(list)) return [{ $ref: `#/$defs/${union}` }];
  return (list as readonly JsonValue[]).filter(isObject).flatMap((alternative) => {
    const { $ref } = alternative;
    return typeof $ref === 'string' ? alternativesOf(document, definitionName($ref, union)) : [alternative];
  });
}
