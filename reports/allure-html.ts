import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from '../targets/usage-error.js';
import { withoutAnalytics } from './allure-analytics.js';
import { allureCategories } from './allure-categories.js';

/** What the HTML report is made of. */
export interface AllureHtml {
  /** Folders with Allure results, one for each target. */
  readonly resultFolders: readonly string[];
  /** Names of the targets, as labelled in the results; each becomes an environment. */
  readonly targets: readonly string[];
  /** JSON lines with the history of earlier reports; continued. */
  readonly historyFile: string;
  /** The file to write. */
  readonly file: string;
  readonly title: string;
}

/** Larger pages are no pleasure to open, and some mail and CI systems refuse them. */
const mostBytes = 20_000_000;

/** Makes one self-contained HTML file with the Allure generator. Throws `UsageError` where Allure is not installed. */
export async function makeAllureHtml(report: AllureHtml): Promise<void> {
  const generator = allureCommand();
  const work = await mkdtemp(join(tmpdir(), 'responses-conformance-allure-'));
  try {
    const config = join(work, 'allurerc.mjs');
    const output = join(work, 'report');
    await mkdir(dirname(report.file), { recursive: true });
    await mkdir(dirname(report.historyFile), { recursive: true });
    await writeFile(config, configText(report, output));
    const folders = report.resultFolders.map((folder) => resolve(folder));
    await runAllure(generator, ['generate', '--config', config, '--cwd', work, ...folders], work);
    const page = await findPage(output);
    const html = withoutAnalytics(await readFile(page, 'utf8'));
    if (html.length > mostBytes) {
      const size = Math.round(html.length / 1_000_000);
      throw new UsageError(`the report would have ${size} MB: give fewer folders at once, or use compare`);
    }
    await writeFile(report.file, html);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function allureCommand(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('allure')), '..', 'cli.js');
  } catch (error) {
    throw new UsageError(
      'report needs the Allure generator, which is not installed: npm install allure@3.18.0, ' +
        'or run: npx -p allure@3.18.0 -p responses-conformance responses-conformance report DIR',
      { cause: error },
    );
  }
}

// Matchers of environments are functions, so the config is a module. Everything in it is JSON, quoted once.
function configText(report: AllureHtml, output: string): string {
  const environments = report.targets.map((target, index) => {
    const name = JSON.stringify(target);
    return `${JSON.stringify(`target-${index + 1}`)}: { name: ${JSON.stringify(environmentName(target))}, variables: { target: ${name} },
      matcher: ({ labels }) => labels.some(({ name, value }) => name === 'target' && value === ${name}) }`;
  });
  const resolutions = {
    rules: [{ resolution: 'accepted', messageRegexp: '^known failure: ', comment: 'known to the baseline' }],
  };
  return `export default {
  name: ${JSON.stringify(report.title)},
  output: ${JSON.stringify(output)},
  historyPath: ${JSON.stringify(resolve(report.historyFile))},
  historyLimit: 30,
  appendHistory: true,
  environments: { ${environments.join(',\n')} },
  categories: ${JSON.stringify(allureCategories)},
  resolutions: ${JSON.stringify(resolutions)},
  plugins: { awesome: { options: { singleFile: true, reportName: ${JSON.stringify(report.title)}, groupBy: ['epic', 'feature', 'story'] } } },
};
`;
}

/** Allure takes short names without anything that looks like a path. */
function environmentName(target: string): string {
  const clean = target
    .replace(/[^\w .:()-]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .trim()
    .slice(0, 60);
  return clean === '' || clean === '.' ? 'target' : clean;
}

async function runAllure(command: string, words: readonly string[], folder: string): Promise<void> {
  const child = spawn(process.execPath, [command, ...words], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, CI: '' },
  });
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const code = await new Promise<number | null>((settle, fail) => {
    child.on('error', fail);
    child.on('close', settle);
  });
  if (code !== 0)
    throw new Error(`allure generate ended with ${code}: ${Buffer.concat(said).toString().trim()}`);
}

async function findPage(output: string): Promise<string> {
  for (const entry of await readdir(output, { recursive: true })) {
    const file = join(output, entry);
    if (entry.endsWith('index.html') && (await stat(file)).isFile()) return file;
  }
  throw new Error(`allure generate wrote no index.html into ${pathToFileURL(output).href}`);
}
