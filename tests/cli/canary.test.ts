import { readdir, readFile, stat } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { isObject, type JsonValue } from '../../schemas/json.js';
import { headerValue } from '../../targets/transport.js';
import { workplace } from './workplace.js';

const { path, folder, serve, command } = workplace();
const canaries = {
  RESPONSES_API_KEY: 'sk-canary-first-0123456789abcdef',
  RESPONSES_API_KEY_2: 'sk-canary-second-fedcba9876543210',
  RESPONSES_API_KEY_FORBIDDEN: 'sk-canary-forbidden-13579bdf02468ace',
};
const header = 'canary-of-a-header-77777777';

test.each(['openai', 'azure-openai'] as const)(
  'no key and no value of --header is in any artifact or on the terminal, also when %s echoes it',
  async (dialect) => {
    const baseUrl = await serve({
      dialect,
      forbiddenKeys: [canaries.RESPONSES_API_KEY_FORBIDDEN],
      changes: [
        {
          json: (body: JsonValue, context) => {
            const { headers } = context.request;
            const key = headerValue(headers, 'authorization') ?? headerValue(headers, 'api-key') ?? '';
            const extra = headerValue(context.request.headers, 'x-gateway') ?? '';
            return isObject(body) ? { ...body, debug: `${key} ${extra}`, user: key } : body;
          },
        },
      ],
    });
    const words = [
      '--base-url',
      baseUrl,
      '--model',
      'reference',
      '--suite',
      'http,auth,isolation,usage',
      '--dialect',
      dialect,
    ];
    const run = await command(
      [
        'run',
        ...words,
        '--header',
        `x-gateway: ${header}`,
        '--output',
        'out',
        '--reporter',
        'junit,ctrf,sarif,har',
        '--verbose',
      ],
      canaries,
    );
    expect(run.code).not.toBe(3);
    expect(run.code).not.toBe(4);
    const secrets = [...Object.values(canaries), header];
    const leaks = (text: string) =>
      secrets.filter((secret) => text.includes(secret) || text.includes(btoa(secret)));
    expect(leaks(run.out + run.err)).toEqual([]);
    const files = await readdir(folder(), { recursive: true });
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      if (!(await stat(path(file))).isFile()) continue;
      expect(leaks(await readFile(path(file), 'utf8')), file).toEqual([]);
    }
  },
);
