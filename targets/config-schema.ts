import { readFileSync } from 'node:fs';

const file: { readonly $defs: { readonly Target: object; readonly Several: object } } = JSON.parse(
  readFileSync(new URL('../schemas/documents/config.schema.json', import.meta.url), 'utf8'),
);

/** JSON Schema of one target in a config file. */
export const targetConfigSchema: object = file.$defs.Target;

/** JSON Schema of a config file with several targets. */
export const severalTargetsSchema: object = { ...file.$defs.Several, $defs: file.$defs };
