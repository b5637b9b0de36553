import { readdir, readFile, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { documentProblems } from '../../reports/document-schema.js';
import type { Results } from '../../suites/engine/results.js';
import { httpServer, type TestServer } from '../wire/servers.js';
import { workplace } from './workplace.js';

const { path, folder, command } = workplace();
const key = 'sk-hostile-Qm3v8Zt1Lx9Kd2Wp7';
const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

type Answer = (response: ServerResponse, request: IncomingMessage, wantsStream: boolean) => void;

async function serve(answer: Answer): Promise<string> {
  const server = await httpServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () =>
      answer(response, request, /"stream":true/.test(Buffer.concat(pieces).toString())),
    );
    response.on('error', () => undefined);
  });
  servers.push(server);
  return `${server.url}/v1`;
}

const json = { 'content-type': 'application/json' };
const sse = { 'content-type': 'text/event-stream' };

/** Writes the same piece until the client hangs up. */
function flood(response: ServerResponse, head: object, start: string, piece: string): void {
  response.writeHead(200, { ...head });
  response.write(start);
  const pour = () => {
    while (!response.destroyed && response.write(piece));
  };
  response.on('drain', pour);
  pour();
}

/** A whole answer, as a stream where one is wanted, in whose every text stands this. */
function answerWith(text: string): Answer {
  return (response, _request, wantsStream) => {
    const part = { type: 'output_text', text, annotations: [], logprobs: [] };
    const item = { id: text, type: 'message', status: 'completed', role: 'assistant', content: [part] };
    const body = {
      id: text,
      object: 'response',
      status: 'completed',
      model: text,
      output: [item],
      error: null,
    };
    if (!wantsStream) {
      response.writeHead(200, json).end(JSON.stringify(body));
      return;
    }
    response.writeHead(200, sse);
    for (const delta of text.match(/[\s\S]{1,3}/g) ?? [])
      response.write(
        `event: response.output_text.delta\ndata: ${JSON.stringify({ type: 'response.output_text.delta', delta })}\n\n`,
      );
    response.end(
      `event: response.completed\ndata: ${JSON.stringify({ type: 'response.completed', response: body })}\n\n`,
    );
  };
}

const deep = `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`;
const bomb = gzipSync(Buffer.alloc(50_000_000));

const hostile: readonly (readonly [name: string, answer: Answer, codes: readonly number[]])[] = [
  ['an endless stream', (response) => flood(response, sse, '', 'data: {"type":"x"}\n\n'.repeat(500)), [1]],
  ['an endless line', (response) => flood(response, sse, 'data: ', 'x'.repeat(65_536)), [1]],
  ['an endless body', (response) => flood(response, json, '[', `"${'x'.repeat(65_000)}",`), [1]],
  [
    'a compression bomb',
    (response) => response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(bomb),
    [1],
  ],
  ['invalid UTF-8', (response) => response.writeHead(200, json).end(Buffer.from([0x7b, 0xff, 0xfe])), [1]],
  ['JSON nested 200,000 deep', (response) => response.writeHead(200, json).end(deep), [1]],
  ['events nested 200,000 deep', (response) => response.writeHead(200, sse).end(`data: ${deep}\n\n`), [1]],
  ['__proto__', (response) => response.writeHead(200, json).end('{"__proto__":{"polluted":true}}'), [1]],
  [
    'a redirect in a loop',
    (response, request) => response.writeHead(307, { location: request.url ?? '/' }).end(),
    [1, 3, 5],
  ],
  ['silence', () => undefined, [3]],
  ['an end before the first byte', (response) => response.destroy(), [3]],
  [
    'an end in the body',
    (response) =>
      response.writeHead(200, { ...json, 'content-length': 100 }).write('{"id":', () => response.destroy()),
    [1],
  ],
  [
    'a trickle',
    (response) => {
      response.writeHead(200, json);
      const next = () => {
        if (!response.destroyed) response.write(' ', () => setImmediate(next));
      };
      next();
    },
    [1],
  ],
];

async function run(baseUrl: string) {
  return command(
    [
      ...[
        'run',
        '--base-url',
        baseUrl,
        '--model',
        'm',
        '--depth',
        'smoke',
        '--suite',
        'http,usage,streaming',
      ],
      ...['--timeout', '300', '--max-body', '500000', '--retries', '0', '--output', 'out', '--verbose'],
      ...['--reporter', 'junit,ctrf,sarif,har'],
    ],
    { RESPONSES_API_KEY: key },
  );
}

/** Whether a character could do anything to a terminal but move it to the next line. */
const controls = (text: string) =>
  [...text].filter((character) => /\p{Cc}/u.test(character) && !'\n\r\t'.includes(character));

async function files(): Promise<readonly string[]> {
  const found = await readdir(folder(), { recursive: true });
  const kinds = await Promise.all(
    found.map(async (file) => ((await stat(path(file))).isFile() ? file : null)),
  );
  return kinds.filter((file) => file !== null);
}

test.each(hostile)('%s ends within the limits', async (_name, answer, codes) => {
  const { code, out, err } = await run(await serve(answer));
  expect(codes, err).toContain(code);
  expect(controls(out + err)).toEqual([]);
  if (code === 3) return;
  const results = JSON.parse(await readFile(path('out', 'results.json'), 'utf8')) as Results;
  expect(documentProblems('results', results)).toEqual([]);
  expect(results.faults).toEqual([]);
  // Every scenario had its turn: one hostile answer does not take the rest along.
  const unreached = results.scenarios.filter(
    ({ status, reason }) => status === 'not-run' && reason === 'budget',
  );
  expect(unreached).toEqual([]);
  expect(results.scenarios.filter(({ exchanges }) => exchanges > 0).length).toBeGreaterThan(2);
});

test('a redirect to another host is not followed, and takes no key there', async () => {
  const heard: string[] = [];
  const elsewhere = await serve((response, request) => {
    heard.push(request.url ?? '');
    response.end();
  });
  const { code } = await run(
    await serve((response) => response.writeHead(307, { location: `${elsewhere}/responses` }).end()),
  );
  expect([1, 3, 5]).toContain(code);
  expect(heard).toEqual([]);
});

test('escape codes and HTML in every text reach neither terminal nor page raw', async () => {
  const text = '\u001b[2J\u001b]0;owned\u0007<script>alert(1)</script>"><img src=x onerror=alert(1)>';
  const { code, out, err } = await run(await serve(answerWith(text)));
  expect(code).toBe(1);
  expect(controls(out + err)).toEqual([]);
  for (const file of await files()) {
    if (!/\.(html|md|svg|xml)$/.test(file)) continue;
    // What stands in a fenced block of Markdown is shown as it is.
    const written = (await readFile(path(file), 'utf8')).replace(/^```[\s\S]*?^```$/gm, '');
    expect(controls(written), file).toEqual([]);
    expect(written, file).not.toContain('<script>alert(1)');
    expect(written, file).not.toContain('<img src=x');
  }
});

test('a key that comes back, whole or split over deltas, is in no file and not on the terminal', async () => {
  const { code, out, err } = await run(await serve(answerWith(`your key is ${key}`)));
  expect(code).toBe(1);
  expect(out + err).not.toContain(key);
  for (const file of await files()) {
    expect(await readFile(path(file), 'utf8'), file).not.toContain(key);
    expect((await readFile(path(file), 'utf8')).replace(/[^\w-]/g, ''), file).not.toContain(key.slice(3));
  }
});
