import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { fakeTerminal } from '../tests/cli/fake-terminal.js';
import { exitCodes } from './exit-code.js';
import { makeProgram, runProgram } from './program.js';

const folder = tmpdir();
const program = makeProgram({ terminal: fakeTerminal(folder), finish: () => {} });

function longOptions(name: string): readonly string[] {
  const command = program.commands.find((candidate) => candidate.name() === name);
  return (command?.options ?? []).map(({ long }) => long ?? '');
}

test('every command of the design is there', () => {
  expect(program.commands.map((command) => command.name())).toEqual([
    'run',
    'judge',
    'report',
    'merge',
    'compare',
    'replay',
    'serve',
    'rules',
    'schemas',
    'verify',
    'init',
  ]);
});

test('run has every option of the design', () => {
  const wanted =
    'base-url model failing-model dialect api-key-env api-key-command second-api-key-env auth header query ca config ' +
    'target capability context-window depth suite rule failed bail large seed cases shrink retries contract concurrency ' +
    'rps max-requests max-tokens timeout deadline wait max-body baseline update-baseline certify target-version sign ' +
    'resume keep shard output reporter plan verbose';
  expect(longOptions('run')).toEqual(expect.arrayContaining(wanted.split(' ').map((name) => `--${name}`)));
});

test('judge has the options for dialect, rules, baseline and output', () => {
  const wanted = ['--dialect', '--rule', '--suite', '--capability', '--baseline', '--output', '--reporter'];
  expect(longOptions('judge')).toEqual(expect.arrayContaining(wanted));
});

test.each(program.commands.map((command) => command.name()))(
  'the help of %s has an example',
  async (name) => {
    const terminal = fakeTerminal(folder);
    expect(await runProgram([name, '--help'], terminal)).toBe(exitCodes.conformant);
    expect(terminal.said().out).toContain(`$ responses-conformance ${name}`);
  },
);

test.each([
  [['run', '--modle', 'x'], '--model'],
  [['rnu'], "'run'"],
  [['run', '--suite', 'streming'], 'streaming'],
  [['run', '--capability', 'streeming=on'], 'streaming'],
  [['run', '--certify', 'croe'], 'core'],
  [['run', '--reporter', 'junti'], 'junit'],
])('%j is refused with a suggestion', async (words, suggestion) => {
  const terminal = fakeTerminal(folder);
  expect(await runProgram(words, terminal)).toBe(exitCodes.usage);
  const { err } = terminal.said();
  expect(err).toMatch(/^error: .*\n$/);
  expect(err).toContain(suggestion);
});

test.each([
  [['run', '--seed', '-1']],
  [['run', '--concurrency', '0']],
  [['run', '--rps', 'fast']],
  [['run', '--shard', '3/2']],
  [['run', '--base-url', 'ftp://example.test']],
  [['run', '--base-url', 'http://user:secret@example.test/v1']],
  [['run', '--header', 'no-colon']],
  [['run', '--query', '=x']],
  [['run', '--depth', 'abyss']],
  [['run', '--contract', '2020-01']],
  [['run', '--api-key-env', 'sk-a-key-that-was-pasted']],
  [['run', '--certify', 'core', '--baseline', 'x.yaml']],
  [['run', '--certify', 'core', '--retries', '1']],
  [['run', '--certify', 'core', '--depth', 'smoke']],
  [['run', '--sign', 'key.pem']],
  [['run', '--update-baseline']],
  [['run', 'unexpected']],
  [['rules', 'NO-SUCH-RULE']],
  [['schemas', '--dialect', 'klingon']],
  [['compare', 'only-one']],
  [['verify', 'no-such-file']],
  [['replay', 'no-such-file']],
  [[]],
])('%j is wrong usage: one line, exit code 2', async (words) => {
  const terminal = fakeTerminal(folder);
  expect(await runProgram(words, terminal)).toBe(exitCodes.usage);
  expect(terminal.said().err).not.toContain('    at ');
});

test('rules explains one rule and lists all as data', async () => {
  const explained = fakeTerminal(folder);
  expect(await runProgram(['rules', 'stream-seq-monotone'], explained)).toBe(exitCodes.conformant);
  expect(explained.said().out).toContain('STREAM-SEQ-MONOTONE');
  const listed = fakeTerminal(folder);
  await runProgram(['rules', '--json'], listed);
  const { rules } = JSON.parse(listed.said().out) as { readonly rules: readonly object[] };
  expect(rules[0]).toMatchObject({
    id: expect.any(String),
    level: expect.any(String),
    fix: expect.any(String),
  });
  expect(rules[0]).not.toHaveProperty('judge');
});

test('schemas prints one schema that stands by itself', async () => {
  const terminal = fakeTerminal(folder);
  await runProgram(['schemas', '--dialect', 'open-responses', '--root', 'Response'], terminal);
  expect(JSON.parse(terminal.said().out)).toMatchObject({ $ref: '#/$defs/Response' });
});
