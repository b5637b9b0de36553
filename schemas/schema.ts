/** The part of JSON Schema 2020-12 that the contract is written in. */
export interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly default?: unknown;
  readonly type?: string | readonly string[];
  readonly const?: string | number | boolean | null;
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly required?: readonly string[];
  readonly properties?: { readonly [name: string]: SchemaOrTrue };
  readonly additionalProperties?: SchemaOrTrue | false;
  readonly propertyNames?: Schema;
  readonly items?: SchemaOrTrue;
  /** Alternatives of different JSON types. */
  readonly anyOf?: readonly Schema[];
  /** Alternatives told apart by the member that `discriminator` names. */
  readonly oneOf?: readonly Schema[];
  readonly discriminator?: Discriminator;
  readonly not?: Schema;
  readonly if?: Schema;
  readonly else?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
}

/** A schema, or `true`, which allows any value. */
export type SchemaOrTrue = Schema | true;

/** How a union tells its alternatives apart. */
export interface Discriminator {
  readonly propertyName: string;
  /** Reference to the alternative that a value without the member stands for. */
  readonly defaultMapping?: string;
}

/** Schemas by name; they refer to each other as `#/$defs/<name>`. */
export type Definitions = ReadonlyMap<string, Schema>;

const prefix = '#/$defs/';

/** The reference to a definition. */
export function referenceTo(name: string): string {
  return prefix + name;
}

/** The name of the definition that a reference points to. Throws where it points anywhere else. */
export function referredName(reference: string): string {
  if (!reference.startsWith(prefix)) {
    throw new Error(`Expected a reference of the form ${prefix}<name>, found ${reference}.`);
  }
  return reference.slice(prefix.length);
}

/** The definition of that name. Throws where there is none. */
export function definitionOf(definitions: Definitions, name: string): Schema {
  const found = definitions.get(name);
  if (found === undefined) throw new Error(`The contract has no definition named ${name}.`);
  return found;
}

/** The schema behind a chain of references. Other members beside `$ref` are not looked at. */
export function resolved(schema: Schema, definitions: Definitions): Schema {
  let found = schema;
  while (found.$ref !== undefined) found = definitionOf(definitions, referredName(found.$ref));
  return found;
}

/** The JSON types that a schema allows, seen through references; empty where it names none. */
export function typesOf(schema: Schema, definitions: Definitions): readonly string[] {
  const found = resolved(schema, definitions);
  if (found.type !== undefined) return typeof found.type === 'string' ? [found.type] : found.type;
  if (found.oneOf !== undefined) return ['object'];
  if (found.anyOf !== undefined) return found.anyOf.flatMap((entry) => typesOf(entry, definitions));
  return [];
}

/** The values of a tag under which an alternative of a union is chosen; unions within unions count with all of theirs. */
export function tagsOf(schema: Schema, tag: string, definitions: Definitions): readonly string[] {
  const found = resolved(schema, definitions);
  if (found.oneOf !== undefined) {
    return [...new Set(found.oneOf.flatMap((entry) => tagsOf(entry, tag, definitions)))];
  }
  const member = found.properties?.[tag];
  if (member === undefined || member === true) return [];
  const target = resolved(member, definitions);
  const values = target.const === undefined ? (target.enum ?? []) : [target.const];
  return values.filter((value) => typeof value === 'string');
}

/** The schema with `change` made to every schema directly below it. */
export function mapChildren(schema: Schema, change: (child: Schema) => Schema): Schema {
  const one = (child: SchemaOrTrue): SchemaOrTrue => (child === true ? true : change(child));
  const { properties, items, additionalProperties, propertyNames, not, anyOf, oneOf } = schema;
  const { if: condition, else: otherwise } = schema;
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, child]) => [name, one(child)])),
    }),
    ...(items && { items: one(items) }),
    ...(additionalProperties && { additionalProperties: one(additionalProperties) }),
    ...(propertyNames && { propertyNames: change(propertyNames) }),
    ...(not && { not: change(not) }),
    ...(condition && { if: change(condition) }),
    ...(otherwise && { else: change(otherwise) }),
    ...(anyOf && { anyOf: anyOf.map(change) }),
    ...(oneOf && { oneOf: oneOf.map(change) }),
  };
}
