import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Credentials } from './target.js';
import { UsageError } from './usage-error.js';

type Environment = { readonly [name: string]: string | undefined };

/** Where the keys of a target come from. */
export interface KeySources {
  /** Environment variables; null where the standard ones are meant. */
  readonly apiKeyEnv: string | null;
  readonly secondApiKeyEnv: string | null;
  readonly forbiddenApiKeyEnv: string | null;
  readonly apiKeyCommand: string | null;
}

/** Variables that are read where none is named. */
const standardVariables = {
  first: 'RESPONSES_API_KEY',
  second: 'RESPONSES_API_KEY_2',
  forbidden: 'RESPONSES_API_KEY_FORBIDDEN',
} as const;

/** How long the command that prints a key may take. */
const commandMs = 30_000;

/**
 * The keys of a target. What the environment says is read at once; a command is run when the first key is needed, and again when
 * the target refuses it. Throws a `UsageError` where a variable that was named is not set.
 */
export function credentialsFrom(
  sources: KeySources,
  environment: Environment,
  run: (command: string) => Promise<string> = outputOf,
): Credentials {
  const { apiKeyCommand } = sources;
  const second = keyIn(environment, sources.secondApiKeyEnv, standardVariables.second);
  const withoutPermission = keyIn(environment, sources.forbiddenApiKeyEnv, standardVariables.forbidden);
  const forbidden = async () => withoutPermission;
  if (apiKeyCommand === null) {
    const first = keyIn(environment, sources.apiKeyEnv, standardVariables.first);
    return { first: async () => first, second: async () => second, forbidden };
  }
  let current: Promise<string> | null = null;
  const fetched = (): Promise<string> => {
    current ??= run(apiKeyCommand);
    return current;
  };
  return {
    first: fetched,
    second: async () => second,
    forbidden,
    refresh: async (refused) => {
      // Many requests may be refused at once; only the first of them runs the command again.
      const before = fetched();
      if ((await before) === refused && current === before) current = run(apiKeyCommand);
      return (await fetched()) !== refused;
    },
  };
}

function keyIn(environment: Environment, named: string | null, standard: string): string | null {
  const value = (environment[named ?? standard] ?? '').trim();
  if (value !== '') return value;
  if (named === null) return null;
  throw new UsageError(
    `the variable ${named} that should hold a key is not set; set it, or name another one`,
  );
}

/** What a shell command prints. Its output is a secret, so an error shows none of it. */
async function outputOf(command: string): Promise<string> {
  const shell = process.platform === 'win32' ? ['cmd.exe', '/d', '/s', '/c'] : ['/bin/sh', '-c'];
  const [file = '', ...flags] = shell;
  let output: string;
  try {
    output = (await promisify(execFile)(file, [...flags, command], { timeout: commandMs })).stdout.trim();
  } catch (error) {
    const { code, killed } = error as { readonly code?: unknown; readonly killed?: boolean };
    const how = killed === true ? `took longer than ${commandMs / 1000} s` : `ended with ${String(code)}`;
    throw new UsageError(`the command that prints the API key ${how}; run it by hand to see why`);
  }
  if (output === '' || /\s/.test(output)) {
    throw new UsageError('the command that prints the API key must print the key and nothing else');
  }
  return output;
}
