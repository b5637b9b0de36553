import fc from 'fast-check';
import { isObject, type JsonObject, type JsonValue } from '../../schemas/json.js';
import type { Build } from './arbitrary.js';
import { texts } from './text.js';

interface Depth {
  readonly depthIdentifier: string;
  readonly maxDepth: number;
  readonly depthSize: 'small';
}

const absent = Symbol('absent');

/** Objects that fit the object keywords of a schema; they shrink to the required members. */
export function objects(
  schema: JsonObject,
  place: string,
  build: Build,
  depth: Depth,
  odds: { readonly absent: number; readonly present: number },
): fc.Arbitrary<JsonValue> {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const required = new Set(
    Array.isArray(schema['required']) ? (schema['required'] as readonly string[]) : [],
  );
  const optional = (values: fc.Arbitrary<JsonValue>): fc.Arbitrary<JsonValue | typeof absent> =>
    fc.oneof(
      { ...depth, withCrossShrink: true },
      { weight: odds.absent, arbitrary: fc.constant(absent) },
      { weight: odds.present, arbitrary: values },
    );
  const undeclared = [...required].filter((name) => !Object.hasOwn(properties, name));
  const members = {
    ...Object.fromEntries(
      Object.entries(properties).map(([name, member]) => {
        const values = build(member, `${place}/properties/${name}`);
        return [name, required.has(name) ? values : optional(values)];
      }),
    ),
    ...Object.fromEntries(undeclared.map((name) => [name, build(true, `${place}/required`)])),
  };
  const declared = fc.record(members, { noNullPrototype: true }).map(withoutAbsent);
  return extended(declared, schema, place, build, Object.keys(members));
}

function withoutAbsent(made: { readonly [name: string]: JsonValue | typeof absent }): JsonObject {
  return Object.fromEntries(
    Object.entries(made).filter((entry): entry is [string, JsonValue] => entry[1] !== absent),
  );
}

// Members beyond the declared ones: maps, and free-form objects. An object with declared members gets no others,
// although it may: what a target makes of unknown members is not what the value is about.
function extended(
  declared: fc.Arbitrary<JsonObject>,
  schema: JsonObject,
  place: string,
  build: Build,
  names: readonly string[],
): fc.Arbitrary<JsonValue> {
  const { additionalProperties, propertyNames, minProperties, maxProperties } = schema;
  const isMap = isObject(additionalProperties) || (names.length === 0 && additionalProperties !== false);
  const least = typeof minProperties === 'number' ? minProperties : 0;
  if (!isMap) return declared.filter((made) => Object.keys(made).length >= least);
  const most = typeof maxProperties === 'number' ? maxProperties : Number.POSITIVE_INFINITY;
  const keys = texts(
    isObject(propertyNames) ? propertyNames : { maxLength: 8 },
    `${place}/propertyNames`,
  ).filter((key) => !names.includes(key) && key !== '__proto__');
  const rest = fc.dictionary(keys, build(additionalProperties, `${place}/additionalProperties`), {
    minKeys: Math.max(0, least - names.length),
    maxKeys: Math.max(0, Math.min(most - names.length, least + 3)),
    noNullPrototype: true,
  });
  return fc
    .tuple(declared, rest)
    .map(([own, others]) => ({ ...own, ...others }))
    .filter((made) => Object.keys(made).length >= least);
}
