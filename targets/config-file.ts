import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import type { TargetConfig } from './config.js';
import { loadedModule } from './config-module.js';
import { severalTargetsSchema, targetConfigSchema } from './config-schema.js';
import { UsageError } from './usage-error.js';

/** What a config file says. */
export interface ConfigFile {
  readonly path: string;
  /** Folder that relative paths in it start from. */
  readonly folder: string;
  readonly targets: { readonly [name: string]: TargetConfig };
}

/** Name of the target of a config file that has only one and does not name it. */
export const onlyTarget = 'target';

const names = ['ts', 'js', 'mjs', 'json'].map((ending) => `conformance.config.${ending}`);

/**
 * Reads the config file `given`, or the one that lies in `folder`; null where neither is there. Throws a `UsageError` that
 * names the member that is wrong. A `.ts` or `.js` file is run, so it can do what any program can.
 */
export async function readConfigFile(folder: string, given: string | null): Promise<ConfigFile | null> {
  const found = given ?? names.find((name) => existsSync(join(folder, name))) ?? null;
  if (found === null) return null;
  const path = resolve(folder, found);
  if (!existsSync(path)) throw new UsageError(`there is no config file ${path}; check --config`);
  const value = await loaded(path);
  return { path, folder: dirname(path), targets: checked(value, found) };
}

async function loaded(path: string): Promise<unknown> {
  try {
    if (path.endsWith('.json')) return JSON.parse(readFileSync(path, 'utf8')) as unknown;
    return await loadedModule(path);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const line = (error as Error).message.split('\n', 1)[0];
    throw new UsageError(`the config file ${path} cannot be loaded: ${line}`, { cause: error });
  }
}

function checked(value: unknown, name: string): ConfigFile['targets'] {
  const several = typeof value === 'object' && value !== null && 'targets' in value;
  const validate = new Ajv2020({ verbose: true }).compile(
    several ? severalTargetsSchema : targetConfigSchema,
  );
  if (!validate(value)) {
    const [error] = validate.errors ?? [];
    throw new UsageError(`${name}: ${error === undefined ? 'it is not valid' : sentence(error)}`);
  }
  if (several) return (value as { readonly targets: ConfigFile['targets'] }).targets;
  return { [onlyTarget]: value as TargetConfig };
}

/** A validation error as a sentence that names the member as a programmer writes it. */
function sentence(error: ErrorObject): string {
  const place = error.instancePath.slice(1).replaceAll('/', '.').replaceAll('~1', '/') || 'the config';
  const { params, keyword } = error;
  if (keyword === 'additionalProperties') {
    const known = Object.keys((error.parentSchema?.['properties'] ?? {}) as object).join(', ');
    return `${place} has an unknown member ${String(params['additionalProperty'])}; known are: ${known}`;
  }
  if (keyword === 'required') return `${place} lacks ${String(params['missingProperty'])}`;
  if (keyword === 'enum') {
    const allowed = params['allowedValues'] as readonly unknown[];
    const subject = error.propertyName === undefined ? place : `${place}.${error.propertyName}`;
    return `${subject} must be one of: ${allowed.join(', ')}`;
  }
  if (keyword === 'pattern') return `${place} must be the name of an environment variable, not a key`;
  return `${place} ${error.message ?? 'is not valid'}`;
}
