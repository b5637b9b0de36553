import { type Command, Option } from 'commander';
import { jsonText } from '../../reports/json-text.js';
import { bundledSchema } from '../../schemas/compose.js';
import type { DialectName } from '../../schemas/dialect.js';
import { type RootName, rootNames } from '../../schemas/validator.js';
import { type CommandContext, define } from '../command.js';
import { dialectOption } from '../options/target-options.js';

interface SchemasOptions {
  readonly dialect?: DialectName;
  readonly root?: RootName;
}

/** `schemas`: prints the JSON Schema of a dialect, complete in itself. */
export function schemasCommand({ terminal }: CommandContext): Command {
  return define('schemas', "print a dialect's bundled JSON Schema", [
    'schemas --dialect open-responses --root Response',
  ])
    .addOption(dialectOption('openai'))
    .addOption(new Option('--root <name>', 'what it describes (otherwise all of them)').choices(rootNames))
    .action(({ dialect = 'openai', root }: SchemasOptions) => {
      const schema = root === undefined ? allRoots(dialect) : bundledSchema(dialect, root);
      terminal.out(jsonText(schema));
    });
}

function allRoots(dialect: DialectName): { readonly [root: string]: unknown } {
  return Object.fromEntries(rootNames.map((root) => [root, bundledSchema(dialect, root)]));
}
