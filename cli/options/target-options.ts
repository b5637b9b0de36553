import { type Command, InvalidArgumentError, Option } from 'commander';
import { dialectNames } from '../../schemas/dialect.js';
import { capabilityNames } from '../../targets/capability.js';
import type { DeclaredCapabilities } from '../../targets/config.js';
import { header, httpUrl, oneOf, queryParameter, repeated, wholeNumber } from './value.js';

/** The option that names the dialect; several commands have it. */
export function dialectOption(otherwise: string): Option {
  return new Option('--dialect <name>', `which published contract applies (otherwise ${otherwise})`).choices(
    dialectNames,
  );
}

/** Adds the options that say which endpoint is meant and how it is reached. */
export function addTargetOptions(command: Command): Command {
  command
    .option('--base-url <url>', 'what comes before /responses, e.g. http://127.0.0.1:8000/v1', httpUrl)
    .option('--model <name>', 'model to ask')
    .option('--failing-model <name>', 'model that fails while generating')
    .addOption(dialectOption('told from the URL'))
    .option('--api-key-env <var>', 'variable that holds the key (default: RESPONSES_API_KEY)', variableName)
    .option('--api-key-command <cmd>', 'command that prints a key; run again when the key is refused')
    .option(
      '--second-api-key-env <var>',
      'variable with the key of another user (default: RESPONSES_API_KEY_2)',
      variableName,
    )
    .option(
      '--forbidden-api-key-env <var>',
      'variable with a key that has no permission (default: RESPONSES_API_KEY_FORBIDDEN)',
      variableName,
    )
    .addOption(
      new Option('--auth <kind>', 'how the key is sent (otherwise as the dialect says)').choices([
        'bearer',
        'api-key',
        'none',
      ]),
    )
    .option('--header <n:v>', 'header sent with each request; repeatable; its value is kept secret', header)
    .option(
      '--query <k=v>',
      'query parameter sent with each request; repeatable; kept secret',
      queryParameter,
    )
    .option('--ca <file>', 'certificate authority to trust, PEM')
    .option(
      '--config <file>',
      'config file (default: conformance.config.{ts,js,mjs,json} where there is one)',
    )
    .option('--target <name>', 'target of the config; repeatable; several run side by side', repeated)
    .option('--target-version <v>', 'version of the target, for reports and certificates');
  return addCapabilityOptions(command);
}

/** Adds the options that say what a target can do. */
export function addCapabilityOptions(command: Command): Command {
  return command
    .option('--capability <name=on|off>', 'declare a capability; repeatable; all=on for all', capability)
    .option('--context-window <n>', 'tokens that the model can take', wholeNumber(1));
}

function capability(text: string, before: DeclaredCapabilities = {}): DeclaredCapabilities {
  const match = /^([a-z-]+)=(on|off)$/.exec(text);
  if (match === null) throw new InvalidArgumentError("It must look like 'streaming=on' or 'streaming=off'.");
  const name = oneOf([...capabilityNames, 'all'] as const, match[1] ?? '');
  return { ...before, [name]: match[2] === 'on' };
}

// A key pasted where the name of its variable belongs must not be repeated in the message.
function variableName(text: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(text))
    throw new InvalidArgumentError('It must be the name of an environment variable, never the key itself.');
  return text;
}
