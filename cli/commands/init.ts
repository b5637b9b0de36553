import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { suiteVersion } from '../../reports/suite-version.js';
import { UsageError } from '../../targets/usage-error.js';
import { type CommandContext, define } from '../command.js';

/** What `init` writes, and from which template. */
const files = [
  ['conformance.config.json', 'conformance.config.json'],
  ['.github/workflows/conformance.yml', 'workflow.yml'],
  ['.github/actions/responses-conformance/action.yml', 'action.yml'],
] as const;

/** `init`: a config file and a nightly GitHub Actions workflow with its composite action. */
export function initCommand({ terminal }: CommandContext): Command {
  return define('init', 'write a config file and a nightly GitHub Actions workflow', ['init'])
    .option('--force', 'replace files that are there')
    .action(async ({ force = false }: { readonly force?: boolean }) => {
      const written = files.map(([path, template]) => ({
        path,
        template,
        place: resolve(terminal.folder, path),
      }));
      for (const { path, place } of written) {
        if (!force && (await stat(place).catch(() => null)) !== null)
          throw new UsageError(`${path} is there already: move it away, or replace it with --force`);
      }
      for (const { path, template, place } of written) {
        await mkdir(dirname(place), { recursive: true });
        await writeFile(place, await templateText(template));
        terminal.out(`${path}\n`);
      }
      terminal.out('Edit the targets in conformance.config.json and in the matrix of the workflow.\n');
    });
}

/** The text of a template, with the version of this package filled in. */
async function templateText(name: string): Promise<string> {
  const text = await readFile(new URL(`../templates/${name}`, import.meta.url), 'utf8');
  return text.replaceAll('{{version}}', suiteVersion());
}
