import { createRequire } from 'node:module';
import type { CodeKeywordDefinition, KeywordCxt } from 'ajv';

/** Unions as the compiled validators have them: looked up by tag or by JSON type, so that one fault gives one error. */
const { _, str } = createRequire(import.meta.url)('ajv') as typeof import('ajv');

/** Beside `dispatch`: the tag's name, what unknown tags are, and which case stands for a missing tag. */
export interface DispatchOn {
  readonly tag: string;
  readonly unknown: 'refused' | 'allowed' | 'prefixed';
  readonly missing: string | null;
}

/** `dispatch`: a map from tag to schema; judges the object by the schema of its tag only. */
export const dispatchKeyword: CodeKeywordDefinition = {
  keyword: 'dispatch',
  type: 'object',
  schemaType: 'object',
  error: {
    message: ({ params }) => str`the tag "${params.tag}" is ${params.problem}`,
    params: ({ params }) => _`{tag: ${params.tag}, problem: ${params.problem}, known: ${params.known}}`,
  },
  code(context: KeywordCxt) {
    const { gen, data, schema, parentSchema } = context;
    const { tag, unknown, missing }: DispatchOn = parentSchema.dispatchOn;
    const value = gen.const('tag', _`${data}[${tag}]`);
    const known = Object.keys(schema);
    const fail = (problem: 'missing' | 'unknown' | 'not a string') => {
      context.setParams({ tag, problem, known: known.join(' ') });
      context.error();
    };
    const judgeBy = (name: string) => {
      const valid = gen.name('valid');
      context.subschema({ keyword: 'dispatch', schemaProp: name }, valid);
    };
    const groups = grouped(schema);
    gen.if(false);
    for (const [name, tags] of groups) {
      const matches = tags
        .map((entry) => _`${value} === ${entry}`)
        .reduce((left, right) => _`${left} || ${right}`);
      gen.elseIf(matches);
      judgeBy(name);
    }
    gen.elseIf(_`${value} === undefined`);
    if (missing === null) fail('missing');
    else judgeBy(missing);
    gen.elseIf(_`typeof ${value} !== "string"`);
    fail('not a string');
    if (unknown !== 'allowed') {
      gen.else();
      if (unknown === 'refused') fail('unknown');
      else gen.if(_`${value}.indexOf(":") < 1`, () => fail('unknown'));
    }
    gen.endIf();
  },
};

/** Tags that share a schema are one case. */
function grouped(cases: { readonly [tag: string]: unknown }): readonly (readonly [string, string[]])[] {
  const groups = new Map<string, readonly [string, string[]]>();
  for (const [tag, schema] of Object.entries(cases)) {
    const key = JSON.stringify(schema);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [tag, [tag]]);
    else group[1].push(tag);
  }
  return [...groups.values()];
}

/** `alternatives`: `[[types, schema], ...]`; judges the value by the alternative that has its JSON type. */
export const alternativesKeyword: CodeKeywordDefinition = {
  keyword: 'alternatives',
  schemaType: 'array',
  error: {
    message: ({ params }) => str`must be ${params.types}`,
    params: ({ params }) => _`{types: ${params.types}}`,
  },
  code(context: KeywordCxt) {
    const { gen, data, schema, parentSchema } = context;
    const types: readonly (readonly string[])[] = parentSchema.alternativeTypes;
    gen.if(false);
    types.forEach((names, index) => {
      gen.elseIf(names.map((name) => typeCheck(name, data)).reduce((left, right) => _`${left} || ${right}`));
      if (Object.keys(schema[index]).length > 0) {
        context.subschema({ keyword: 'alternatives', schemaProp: index }, gen.name('valid'));
      }
    });
    gen.else();
    context.setParams({ types: types.flat().join(' or ') });
    context.error();
    gen.endIf();
  },
};

function typeCheck(type: string, data: KeywordCxt['data']) {
  switch (type) {
    case 'null':
      return _`${data} === null`;
    case 'array':
      return _`Array.isArray(${data})`;
    case 'object':
      return _`${data} && typeof ${data} == "object" && !Array.isArray(${data})`;
    case 'integer':
      return _`typeof ${data} == "number" && Number.isInteger(${data})`;
    default:
      return _`typeof ${data} == ${type}`;
  }
}

/** `definition`: the name under which a schema is defined; errors below it are told by that name, whoever refers to it. */
export const definitionKeyword: CodeKeywordDefinition = {
  keyword: 'definition',
  schemaType: 'string',
  before: 'const',
  code: (context: KeywordCxt) => {
    Object.assign(context.it, { errSchemaPath: `#/$defs/${context.schema}` });
  },
};
