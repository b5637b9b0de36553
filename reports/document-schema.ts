import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** The documents that this project reads or writes and describes by a JSON Schema in `schemas/documents`. */
export type DocumentName = 'baseline' | 'config' | 'results' | 'transcript';

/** What is wrong with a document, one sentence each; empty where it is as its schema says. */
export function documentProblems(name: DocumentName, value: unknown): readonly string[] {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, strictTypes: false });
  addFormats.default(ajv);
  const validate = ajv.compile(documentSchema(name));
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const extra = 'additionalProperty' in params ? ` (${String(params['additionalProperty'])})` : '';
    return `${instancePath === '' ? 'the document' : instancePath} ${message ?? 'is wrong'}${extra}`;
  });
}

/** The JSON Schema of a document. */
export function documentSchema(name: DocumentName): object {
  const place = new URL(`../schemas/documents/${name}.schema.json`, import.meta.url);
  return JSON.parse(readFileSync(place, 'utf8')) as object;
}
