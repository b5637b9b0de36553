import type { Schema, SchemaOrTrue } from './schema.js';
import { type Definitions, resolved } from './schema.js';

/** What a dialect makes of one object, enumeration or union of the shared contract. */
interface Change {
  /** Members that the dialect does not have. */
  readonly drop?: readonly string[];
  /** Members that it adds, or describes in another way. */
  readonly set?: { readonly [member: string]: SchemaOrTrue };
  readonly require?: readonly string[];
  readonly optional?: readonly string[];
  /** Members that may be null here, and members that may not. */
  readonly nullable?: readonly string[];
  readonly notNull?: readonly string[];
  /** Keywords of members; null takes a keyword away. */
  readonly bounds?: { readonly [member: string]: { readonly [keyword: string]: number | string | null } };
  /** Values of an enumeration that the dialect does not have. */
  readonly withoutValues?: readonly string[];
  /** Alternatives of a union that the dialect does not have, or the only ones that it has. */
  readonly without?: readonly string[];
  readonly only?: readonly string[];
  /** Takes the place of the whole definition. */
  readonly replace?: Schema;
}

/** Changes by the name of what they change: a definition, or `<definition>/<member>` for an object inside it. */
export interface Changes {
  readonly [target: string]: Change;
}

/** The definitions with the changes made. Throws where a change names something that is not there. */
export function changed(definitions: Definitions, changes: Changes): Definitions {
  const result = new Map(definitions);
  for (const [target, change] of Object.entries(changes)) {
    const [name = '', ...members] = target.split('/');
    const schema = result.get(name);
    if (schema === undefined) throw new Error(`A dialect changes ${name}, which the contract does not have.`);
    result.set(name, changedAt(schema, members, change, target, result));
  }
  return result;
}

function changedAt(
  schema: Schema,
  members: readonly string[],
  change: Change,
  target: string,
  definitions: Definitions,
): Schema {
  const [member, ...rest] = members;
  if (member === undefined) return changedSchema(schema, change, target, definitions);
  if (member === 'items' && schema.items && schema.items !== true) {
    return { ...schema, items: changedAt(schema.items, rest, change, target, definitions) };
  }
  const child = schema.properties?.[member];
  if (child === undefined || child === true) throw new Error(`${target}: the contract has no such member.`);
  const inner = changedAt(child, rest, change, target, definitions);
  return { ...schema, properties: { ...schema.properties, [member]: inner } };
}

function changedSchema(schema: Schema, change: Change, target: string, definitions: Definitions): Schema {
  if (change.replace !== undefined) return change.replace;
  let result = schema;
  if (change.without || change.only) result = changedUnion(result, change, target);
  if (change.withoutValues) result = changedValues(result, change.withoutValues, target);
  const properties = { ...result.properties };
  const required = new Set(result.required);
  const known = (member: string): Schema => {
    const found = properties[member];
    if (found === undefined) throw new Error(`${target}: the contract has no member ${member}.`);
    return found === true ? {} : found;
  };
  for (const member of change.drop ?? []) {
    known(member);
    delete properties[member];
    required.delete(member);
  }
  for (const [member, value] of Object.entries(change.set ?? {})) properties[member] = value;
  for (const member of change.require ?? []) {
    known(member);
    if (required.has(member)) throw new Error(`${target}: ${member} is required already.`);
    required.add(member);
  }
  for (const member of change.optional ?? []) {
    if (!required.delete(member)) throw new Error(`${target}: ${member} is optional already.`);
  }
  for (const member of change.nullable ?? []) properties[member] = nullable(known(member), definitions);
  for (const member of change.notNull ?? [])
    properties[member] = notNull(known(member), `${target}/${member}`);
  for (const [member, bounds] of Object.entries(change.bounds ?? {})) {
    properties[member] = Object.fromEntries(
      Object.entries({ ...known(member), ...bounds }).filter(([, value]) => value !== null),
    );
  }
  return {
    ...result,
    ...((result.required || required.size > 0) && { required: [...required] }),
    ...((result.properties || change.set) && { properties }),
  };
}

function changedUnion(schema: Schema, change: Change, target: string): Schema {
  if (schema.oneOf === undefined) throw new Error(`${target} is not a union.`);
  const nameOf = (entry: Schema) => entry.$ref?.split('/').at(-1) ?? '';
  const names = schema.oneOf.map(nameOf);
  for (const name of [...(change.without ?? []), ...(change.only ?? [])]) {
    if (!names.includes(name)) throw new Error(`${target} has no alternative ${name}.`);
  }
  const kept = (name: string) => change.only?.includes(name) ?? !change.without?.includes(name);
  return { ...schema, oneOf: schema.oneOf.filter((entry) => kept(nameOf(entry))) };
}

function changedValues(schema: Schema, dropped: readonly string[], target: string): Schema {
  for (const value of dropped) {
    if (!schema.enum?.includes(value)) throw new Error(`${target} has no value ${value}.`);
  }
  return {
    ...schema,
    enum: schema.enum?.filter((value) => typeof value !== 'string' || !dropped.includes(value)),
  };
}

function nullable(schema: Schema, definitions: Definitions): Schema {
  if (schema.anyOf !== undefined) return { ...schema, anyOf: [...schema.anyOf, { type: 'null' }] };
  const types = resolved(schema, definitions).type;
  if (schema.$ref !== undefined || types === undefined) return { anyOf: [schema, { type: 'null' }] };
  return {
    ...schema,
    type: [...(typeof types === 'string' ? [types] : types), 'null'],
    ...(schema.enum && { enum: [...schema.enum, null] }),
  };
}

function notNull(schema: Schema, target: string): Schema {
  if (schema.anyOf !== undefined) {
    const rest = schema.anyOf.filter((entry) => entry.type !== 'null');
    const [only] = rest;
    if (rest.length === schema.anyOf.length) throw new Error(`${target} is never null already.`);
    return rest.length === 1 && only !== undefined ? only : { ...schema, anyOf: rest };
  }
  const types = Array.isArray(schema.type) ? schema.type.filter((type: string) => type !== 'null') : [];
  if (types.length === 0) throw new Error(`${target} is never null already.`);
  return {
    ...schema,
    type: types.length === 1 ? types[0] : types,
    ...(schema.enum && { enum: schema.enum.filter((value) => value !== null) }),
  };
}
