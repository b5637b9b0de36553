/** What is compared of a schema. Every member is left out where the schema says nothing of it. */
export interface Fact {
  /** Name of the component that says the rest. */
  readonly ref?: string;
  /** JSON types that are allowed, `null` among them. */
  readonly types?: readonly string[];
  /** Values of a closed enumeration, `null` not among them. */
  readonly values?: readonly string[];
  /** Members of an object, and those of them that it must have. */
  readonly properties?: { readonly [name: string]: Fact };
  readonly required?: readonly string[];
  /** Whether other members are forbidden. */
  readonly closed?: true;
  /** What all members of a map are. */
  readonly map?: Fact;
  readonly items?: Fact;
  /** Alternatives by the value of `type`. */
  readonly cases?: { readonly [tag: string]: Fact };
  readonly bounds?: { readonly [keyword: string]: number | string };
}

/** The facts of one document: what its operations take and give, and every component that these reach. */
export interface FactTable {
  readonly roots: { readonly [root: string]: Fact };
  readonly components: { readonly [name: string]: Fact };
}

/** Any JSON Schema, as OpenAPI documents and our own contract have them. */
export interface AnySchema {
  readonly $ref?: string;
  readonly $recursiveRef?: string;
  readonly type?: string | readonly string[];
  readonly const?: string | boolean;
  readonly enum?: readonly (string | boolean | null)[];
  readonly properties?: { readonly [name: string]: AnySchema | true };
  readonly required?: readonly string[];
  readonly additionalProperties?: AnySchema | boolean;
  readonly propertyNames?: AnySchema;
  readonly items?: AnySchema | true;
  readonly allOf?: readonly AnySchema[];
  readonly anyOf?: readonly AnySchema[];
  readonly oneOf?: readonly AnySchema[];
  readonly discriminator?: {
    readonly propertyName: string;
    readonly mapping?: { readonly [tag: string]: string };
  };
  readonly [keyword: string]: unknown;
}

export type Lookup = (name: string) => AnySchema;

const boundKeywords = [
  'minimum',
  'maximum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'maxProperties',
  'pattern',
];

/** The component that a reference names. */
export function componentName(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1).replace(/^OpenAI\./, '');
}

/** The facts of a schema; references to components stay references. */
export function factOf(schema: AnySchema | true, lookup: Lookup, self?: string): Fact {
  if (schema === true) return {};
  if (schema.$recursiveRef !== undefined && self !== undefined) return { ref: self };
  if (schema.$ref !== undefined) return { ref: componentName(schema.$ref) };
  const alternatives = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  const [only] = schema.allOf ?? [];
  // OpenAPI wraps a reference in allOf to say more about it, which is nothing that is compared.
  if (only?.$ref !== undefined && schema.allOf?.every((part) => part.$ref !== undefined || isEmpty(part))) {
    if (schema.properties === undefined && schema.type === undefined)
      return { ref: componentName(only.$ref) };
  }
  let fact = ownFact(schema, lookup, self);
  for (const part of schema.allOf ?? []) fact = both(fact, partFact(part, lookup, self));
  const mapping = schema.discriminator?.mapping;
  if (mapping !== undefined && alternatives.length === 0) {
    const cases = Object.entries(mapping).map(([tag, target]) => [tag, { ref: componentName(target) }]);
    return { types: ['object'], cases: Object.fromEntries(cases) };
  }
  if (alternatives.length > 0) fact = both(fact, unionOf(alternatives, lookup, self));
  return fact;
}

function isEmpty(schema: AnySchema): boolean {
  return Object.keys(schema).every((keyword) => ['default', 'description'].includes(keyword));
}

/** A part of an allOf, with its references followed: base types give their members, not their alternatives. */
function partFact(part: AnySchema, lookup: Lookup, self?: string): Fact {
  if (part.$ref === undefined) return factOf(part, lookup, self);
  const base = lookup(componentName(part.$ref));
  const { discriminator, ...rest } = base;
  if (discriminator?.mapping === undefined) return factOf(base, lookup, componentName(part.$ref));
  const { type: _tag, ...properties } = rest.properties ?? {};
  return factOf({ ...rest, properties, required: rest.required?.filter((name) => name !== 'type') }, lookup);
}

function ownFact(schema: AnySchema, lookup: Lookup, self?: string): Fact {
  const fact: { -readonly [member in keyof Fact]: Fact[member] } = {};
  const types = [schema.type ?? []].flat();
  const values = schema.const === undefined ? schema.enum : [schema.const];
  if (types.length > 0) fact.types = [...types].sort();
  if (values !== undefined)
    fact.values = values
      .filter((value) => value !== null)
      .map(String)
      .sort();
  const bounds = boundKeywords.flatMap((keyword) => (keyword in schema ? [[keyword, schema[keyword]]] : []));
  if (schema.propertyNames?.['maxLength'] !== undefined) {
    bounds.push(['maxLength of names', schema.propertyNames['maxLength']]);
  }
  if (bounds.length > 0) fact.bounds = Object.fromEntries(bounds);
  const properties = Object.entries(schema.properties ?? {});
  if (properties.length > 0) {
    fact.properties = Object.fromEntries(
      properties.map(([name, child]) => [name, factOf(child, lookup, self)]),
    );
  }
  if (schema.required?.length) fact.required = [...schema.required].sort();
  if (schema.items) fact.items = factOf(schema.items, lookup, self);
  const map = schema.additionalProperties;
  if (map === false) fact.closed = true;
  else if (map && map !== true && Object.keys(map).length > 0) fact.map = factOf(map, lookup, self);
  return fact;
}

/** Facts that hold together. */
function both(left: Fact, right: Fact): Fact {
  const required = [...new Set([...(left.required ?? []), ...(right.required ?? [])])].sort();
  const properties = { ...left.properties, ...right.properties };
  return {
    ...left,
    ...right,
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(required.length > 0 && { required }),
  };
}

/** Alternatives of a union: told apart by JSON type, and objects by their tag. */
function unionOf(alternatives: readonly AnySchema[], lookup: Lookup, self?: string): Fact {
  const targets = alternatives.map((entry) => rawTarget(entry, lookup, self));
  // A union of one is still a union: others may be added to it.
  const several = alternatives.length === 1 || targets.filter(isObject).length > 1;
  let cases: { [tag: string]: Fact } = {};
  let merged: Fact = {};
  for (const [index, entry] of alternatives.entries()) {
    const target = targets[index] ?? {};
    const tags = several && isObject(target) ? rawTags(target, lookup, self) : [];
    const inner =
      several && (target.oneOf ?? target.anyOf) ? followed(factOf(entry, lookup, self), lookup) : {};
    if (inner.cases !== undefined) {
      for (const [tag, fact] of Object.entries(inner.cases)) cases = withCase(cases, tag, fact, lookup);
    } else if (tags.length > 0) {
      for (const tag of tags) cases = withCase(cases, tag, factOf(entry, lookup, self), lookup);
    } else {
      const fact = factOf(entry, lookup, self);
      merged = either(merged, alternatives.length === 1 ? fact : followed(fact, lookup));
    }
  }
  if (Object.keys(cases).length === 0) return merged;
  return { ...merged, types: [...new Set([...(merged.types ?? []), 'object'])].sort(), cases };
}

/** The schema that an alternative refers to. */
function rawTarget(schema: AnySchema, lookup: Lookup, self?: string): AnySchema {
  if (schema.$recursiveRef !== undefined && self !== undefined) return lookup(self);
  if (schema.$ref !== undefined) return rawTarget(lookup(componentName(schema.$ref)), lookup, self);
  const [only, ...rest] = schema.allOf ?? [];
  if (only !== undefined && schema.properties === undefined && rest.every(isEmpty))
    return rawTarget(only, lookup, self);
  return schema;
}

function isObject(schema: AnySchema): boolean {
  const { type, properties, discriminator, allOf, oneOf } = schema;
  if (type !== undefined) return type === 'object';
  return (
    [properties, discriminator, allOf].some((hint) => hint !== undefined) ||
    (oneOf ?? []).some((entry) => entry.$ref)
  );
}

/** Values of the `type` member of an object. */
function rawTags(schema: AnySchema, lookup: Lookup, self?: string): readonly string[] {
  const tag = schema.properties?.['type'];
  if (tag === undefined || tag === true) {
    return (schema.allOf ?? []).flatMap((part) => rawTags(rawTarget(part, lookup, self), lookup, self));
  }
  return followed(factOf(tag, lookup, self), lookup).values ?? [];
}

function withCase(
  cases: { [tag: string]: Fact },
  tag: string,
  fact: Fact,
  lookup: Lookup,
): { [tag: string]: Fact } {
  const known = cases[tag];
  const merged =
    known === undefined ? fact : eitherObject(followed(known, lookup), followed(fact, lookup), lookup);
  return { ...cases, [tag]: merged };
}

/** Follows a reference, and the references it leads to. */
export function followed(fact: Fact, lookup: Lookup): Fact {
  let found = fact;
  while (found.ref !== undefined) found = factOf(lookup(found.ref), lookup, found.ref);
  return found;
}

/** Alternatives of a member: what each says holds for its own type; those of one type are put together. */
function either(left: Fact, right: Fact): Fact {
  if (Object.keys(left).length === 0) return right;
  const types = [...new Set([...(left.types ?? []), ...(right.types ?? [])])].sort();
  const { values, ...rest } = { ...left, ...right };
  const cases = { ...left.cases, ...right.cases };
  // A string beside an enumeration of strings leaves the enumeration open.
  const open =
    left.types?.includes('string') && right.types?.includes('string') && !(left.values && right.values);
  return {
    ...rest,
    types,
    ...(values &&
      !open && { values: [...new Set([...(left.values ?? []), ...(right.values ?? [])])].sort() }),
    ...(Object.keys(cases).length > 0 && { cases }),
  };
}

/** Alternatives that share a tag: either's members, and what both require. */
function eitherObject(left: Fact, right: Fact, lookup: Lookup): Fact {
  const properties: { [name: string]: Fact } = { ...left.properties };
  for (const [name, fact] of Object.entries(right.properties ?? {})) {
    const known = properties[name];
    const same = known === undefined || JSON.stringify(known) === JSON.stringify(fact);
    properties[name] = same ? fact : eitherMember(known, fact, lookup);
  }
  const required = (left.required ?? []).filter((name) => right.required?.includes(name));
  return { types: ['object'], properties, required };
}

function eitherMember(left: Fact, right: Fact, lookup: Lookup): Fact {
  const first = followed(left, lookup);
  const second = followed(right, lookup);
  const merged = either(first, second);
  if (first.items === undefined || second.items === undefined) return merged;
  return { ...merged, items: either(followed(first.items, lookup), followed(second.items, lookup)) };
}
