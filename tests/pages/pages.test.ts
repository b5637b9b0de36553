import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { definitionsOf } from '../../schemas/compose.js';
import { dialect } from '../../schemas/dialects.js';
import { definitionOf, resolved, type Schema, tagsOf, typesOf } from '../../schemas/schema.js';
import { validators } from '../../schemas/validators.js';
import { type PageField, pageFields, type RetrievalPage, retrievalPage, segmented } from './page.js';

const published = fileURLToPath(new URL('../../../shared/pages/', import.meta.url));
const committed = new URL('./fields.ndjson', import.meta.url);
const lines = readFileSync(committed, 'utf8').trim().split('\n');
const retrieval: RetrievalPage = JSON.parse(lines[0] ?? '');
const fields: readonly PageField[] = lines.slice(1).map((line) => JSON.parse(line));

const sides = {
  request: definitionsOf('azure-foundry', 'request'),
  response: definitionsOf('azure-foundry', 'answer'),
};

/** Members that the page lists below another member. */
const parents: { readonly [member: string]: string } = {
  format: 'text',
  verbosity: 'text',
  version: 'prompt',
  variables: 'prompt',
  type: 'agent_reference',
  name: 'agent_reference',
  input_tokens: 'usage',
  input_tokens_details: 'usage',
  output_tokens: 'usage',
  output_tokens_details: 'usage',
  total_tokens: 'usage',
  blocked: 'content_filters',
  source_type: 'content_filters',
  content_filter_results: 'content_filters',
  tool_call_id: 'content_filters',
};

/** What our contract takes although the page does not list it. */
const beyondThePage: { readonly [list: string]: { readonly [kind: string]: string } } = {
  tools: {
    web_search_2025_08_26: 'dated name of web_search in OpenAI’s document',
    web_search_preview_2025_03_11: 'dated name of web_search_preview in OpenAI’s document',
  },
  output: { message: 'the wire says message where the page says output_message' },
  input: {},
  instructions: {},
  completed_at: {
    integer: 'every recorded answer has a number; the page’s type comes from a contradictory schema',
  },
};

interface Place {
  readonly owner: Schema;
  readonly schema: Schema;
}

/** Where our contract has a member of the page. */
function placeOf({ in: part, name, required }: PageField): Place {
  const definitions = part === 'response' ? sides.response : sides.request;
  const root = definitionOf(definitions, part === 'response' ? 'Response' : 'CreateResponse');
  // `id` stands both for the prompt's and the response's own.
  const parent = name === 'id' && part === 'request' && required ? 'prompt' : parents[name];
  const owner = parent === undefined ? root : objectIn(root.properties?.[parent], part);
  const schema = owner.properties?.[name];
  if (schema === undefined || schema === true)
    throw new Error(`${part} has no member ${name} in our contract.`);
  return { owner, schema };
}

function objectIn(schema: Schema | true | undefined, part: PageField['in']): Schema {
  const definitions = part === 'response' ? sides.response : sides.request;
  if (schema === undefined || schema === true) throw new Error('no object there');
  const found = resolved(schema, definitions);
  const alternatives = [found, ...(found.anyOf ?? []).map((entry) => resolved(entry, definitions))];
  const object = alternatives.find((entry) => entry.properties !== undefined);
  if (object !== undefined) return object;
  const list = alternatives.find((entry) => entry.items !== undefined && entry.items !== true);
  return objectIn(list?.items, part);
}

/** The values or kinds that our contract has at a member, through lists and alternatives. */
function valuesAt(schema: Schema, part: PageField['in']): readonly string[] {
  const definitions = part === 'response' ? sides.response : sides.request;
  const found = resolved(schema, definitions);
  if (found.oneOf !== undefined) return tagsOf(found, 'type', definitions);
  if (found.const !== undefined) return [String(found.const)];
  if (found.enum !== undefined) return found.enum.filter((value) => value !== null).map(String);
  const inner = [...(found.anyOf ?? []), ...(found.items && found.items !== true ? [found.items] : [])];
  return inner.flatMap((entry) => valuesAt(entry, part));
}

const bodies = fields.filter((field) => field.in !== 'header');
const label = (field: PageField) => ({ ...field, label: `${field.in} ${field.name}` });

describe('the page on creating a response', () => {
  test('is read whole', () => {
    expect(bodies.filter((field) => field.in === 'request')).toHaveLength(39);
    expect(bodies.filter((field) => field.in === 'response')).toHaveLength(49);
    expect(bodies.filter((field) => field.kinds.length > 0).map((field) => field.kinds.length)).toEqual([
      3, 29, 27, 3, 29, 49, 27,
    ]);
  });

  test.each(bodies.map(label))('$label: is there, with its mark', (field) => {
    const { owner } = placeOf(field);
    expect(owner.required?.includes(field.name) ?? false).toBe(field.required);
  });

  test.each(bodies.map(label))('$label: takes the types of the page', (field) => {
    const { schema } = placeOf(field);
    const definitions = field.in === 'response' ? sides.response : sides.request;
    const ours = typesOf(schema, definitions);
    const [simple] = /^(string|integer|number|boolean|object)/.exec(field.type) ?? [];
    if (simple !== undefined) expect(ours).toContain(simple);
    if (field.type.startsWith('enum')) expect(ours).toContain(field.type.endsWith('[]') ? 'array' : 'string');
    if (field.nullable) expect(ours).toContain('null');
    const more = beyondThePage[field.name] ?? {};
    if (simple !== undefined && !field.type.includes('|')) {
      const beyond = ours.filter((type) => type !== simple && type !== 'null');
      expect(beyond).toEqual(Object.keys(more));
    }
  });

  test.each(bodies.filter((field) => field.values !== null).map(label))(
    '$label: has every value',
    (field) => {
      const { schema } = placeOf(field);
      const known = valuesAt(schema, field.in);
      const found = segmented(field.values ?? '', known);
      expect(found?.toSorted()).toEqual(known.toSorted());
    },
  );

  test.each(bodies.filter((field) => field.kinds.length > 0).map(label))(
    '$label: has every kind',
    (field) => {
      const { schema } = placeOf(field);
      const beyond = Object.keys(beyondThePage[field.name] ?? {});
      expect([...valuesAt(schema, field.in)].sort()).toEqual([...field.kinds, ...beyond].sort());
    },
  );

  test('names the header that tells users apart', () => {
    const names = fields.filter((field) => field.in === 'header').map(({ name }) => name);
    expect(names).toEqual([dialect('azure-foundry').wire.isolationHeader]);
  });

  test('instructions may be a list of items in answers', () => {
    const { schema } = placeOf({ ...label(bodies[0] as PageField), in: 'response', name: 'instructions' });
    expect(typesOf(schema, sides.response)).toEqual(['string', 'array', 'null']);
  });
});

describe('the page on retrieving a response', () => {
  const definitions = definitionsOf('azure-openai', 'answer');
  const response = definitionOf(definitions, 'Response');

  test.each(retrieval.example)('%s of its example is there', (path) => {
    const [member = '', inner] = path.split('/');
    const schema = response.properties?.[member];
    expect(schema).toBeDefined();
    if (inner === undefined || schema === undefined || schema === true) return;
    const object = [schema, ...(schema.anyOf ?? [])]
      .map((entry) => resolved(entry, definitions))
      .find((entry) => entry.properties !== undefined);
    expect(object?.properties).toHaveProperty(inner);
  });

  test('its include values are a part of ours', () => {
    const request = definitionsOf('azure-openai', 'request');
    expect(retrieval.include).toHaveLength(6);
    expect(definitionOf(request, 'Include').enum).toEqual(expect.arrayContaining([...retrieval.include]));
  });

  test('its other values are ours', () => {
    expect(retrieval.apiVersions).toEqual(dialect('azure-openai').wire.apiVersions);
    expect(retrieval.values).toEqual([
      definitionOf(definitions, 'ResponseStatus').enum?.join(', '),
      'none, auto, required',
      'auto, disabled',
    ]);
    expect(retrieval.ranges).toEqual(['0 2', '0 1']);
    const { temperature, top_p: topP } = response.properties ?? {};
    expect(temperature).toMatchObject({ minimum: 0, maximum: 2 });
    expect(topP).toMatchObject({ minimum: 0, maximum: 1 });
  });

  test('a number and a date are both taken where page and wire differ', () => {
    const validate = validators('azure-foundry').root('Response');
    const wrong = (completedAt: unknown) =>
      validate({ completed_at: completedAt }).filter(({ pointer }) => pointer === '/completed_at');
    expect(wrong(1_700_000_000)).toEqual([]);
    expect(wrong('2026-11-21T00:00:00Z')).toEqual([]);
    expect(wrong(null)).toEqual([]);
    expect(wrong(true)).toHaveLength(1);
  });
});

describe('the committed facts of the pages', () => {
  test.skipIf(!existsSync(published))('are those of the pages', () => {
    const page = (name: string) => readFileSync(`${published}${name}`, 'utf8');
    const fresh = [
      retrievalPage(page('000_20407a98ee0fd8c4.txt')),
      ...pageFields(page('003_67c7d6571c9f12a6.txt')),
    ]
      .map((entry) => `${JSON.stringify(entry)}\n`)
      .join('');
    if (process.env['REFRESH_FACTS'] !== undefined) writeFileSync(committed, fresh);
    expect(readFileSync(committed, 'utf8')).toBe(fresh);
  });
});
