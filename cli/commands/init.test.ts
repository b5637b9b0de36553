import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readConfigFile } from '../../targets/config-file.js';
import { fakeTerminal } from '../../tests/cli/fake-terminal.js';
import { problemsBySubset } from '../../tests/reports/schema-check.js';
import { runProgram } from '../program.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'init-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('init writes a config that can be read, a workflow and an action, and replaces nothing unasked', async () => {
  expect(await runProgram(['init'], fakeTerminal(folder))).toBe(0);
  const config = await readConfigFile(folder, null);
  expect(Object.keys(config?.targets ?? {})).toEqual(['my-server']);
  for (const path of [
    '.github/workflows/conformance.yml',
    '.github/actions/responses-conformance/action.yml',
  ]) {
    const text = await readFile(join(folder, path), 'utf8');
    expect(problemsBySubset('workflow-subset', parse(text))).toEqual([]);
    expect(text).not.toContain('{{version}}');
  }
  const again = fakeTerminal(folder);
  expect(await runProgram(['init'], again)).toBe(2);
  expect(again.said().err).toContain('--force');
  expect(await runProgram(['init', '--force'], fakeTerminal(folder))).toBe(0);
});

test('no script of the workflow has an expression in it that a name could break out of', async () => {
  await runProgram(['init'], fakeTerminal(folder));
  const workflow = parse(await readFile(join(folder, '.github/workflows/conformance.yml'), 'utf8')) as {
    readonly jobs: { readonly [name: string]: { readonly steps: readonly { readonly run?: string }[] } };
  };
  const scripts = Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  expect(scripts.length).toBeGreaterThan(2);
  expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
});
