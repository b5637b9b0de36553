import { bundledSchema } from '../../schemas/compose.js';
import type { DialectName } from '../../schemas/dialect.js';
import { isObject, type JsonObject } from '../../schemas/json.js';
import { validators } from '../../schemas/validators.js';
import { branchesIn, branchesOf } from '../coverage/branches.js';
import { type Candidate, cover } from '../coverage/cover.js';
import { coveringValues } from '../coverage/covering-values.js';
import { customaryBound } from '../violations/breakages.js';
import { acceptable } from './acceptable.js';
import type { Circumstances } from './circumstances.js';
import { objectSchemas } from './object-schemas.js';

/** Members of one request that are varied side by side: few enough to see which of them a refusal is about. */
const membersTogether = 10;

/** Characters of a request that is still sent without being asked for: about what it costs in tokens, four times. */
const longestRequest = 12_000;

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
  const candidates = memberGroups(document)
    .flatMap((members) => variations(document, members, options))
    .flatMap(withSingles)
    .map((body) => acceptable(body, circumstances))
    .filter((body) => options.large === true || JSON.stringify(body).length <= longestRequest)
    // Binding keeps requests valid; should it once not, the request is no example of a valid one.
    .filter((body) => validate(body).length === 0)
    .map((value) => ({ value, branches: branchesIn(document, value) }));
  return cover(candidates, createBranches(dialect, options.large === true), options.most);
}

/** Members that need others to be valid travel with them; the two long lists share their requests. */
const together: readonly (readonly string[])[] = [
  ['input', 'tools', 'tool_choice'],
  ['stream', 'stream_options', 'background', 'store'],
];

// Members that do not go together, or are too long together, are sent alone; what a row covers anyway is not chosen twice.
function withSingles(row: JsonObject): readonly JsonObject[] {
  const members = Object.entries(row);
  return members.length < 2
    ? [row]
    : [row, ...members.map(([name, value]): JsonObject => ({ [name]: value }))];
}

function memberGroups(document: JsonObject): readonly (readonly string[])[] {
  const { properties } = rootOf(document);
  const names = Object.keys(isObject(properties) ? properties : {});
  const single = names.filter((name) => !together.flat().includes(name));
  const groups: (readonly string[])[] = together.map((group) => group.filter((name) => names.includes(name)));
  for (let start = 0; start < single.length; start += membersTogether) {
    groups.push(single.slice(start, start + membersTogether));
  }
  return groups;
}

function variations(
  document: JsonObject,
  members: readonly string[],
  options: { readonly seed: number; readonly large?: boolean },
): readonly JsonObject[] {
  const definitions = isObject(document['$defs']) ? document['$defs'] : {};
  const { properties } = rootOf(document);
  const own = Object.entries(isObject(properties) ? properties : {}).filter(([name]) =>
    members.includes(name),
  );
  const schemas = objectSchemas();
  return coveringValues(
    { type: 'object', properties: Object.fromEntries(own) },
    {
      definitions,
      seed: options.seed,
      largest: options.large === true ? Number.POSITIVE_INFINITY : customaryBound,
      instead: {
        'FunctionTool.parameters': schemas,
        'FunctionTool.output_schema': schemas,
        'JsonSchemaFormat.schema': schemas,
      },
    },
  ).filter(isObject);
}

function rootOf(document: JsonObject): JsonObject {
  const definitions = isObject(document['$defs']) ? document['$defs'] : {};
  const root = definitions['CreateResponse'];
  return isObject(root) ? root : document;
}
