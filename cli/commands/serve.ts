import type { Command } from 'commander';
import type { DialectName } from '../../schemas/dialect.js';
import { createReferenceServer, type ReferenceOptions } from '../../targets/reference/index.js';
import { UsageError } from '../../targets/usage-error.js';
import { type CommandContext, define } from '../command.js';
import { dialectOption } from '../options/target-options.js';
import { wholeNumber } from '../options/value.js';
import type { Terminal } from '../terminal.js';

interface ServeOptions {
  readonly port?: number;
  readonly dialect?: DialectName;
}

/** `serve`: the reference server, until it is interrupted. */
export function serveCommand({ terminal }: CommandContext): Command {
  return define('serve', 'run the reference server: a whole Responses API without a model', [
    'serve --port 8080 --dialect azure-openai',
  ])
    .option('--port <n>', 'port to listen on; 0 takes a free one', wholeNumber(0, 65_535), 0)
    .addOption(dialectOption('openai'))
    .addHelpText(
      'after',
      '\nModels: reference, reference-fails, reference-throttled, reference-slow.\n' +
        'Keys: the values of RESPONSES_API_KEY and RESPONSES_API_KEY_2; any non-empty key where these are unset.\n' +
        'The value of RESPONSES_API_KEY_FORBIDDEN is a key without permission: 403.',
    )
    .action(async ({ port = 0, dialect = 'openai' }: ServeOptions) => {
      const server = createReferenceServer({ dialect, ...keysFrom(terminal.environment) });
      const listening = await server.listen({ port }).catch((cause: NodeJS.ErrnoException) => {
        throw new UsageError(`cannot listen on port ${port}: ${cause.message}`, { cause });
      });
      terminal.out(`listening on ${listening.baseUrl}\n`);
      await untilInterrupted(terminal);
      await listening.close();
    });
}

/** The keys that the reference server takes, each standing for one user. */
function keysFrom(environment: Terminal['environment']): Pick<ReferenceOptions, 'keys' | 'forbiddenKeys'> {
  const keys = (['RESPONSES_API_KEY', 'RESPONSES_API_KEY_2'] as const).flatMap((name, index) => {
    const value = environment[name] ?? '';
    return value === '' ? [] : [[value, `user-${index + 1}`] as const];
  });
  const forbidden = environment['RESPONSES_API_KEY_FORBIDDEN'] ?? '';
  return {
    keys: keys.length === 0 ? 'any' : keys,
    forbiddenKeys: forbidden === '' ? [] : [forbidden],
  };
}

function untilInterrupted({ interrupted }: Terminal): Promise<void> {
  return new Promise((resolve) => {
    if (interrupted.aborted) resolve();
    else interrupted.addEventListener('abort', () => resolve(), { once: true });
  });
}
