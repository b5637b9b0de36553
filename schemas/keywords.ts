import type { Code, CodeKeywordDefinition, KeywordCxt } from 'ajv';

/** Ajv's templates for the code that keywords emit. Handed in, because loading Ajv costs more than loading the validators. */
type Templates = Pick<typeof import('ajv'), '_' | 'str'>;

/** Beside `dispatch`: the tag's name, what unknown tags are, and which case stands for a missing tag. */
export interface DispatchOn {
  readonly tag: string;
  readonly unknown: 'refused' | 'allowed' | 'prefixed';
  readonly missing: string | null;
}

/** `dispatch`: a map from tag to schema. An object is judged by the schema of its tag only, so that one fault is one error. */
export function dispatchKeyword({ _, str }: Templates): CodeKeywordDefinition {
  return {
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
      const known = Object.keys(schema).join(' ');
      const fail = (problem: 'missing' | 'unknown' | 'not a string') => {
        context.setParams({ tag, problem, known });
        context.error();
      };
      const judgeBy = (name: string) =>
        context.subschema({ keyword: 'dispatch', schemaProp: name }, gen.name('valid'));
      gen.if(false);
      for (const tags of grouped(schema)) {
        gen.elseIf(either(_, ...tags.map((entry) => _`${value} === ${entry}`)));
        judgeBy(tags[0]);
      }
      gen.elseIf(_`${value} === undefined`);
      if (missing === null) fail('missing');
      else judgeBy(missing);
      gen.elseIf(_`typeof ${value} !== "string"`);
      fail('not a string');
      if (unknown === 'refused') {
        gen.else();
        fail('unknown');
      } else if (unknown === 'prefixed') {
        gen.elseIf(_`${value}.indexOf(":") < 1`);
        fail('unknown');
      }
      gen.endIf();
    },
  };
}

/** The tags of a union, those that share a schema together. */
function grouped(cases: { readonly [tag: string]: unknown }): readonly (readonly [string, ...string[]])[] {
  const groups = new Map<string, [string, ...string[]]>();
  for (const [tag, schema] of Object.entries(cases)) {
    const key = JSON.stringify(schema);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [tag]);
    else group.push(tag);
  }
  return [...groups.values()];
}

/** `alternatives`: schemas for different JSON types, which `alternativeTypes` tells. The value is judged by that of its own type. */
export function alternativesKeyword({ _, str }: Templates): CodeKeywordDefinition {
  return {
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
      for (const [index, names] of types.entries()) {
        gen.elseIf(either(_, ...names.map((name) => typeCheck(_, name, data))));
        if (Object.keys(schema[index]).length > 0) {
          context.subschema({ keyword: 'alternatives', schemaProp: index }, gen.name('valid'));
        }
      }
      gen.else();
      context.setParams({ types: types.flat().join(' or ') });
      context.error();
      gen.endIf();
    },
  };
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

function either(_: Templates['_'], ...checks: readonly Code[]): Code {
  return checks.reduce((left, right) => _`${left} || ${right}`);
}

function typeCheck(_: Templates['_'], type: string, data: KeywordCxt['data']): Code {
  switch (type) {
    case 'null':
      return _`${data} === null`;
    case 'array':
      return _`Array.isArray(${data})`;
    case 'object':
      return _`${data} && typeof ${data} == "object" && !Array.isArray(${data})`;
    case 'integer':
      return _`Number.isInteger(${data})`;
    default:
      return _`typeof ${data} == ${type}`;
  }
}
