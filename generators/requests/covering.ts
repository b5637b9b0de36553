import { bundledSchema } from '../../schemas/compose.js';
import type { DialectName } from '../../schemas/dialect.js';
import { isObject, type JsonObject, type JsonValue } from '../../schemas/json.js';
import { validators } from '../../schemas/validators.js';
import { branchesIn, branchesOf } from '../coverage/branches.js';
import { type Candidate, cover, withoutSuperfluous } from '../coverage/cover.js';
import { coveringValues } from '../coverage/covering-values.js';
import { customaryBound } from '../violations/breakages.js';
import { acceptable } from './acceptable.js';
import type { Circumstances } from './circumstances.js';
import { objectSchemas } from './object-schemas.js';
import { pack } from './pack.js';

/** Members that are varied side by side before the best of them are chosen. */
const membersTogether = 10;

/** Lists whose entries stand for themselves: any of them can be sent with any others. */
const openLists: readonly string[] = ['input', 'tools'];

/** What may travel together to a target that takes whatever is valid, and to one that may be choosy. */
const room = {
  mock: { members: 12, entries: 40, characters: 6000 },
  service: { members: 8, entries: 8, characters: 3000 },
} as const;

/** Characters of a request that is still sent without being asked for: about what it costs in tokens, four times. */
const longestRequest = 12_000;

/** What a request costs whatever is in it, in characters: one with more in it is the better one. */
const perPart = 5;

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
  const branches = createBranches(dialect, options.large === true);
  const candidate = (body: JsonObject): Candidate<JsonObject> | null => {
    const value = acceptable(body, circumstances);
    const size = JSON.stringify(value).length;
    if (options.large !== true && size > longestRequest) return null;
    // Binding keeps requests valid; should it once not, the request is no example of a valid one.
    if (validate(value).length > 0) return null;
    return { value, branches: branchesIn(document, value) };
  };
  const parts = memberGroups(document)
    .flatMap((members) => variations(document, members, options))
    .flatMap(withParts)
    .flatMap((body) => {
      const made = candidate(body);
      const cost = perPart + JSON.stringify(body).length;
      return made === null ? [] : [{ value: body, branches: made.branches, cost }];
    });
  const needed = withoutSuperfluous(cover(parts, branches, Number.POSITIVE_INFINITY), branches);
  const chosen = cover(needed, branches, Number.POSITIVE_INFINITY);
  const packed = pack(
    chosen.map(({ value, adds }) => ({ body: value, adds })),
    circumstances.fabricated ? room.mock : room.service,
    (body) => candidate(body)?.branches ?? null,
  );
  return cover(
    packed.flatMap((body) => candidate(body) ?? []),
    branches,
    options.most,
  );
}

/** Members that need others to be valid travel with them; the two long lists share their requests. */
const together: readonly (readonly string[])[] = [
  ['input', 'tools', 'tool_choice'],
  ['stream', 'stream_options', 'background', 'store'],
];

// Each row as it is, each of its members alone, and each entry of the long lists alone.
function withParts(row: JsonObject): readonly JsonObject[] {
  const members = Object.entries(row);
  const singles = members.length < 2 ? [] : members.map(([name, value]): JsonObject => ({ [name]: value }));
  const entries = members.flatMap(([name, value]): readonly JsonObject[] =>
    openLists.includes(name) && Array.isArray(value)
      ? (value as readonly JsonValue[]).map((entry) => ({ [name]: [entry] }))
      : [],
  );
  return [row, ...singles, ...entries];
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
