import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { isObject, type JsonObject } from '../../schemas/json.js';
import { nestedArrayFails } from '../proof/planted-defect.js';
import { workplace } from './workplace.js';

const { path, serve, command } = workplace();
const keys = { RESPONSES_API_KEY: 'key-of-the-first-user', RESPONSES_API_KEY_2: 'key-of-the-second-user' };

test('a finding on a generated request is shrunk, kept in its folder, and replayed until it is mended', async () => {
  const broken = await serve({ changes: [nestedArrayFails] });
  const target = ['--base-url', broken, '--model', 'reference'];
  const run = await command(
    [
      'run',
      ...target,
      ...['--rule', 'ERR-5XX-VALID', '--depth', 'deep', '--cases', '30'],
      ...['--shrink', '300', '--max-tokens', '1000000', '--capability', 'all=on', '--output', 'out'],
    ],
    keys,
  );
  expect(run.code, run.err).toBe(1);
  const folder = path('out', 'failures', 'ERR-5XX-VALID-1');
  const request = JSON.parse(await readFile(`${folder}/request.json`, 'utf8')) as JsonObject;
  const { input, ...body } = isObject(request['body']) ? request['body'] : {};
  expect(input).toBe('Say hello.');
  expect(body).toEqual({
    model: 'reference',
    tools: [
      {
        type: 'function',
        name: expect.stringMatching(/^.$/),
        parameters: { properties: expect.toSatisfy(isOneArray) },
      },
    ],
  });

  const again = await command(['replay', `${folder}/replay.json`, ...target], keys);
  expect(again.out).toContain('fail: ');
  expect(again.code).toBe(1);

  const mended = await command(
    ['replay', `${folder}/replay.json`, '--base-url', await serve(), '--model', 'reference'],
    keys,
  );
  expect(mended.out).toContain('pass: ');
  expect(mended.code).toBe(0);
});

function isOneArray(properties: unknown): boolean {
  return /^\{"\w+":\{"items":\{\}\}\}$/.test(JSON.stringify(properties));
}
