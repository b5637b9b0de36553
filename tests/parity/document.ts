import { type AnySchema, componentName, type Fact, type FactTable, factOf } from './facts.js';
import { type Place, placeName, places } from './operations.js';

interface Media {
  readonly schema?: AnySchema;
  readonly itemSchema?: AnySchema;
}

interface Body {
  readonly $ref?: string;
  readonly content?: { readonly [type: string]: Media };
}

interface Operation {
  readonly requestBody?: Body;
  readonly responses?: { readonly [status: string]: Body };
}

/** The part of an OpenAPI document that is read. */
export interface Document {
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } };
  readonly components: {
    readonly schemas: { readonly [name: string]: AnySchema };
    readonly responses?: { readonly [name: string]: Body };
  };
}

/** The facts of a published document: every place that it has, and all components that these reach. */
export function factTable(document: Document): FactTable {
  const schemas = new Map(
    Object.entries(document.components.schemas).map(([name, schema]) => [componentName(name), schema]),
  );
  const lookup = (name: string): AnySchema => {
    const found = schemas.get(name);
    if (found === undefined) throw new Error(`The document refers to ${name}, which it does not define.`);
    return found;
  };
  const components: { [name: string]: Fact } = {};
  const reach = (fact: Fact): void => {
    if (fact.ref !== undefined && components[fact.ref] === undefined) {
      const found = factOf(lookup(fact.ref), lookup, fact.ref);
      components[fact.ref] = found;
      reach(found);
    }
    const { properties = {}, cases = {}, items, map } = fact;
    for (const inner of [...Object.values(properties), ...Object.values(cases), items, map]) {
      if (inner !== undefined) reach(inner);
    }
  };
  const roots: { [root: string]: Fact } = {};
  for (const place of places) {
    const schema = schemaAt(document, place);
    if (schema === null) continue;
    const fact = factOf(schema, lookup);
    roots[placeName(place)] = fact;
    reach(fact);
  }
  const sorted = Object.fromEntries(
    Object.entries(components).sort(([left], [right]) => (left < right ? -1 : 1)),
  );
  return { roots, components: sorted };
}

function schemaAt(document: Document, place: Place): AnySchema | null {
  const path = Object.keys(document.paths).find(
    (candidate) =>
      candidate.replace(/^.*?\/(?=responses|conversations)/, '/').replace(/\{[^}]*\}/g, '{}') === place.path,
  );
  const operation = path === undefined ? undefined : document.paths[path]?.[place.method];
  if (operation === undefined) return null;
  if (place.part === 'request') return operation.requestBody?.content?.['application/json']?.schema ?? null;
  if (place.part === 'error') return errorSchema(document, operation);
  const answer = operation.responses?.['200']?.content;
  if (place.part === 'answer') return answer?.['application/json']?.schema ?? null;
  const events = answer?.['text/event-stream'];
  return events?.schema ?? (events?.itemSchema ? eventUnion(events.itemSchema) : null);
}

function errorSchema(document: Document, operation: Operation): AnySchema | null {
  const { responses = {} } = operation;
  const found = responses['4XX'] ?? responses['default'] ?? responses['429'];
  const target =
    found?.$ref === undefined ? found : document.components.responses?.[componentName(found.$ref)];
  return target?.content?.['application/json']?.schema ?? null;
}

/** Azure's document describes events as server-sent events whose `data` is JSON: the schemas of the data, those that it has. */
function eventUnion(items: AnySchema): AnySchema {
  const data = (items.oneOf ?? []).flatMap((entry) => {
    const member = entry.properties?.['data'];
    const schema = member === undefined || member === true ? undefined : member['contentSchema'];
    return schema === undefined ? [] : [schema as AnySchema];
  });
  return { oneOf: data };
}
