// Builds dist/: TypeScript by tsc, the JSON files beside it, and what is written from the schemas: the compiled validators
// and the TypeScript types of each dialect. The validators also go into schemas/compiled, so that tests in the checkout
// load them instead of compiling.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { copyDeclarations } from './declarations.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const require = createRequire(import.meta.url);

rmSync(dist, { recursive: true, force: true });
const compiler = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
const status = tsc();
if (status === 0) {
  const emit = (folder) =>
    tsc('--declaration', '--emitDeclarationOnly', '--removeComments', 'false', '--outDir', folder);
  copyDeclarations(emit, ['index.d.ts', 'targets/reference/index.d.ts'], dist);
}

for (const area of ['schemas', 'suites', 'reports', 'targets', 'generators', 'cli']) copyData(area);
await compileSchemas();

// Whatever tsc could not check must not be shipped, yet the compiled schemas above serve the tests all the same.
if (status !== 0) {
  console.error('The build is incomplete: tsc found the errors above.');
  process.exit(1);
}

function tsc(...words) {
  const options = { cwd: root, stdio: 'inherit' };
  return spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json', ...words], options).status;
}

/** Copies every file of `folder` that is neither source nor compiled to the same place below dist/. */
function copyData(folder) {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== 'compiled') copyData(path);
    } else if (!/\.(ts|md|snap)$/.test(entry.name)) {
      cpSync(join(root, path), join(dist, path));
    }
  }
}

async function compileSchemas() {
  const { compiledModule } = await import('../dist/schemas/compile.js');
  const { dialectNames } = await import('../dist/schemas/dialect.js');
  const { fingerprint } = await import('../dist/schemas/fingerprint.js');
  const { typeDeclarations } = await import('../dist/schemas/typescript.js');
  mkdirSync(join(dist, 'schemas', 'types'), { recursive: true });
  const folders = [
    {
      folder: join(root, 'schemas', 'compiled'),
      print: fingerprint(new URL('../schemas/', import.meta.url), '.ts'),
    },
    { folder: join(dist, 'schemas', 'compiled'), print: fingerprint() },
  ];
  // Whoever reads meanwhile finds no fingerprint and compiles for itself.
  for (const { folder } of folders) {
    mkdirSync(folder, { recursive: true });
    rmSync(join(folder, 'fingerprint'), { force: true });
  }
  for (const dialect of dialectNames) {
    for (const side of ['request', 'answer']) {
      const source = compiledModule(dialect, side);
      const compressed = brotliCompressSync(source, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
      for (const { folder } of folders) replaceFile(join(folder, `${dialect}.${side}.cjs.br`), compressed);
      const declarations = join(dist, 'schemas', 'types', `${dialect}.${side}.d.ts`);
      writeFileSync(declarations, typeDeclarations(dialect, side));
    }
  }
  for (const { folder, print } of folders) replaceFile(join(folder, 'fingerprint'), print);
}

/** Writes a file that is never seen half written. */
function replaceFile(path, content) {
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
}
