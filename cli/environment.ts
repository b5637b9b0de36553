import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

type Environment = { readonly [name: string]: string | undefined };

/** The process's environment, completed from the `.env` file of a folder where there is one. What is set wins. */
export function readEnvironment(environment: Environment, folder: string): Environment {
  let text: string;
  try {
    text = readFileSync(join(folder, '.env'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return environment;
    throw error;
  }
  return { ...parseEnv(text), ...environment };
}
