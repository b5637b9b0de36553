// `npm run packed`: what a user gets. Packs the package, installs it in an empty folder without development dependencies,
// and there runs it through npx. Exit code 1 where it is too large or a command does not do what it should.
import { spawn, spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

const root = fileURLToPath(new URL('..', import.meta.url));
const mostBytes = 10_000_000;
const folder = mkdtempSync(join(tmpdir(), 'packed-'));
const home = join(folder, 'home');
mkdirSync(home);
const tool = 'responses-conformance';
const npx = (...words) => ['--no-install', tool, ...words];

// Under `npx -p node@22 …` this says what that npx has to install; the ones below install nothing.
const { npm_config_package: ignored, ...env } = process.env;

try {
  const tarball = packed();
  await lint(tarball);
  writeFileSync(join(home, 'package.json'), '{ "private": true, "type": "module" }\n');
  run('npm', ['install', '--omit=dev', '--no-audit', '--no-fund', tarball]);
  weigh(join(home, 'node_modules'));

  run('npx', npx('run', '--depth', 'smoke', '--output', 'live'));
  expectVerdict('live');
  const rules = run('npx', npx('rules'));
  expect(
    'rules lists the rules that were judged',
    rulesOf('live').every((id) => rules.includes(id)),
  );
  run('npx', npx('judge', join('live', 'transcript.ndjson'), '--output', 'judged'));
  expectVerdict('judged');
  await serve();
  compileConsumer();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function packed() {
  const said = run('npm', ['pack', '--silent', '--pack-destination', folder], root);
  return join(folder, said.trim().split('\n').at(-1));
}

async function lint(tarball) {
  const { buffer } = new Uint8Array(readFileSync(tarball));
  const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true });
  for (const message of messages) console.error(formatMessage(message, pkg));
  expect('publint has nothing to say', messages.length === 0);
}

/** Prints what the installed packages weigh, and fails where that is too much. */
function weigh(modules) {
  const packages = readdirSync(modules)
    .filter((name) => !name.startsWith('.'))
    .map((name) => ({ name, bytes: bytesOf(join(modules, name)) }))
    .toSorted((left, right) => right.bytes - left.bytes);
  for (const { name, bytes } of packages) console.log(`${String(bytes).padStart(10)}  ${name}`);
  const total = bytesOf(modules);
  console.log(`${String(total).padStart(10)}  in all`);
  expect(`less than ${mostBytes} bytes`, total < mostBytes);
}

function bytesOf(path) {
  const { size } = lstatSync(path);
  if (!lstatSync(path).isDirectory()) return size;
  return readdirSync(path).reduce((sum, name) => sum + bytesOf(join(path, name)), size);
}

/** Starts the reference server, asks it once, and stops it. */
async function serve() {
  const server = spawn('npx', npx('serve'), {
    cwd: home,
    env,
    // A group of its own: npx starts the server as its child, and both have to go.
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => {
    server.once('exit', resolve);
  });
  try {
    let baseUrl = null;
    for await (const line of createInterface({ input: server.stdout })) {
      baseUrl = /listening on (\S+)/.exec(line)?.[1] ?? null;
      if (baseUrl !== null) break;
    }
    expect('serve says where it listens', baseUrl !== null);
    const answer = await fetch(`${baseUrl}/responses`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer any' },
      body: JSON.stringify({ model: 'reference', input: 'Hello' }),
    });
    expect('serve answers', answer.status === 200 && (await answer.json()).status === 'completed');
  } finally {
    if (server.exitCode === null && server.pid !== undefined) process.kill(-server.pid, 'SIGTERM');
    await ended;
  }
}

/** Checks the types of a program that uses every export. */
function compileConsumer() {
  writeFileSync(
    join(home, 'consumer.ts'),
    `import { type Config, defineConfig, judgeRecording, type Results } from '${tool}';
import { createReferenceServer } from '${tool}/reference';
import type { CreateResponse } from '${tool}/types/openai.request';

export const config: Config = defineConfig({ baseUrl: createReferenceServer().baseUrl, model: 'm' });
export const request: CreateResponse = { model: 'm', input: 'Hello' };
export const judged: Promise<Results> = judgeRecording('traffic.har', { dialect: 'open-responses' });
// @ts-expect-error A config needs a base URL.
defineConfig({ model: 'm' });
`,
  );
  const words = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2023'];
  run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), ...words, 'consumer.ts']);
}

function expectVerdict(output) {
  const { verdict } = JSON.parse(readFileSync(join(home, output, 'results.json'), 'utf8'));
  expect(`${output}: conformant`, verdict === 'conformant');
}

function rulesOf(output) {
  const { rules } = JSON.parse(readFileSync(join(home, output, 'results.json'), 'utf8'));
  return rules.map(({ id }) => id);
}

/** Runs a program that has to end with 0 and gives what it printed. */
function run(program, words, cwd = home) {
  const { status, stdout, stderr, error } = spawnSync(program, words, { cwd, env, encoding: 'utf8' });
  if (status === 0) return stdout;
  console.error(stdout, stderr, error ?? '');
  throw new Error(`exit code ${status}: ${program} ${words.join(' ')}`);
}

function expect(what, isSo) {
  if (!isSo) throw new Error(`not so: ${what}`);
  console.log(`ok: ${what}`);
}
