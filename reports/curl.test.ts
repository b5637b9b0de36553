import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { streamedExchange } from '../tests/reports/sample.js';
import { curlOf } from './curl.js';

// The shell itself tells whether the quoting holds: `curl` is replaced by a command that prints its arguments.
function argumentsOf(command: string): readonly string[] {
  const script = `curl() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n${command}`;
  const printed = execFileSync('sh', ['-c', script], { env: { RESPONSES_API_KEY: 'from-the-environment' } });
  return printed.toString().split('\0').slice(0, -1);
}

test('no text of a request can leave its quotes', () => {
  const text = `it's $(touch /tmp/never) \`id\` "quoted" \\ end`;
  const words = argumentsOf(curlOf(streamedExchange(text)));
  expect(JSON.parse(words.at(-1) ?? '')).toMatchObject({ input: text });
});

test('the key is read from the environment, of the second user too', () => {
  expect(argumentsOf(curlOf(streamedExchange('x')))).toContain('authorization: Bearer from-the-environment');
  const base = streamedExchange('x');
  const second = { ...base, intent: { ...base.intent, user: 'second' as const } };
  expect(curlOf(second)).toContain('$RESPONSES_API_KEY_2');
});

test('a long body is read from a file', () => {
  expect(curlOf(streamedExchange('x'.repeat(5000)), 'body.json')).toContain('--data-binary @body.json');
});
