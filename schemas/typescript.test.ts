import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { dialectNames } from './dialect.js';
import { typeDeclarations } from './typescript.js';

const folder = mkdtempSync(join(tmpdir(), 'types-'));
afterAll(() => rmSync(folder, { recursive: true }));

const compiler = join(
  dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
  'bin',
  'tsc',
);

/** A client's code against the types: what it may write, and what the compiler refuses. */
const client = `
import type { CreateResponse } from './openai.request.js';
import type { OutputItem, Response, StreamEvent } from './openai.answer.js';

export const request: CreateResponse = { model: 'm', input: 'hi', tools: [{ type: 'function', name: 'f' }] };
// @ts-expect-error a tool has a type
export const untyped: CreateResponse = { tools: [{ name: 'f' }] };
// @ts-expect-error there is no such truncation
export const truncated: CreateResponse = { truncation: 'never' };

export function text(response: Response): string {
  return response.output.flatMap((item: OutputItem) => item.type === 'message' ? item.content : [])
    .map((part) => part.type === 'output_text' ? part.text : part.refusal).join('');
}
export function delta(event: StreamEvent): string {
  return event.type === 'response.output_text.delta' ? event.delta : '';
}
`;

test('the types of every dialect compile, and know right from wrong', () => {
  const files = dialectNames.flatMap((dialect) =>
    (['request', 'answer'] as const).map((side) => {
      const file = join(folder, `${dialect}.${side}.d.ts`);
      writeFileSync(file, typeDeclarations(dialect, side));
      return file;
    }),
  );
  const code = join(folder, 'client.ts');
  writeFileSync(code, client);
  const options = [
    '--ignoreConfig',
    '--noEmit',
    '--strict',
    '--target',
    'es2023',
    '--module',
    'nodenext',
    '--types',
    '',
  ];
  const { stdout, status } = spawnSync(process.execPath, [compiler, ...options, code, ...files], {
    encoding: 'utf8',
  });
  expect(stdout).toBe('');
  expect(status).toBe(0);
});
