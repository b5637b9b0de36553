import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadedModule } from './config-module.js';
import { configuredTargets, type TargetChoice } from './configured-target.js';
import { credentialsFrom } from './credentials.js';
import { otherForm } from './key-forms.js';
import { UsageError } from './usage-error.js';

const parent = mkdtempSync(join(tmpdir(), 'config-'));
afterAll(() => rmSync(parent, { recursive: true }));

function folderWith(name: string, content: string): string {
  const folder = mkdtempSync(join(parent, 'case-'));
  writeFileSync(join(folder, name), content);
  return folder;
}

const json = (value: unknown) => folderWith('conformance.config.json', JSON.stringify(value));
const read = (folder: string, choice: TargetChoice = {}, environment: Record<string, string> = {}) =>
  configuredTargets(choice, environment, folder);

describe('options alone', () => {
  test('make a target with the defaults', async () => {
    const [only, ...more] = await read(parent, { baseUrl: 'http://127.0.0.1:8000/v1/' });
    expect(more).toEqual([]);
    expect(only?.target).toMatchObject({
      name: '127.0.0.1-8000',
      baseUrl: 'http://127.0.0.1:8000/v1',
      model: '',
      dialect: 'openai',
      auth: 'none',
      capabilities: { auth: false, isolation: false },
      prompts: { short: expect.any(String) },
      tools: { weather: { name: 'get_weather' } },
    });
    expect(await only?.credentials.first()).toBeNull();
    expect(await read(parent)).toEqual([]);
  });

  test('take keys from the environment, which turns auth and isolation on', async () => {
    const environment = { RESPONSES_API_KEY: 'one', OTHER: 'two' };
    const [azure] = await read(
      parent,
      { baseUrl: 'https://x.openai.azure.com/openai/v1', secondApiKeyEnv: 'OTHER' },
      environment,
    );
    expect(azure?.target).toMatchObject({
      dialect: 'azure-openai',
      auth: 'api-key',
      capabilities: { auth: true, isolation: true },
    });
    expect(await azure?.credentials.second()).toBe('two');
    expect(JSON.stringify(azure?.target)).not.toMatch(/"(one|two)"/);
  });

  test.each([
    ['as the dialect says', {}, 'one', undefined],
    ['as the dialect says, said once more', { auth: 'api-key' }, 'one', undefined],
    ['otherwise', { auth: 'bearer' }, 'one', 'the configuration says that keys go as bearer'],
    ['as a token', {}, 'eyJhbGciOi.eyJhdWQi.c2ln', 'the key is a token, which goes as Bearer only'],
    [
      'beside credentials of its own',
      { header: [['Authorization', 'Bearer of-a-gateway']] },
      'one',
      'the configured header Authorization carries credentials of its own',
    ],
    ['not at all', {}, undefined, undefined],
  ] satisfies readonly (readonly [string, TargetChoice, string | undefined, string | undefined])[])(
    'send the key %s, and know whether it may be sent in another header',
    async (_name, choice, key, reason) => {
      const [azure] = await read(
        parent,
        { baseUrl: 'https://x.openai.azure.com/openai/v1', ...choice },
        key === undefined ? {} : { RESPONSES_API_KEY: key },
      );
      expect(azure?.target.oneKeyForm).toBe(reason);
      expect(azure === undefined ? null : otherForm(azure.target)).toBe(
        key === undefined ? null : azure?.target.auth === 'bearer' ? 'api-key' : 'bearer',
      );
    },
  );

  test('know of a key without permission, named or by its usual name', async () => {
    const keys = { RESPONSES_API_KEY: 'one', RESPONSES_API_KEY_FORBIDDEN: 'two', OTHER: 'three' };
    const choice = { baseUrl: 'http://h/v1' };
    const [usual] = await read(parent, choice, keys);
    const [named] = await read(parent, { ...choice, forbiddenApiKeyEnv: 'OTHER' }, keys);
    const [without] = await read(parent, choice, { RESPONSES_API_KEY: 'one' });
    expect([usual, named, without].map((found) => found?.target.hasForbiddenKey)).toEqual([
      true,
      true,
      false,
    ]);
    expect(await usual?.credentials.forbidden?.()).toBe('two');
    expect(await named?.credentials.forbidden?.()).toBe('three');
    expect(await without?.credentials.forbidden?.()).toBeNull();
    expect(JSON.stringify([usual?.target, named?.target])).not.toMatch(/"(two|three)"/);
  });

  test('declare capabilities, all of the dialect with all=on', async () => {
    const [some] = await read(parent, {
      baseUrl: 'http://h/v1',
      dialect: 'open-responses',
      capability: { all: true, tools: false },
    });
    expect(some?.target.capabilities).toMatchObject({ streaming: true, tools: false, auth: false });
    expect(some?.target.capabilities).not.toHaveProperty('conversations');
  });

  test.each<[string, TargetChoice, RegExp]>([
    ['no URL', { baseUrl: 'localhost' }, /is no URL; write it like/],
    ['another protocol', { baseUrl: 'ftp://h/v1' }, /must begin with http/],
    ['credentials in the URL', { baseUrl: 'http://a:b@h/v1' }, /must not hold credentials/],
    ['a query', { baseUrl: 'http://h/v1?a=1' }, /must not have a query/],
    ['a variable that is not set', { baseUrl: 'http://h', apiKeyEnv: 'NOT_SET' }, /NOT_SET .* is not set/],
    ['auth without a key', { baseUrl: 'http://h', auth: 'bearer' }, /needs a key; set RESPONSES_API_KEY/],
    ['a missing authority', { baseUrl: 'http://h', ca: 'no.pem' }, /cannot read the certificate authority/],
    ['a missing file', { config: 'no.config.json' }, /there is no config file .*no\.config\.json/],
    ['a target without a file', { baseUrl: 'http://h', target: ['a'] }, /there is none; add --config/],
  ])('are refused for %s', async (_name, choice, message) => {
    await expect(read(parent, choice)).rejects.toThrow(message);
  });
});

describe('config files', () => {
  test.each([
    [
      'conformance.config.ts',
      "import type { Config } from 'nowhere';\nconst url: string = 'http://h/v1';\nexport default { baseUrl: url, model: 'm' };",
    ],
    ['conformance.config.mjs', "export default { baseUrl: 'http://h/v1', model: 'm' };"],
    ['conformance.config.json', '{"baseUrl":"http://h/v1","model":"m"}'],
  ])('%s is found and read', async (name, content) => {
    const [only] = await read(folderWith(name, content));
    expect(only?.target).toMatchObject({ name: 'h', baseUrl: 'http://h/v1', model: 'm' });
  });

  test('in TypeScript say what to do where nothing can load them', async () => {
    const load = loadedModule('/somewhere/conformance.config.ts', null);
    await expect(load).rejects.toThrow(UsageError);
    await expect(load).rejects.toThrow(/install jiti .* or write conformance\.config\.mjs or \.json/);
  });

  test('name several targets, of which options choose and change', async () => {
    const folder = json({
      targets: {
        local: {
          baseUrl: 'http://l/v1',
          model: 'a',
          headers: { 'X-A': 'configured', 'X-B': 'b' },
          prompts: { short: 'hi' },
          tools: { other: { type: 'function', name: 'other' } },
          requestDefaults: { store: false },
          capabilities: { streaming: true },
        },
        remote: { baseUrl: 'http://r/v1', model: 'b', dialect: 'open-responses' },
      },
    });
    expect((await read(folder)).map(({ target }) => target.name)).toEqual(['local', 'remote']);
    const [local] = await read(folder, {
      target: ['local'],
      model: 'c',
      header: [['x-a', 'chosen']],
      capability: { streaming: false },
    });
    expect(local?.target).toMatchObject({
      model: 'c',
      headers: [
        ['X-B', 'b'],
        ['x-a', 'chosen'],
      ],
      prompts: { short: 'hi', long: expect.any(String) },
      tools: { weather: expect.any(Object), other: { name: 'other' } },
      requestDefaults: { store: false },
      capabilities: { streaming: false },
    });
    await expect(read(folder, { target: ['lokal'] })).rejects.toThrow(
      /no target lokal; it has: local, remote/,
    );
    await expect(read(folder, { config: 'conformance.config.json', baseUrl: 'http://h' })).rejects.toThrow(
      /goes with one target; choose it with --target \(local, remote\)/,
    );
  });

  test('do not interfere with a base URL that is given alone', async () => {
    const [only] = await read(json({ baseUrl: 'http://configured/v1', model: 'm' }), {
      baseUrl: 'http://h/v1',
    });
    expect(only?.target).toMatchObject({ baseUrl: 'http://h/v1', model: '' });
  });

  test.each([
    [{ model: 'm' }, 'conformance.config.json: the config lacks baseUrl'],
    [{ baseUrl: 1 }, 'conformance.config.json: baseUrl must be string'],
    [
      { baseUrl: 'http://h', baseURL: 'x' },
      /the config has an unknown member baseURL; known are: .*baseUrl, model, /,
    ],
    [{ targets: {} }, /targets must NOT have fewer than 1/],
    [
      { targets: { a: { baseUrl: 'http://h', dialect: 'x' } } },
      /targets\.a\.dialect must be one of: azure-foundry/,
    ],
    [{ baseUrl: 'http://h', capabilities: { stream: true } }, /capabilities.* must be one of: streaming/],
    [{ baseUrl: 'http://h', apiKeyEnv: 'sk-123' }, /apiKeyEnv must be the name of an environment variable/],
    [{ baseUrl: 'http://h', contextWindow: 0 }, /contextWindow must be >= 1/],
    [[], /the config must be object/],
  ])('%j is refused', async (value, message) => {
    await expect(read(json(value))).rejects.toThrow(message);
  });

  test('that cannot be loaded say why', async () => {
    await expect(read(folderWith('conformance.config.json', '{'))).rejects.toThrow(/cannot be loaded: /);
    await expect(read(folderWith('conformance.config.mjs', 'throw new Error("own fault")'))).rejects.toThrow(
      /cannot be loaded: own fault/,
    );
  });
});

describe('a command that prints the key', () => {
  const sources = { apiKeyEnv: null, secondApiKeyEnv: null, forbiddenApiKeyEnv: null };

  test('is run once, and once more when the key is refused, however many requests were', async () => {
    const keys = ['old', 'new', 'never'];
    const credentials = credentialsFrom(
      { ...sources, apiKeyCommand: 'x' },
      {},
      async () => keys.shift() ?? '',
    );
    expect(await credentials.first()).toBe('old');
    expect(await Promise.all([credentials.refresh?.('old'), credentials.refresh?.('old')])).toEqual([
      true,
      true,
    ]);
    expect(await credentials.first()).toBe('new');
    expect(keys).toEqual(['never']);
  });

  test('that prints the same key again has no other', async () => {
    const credentials = credentialsFrom({ ...sources, apiKeyCommand: 'x' }, {}, async () => 'same');
    expect(await credentials.refresh?.('same')).toBe(false);
  });

  test.each([
    ['echo key-from-shell', 'key-from-shell'],
    ['echo two words', /must print the key and nothing else/],
    ['echo secret; exit 3', /ended with 3; run it by hand/],
  ])('%s', async (command, expected) => {
    const first = credentialsFrom({ ...sources, apiKeyCommand: command }, {}).first();
    if (typeof expected === 'string') expect(await first).toBe(expected);
    else await expect(first).rejects.toThrow(expected);
  });
});
