import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

const load = createRequire(import.meta.url);

/** What Ajv finds wrong in a value, by one of the subset schemas beside this file. */
export function problemsBySubset(name: string, value: unknown): readonly string[] {
  const schema = JSON.parse(
    readFileSync(new URL(`./schemas/${name}.json`, import.meta.url), 'utf8'),
  ) as object;
  return problems(ajv(), schema, value);
}

/** What is wrong in a CTRF document, by the schema that the package `ctrf` ships. */
export function ctrfProblems(value: unknown): readonly string[] {
  const main = load.resolve('ctrf');
  const schema = JSON.parse(
    readFileSync(new URL('./ctrf-schema-0.0.json', new URL(`file://${main}`)), 'utf8'),
  ) as object;
  return problems(ajv(), schema, value);
}

/** What is wrong in a HAR document, by the schemas of the package `har-schema`. */
export function harProblems(value: unknown): readonly string[] {
  const schemas = load('har-schema') as { readonly [name: string]: { readonly $id: string } };
  const checker = ajv();
  checker.addMetaSchema(load('ajv/dist/refs/json-schema-draft-06.json') as object);
  for (const [name, schema] of Object.entries(schemas)) if (name !== 'har') checker.addSchema(schema);
  const { har } = schemas;
  if (har === undefined) throw new Error('har-schema has no schema called har');
  return problems(checker, har, value);
}

function ajv(): Ajv {
  const checker = new Ajv({ allErrors: true, strict: false });
  addFormats.default(checker);
  return checker;
}

function problems(checker: Ajv, schema: object, value: unknown): readonly string[] {
  const validate = checker.compile(schema);
  return validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}
