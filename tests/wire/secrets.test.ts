import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { client } from '../../targets/client.js';
import { openTranscript } from '../../targets/transcript.js';
import type { HttpAnswer } from '../../targets/transport.js';
import { testCall, testParts } from './setup.js';

const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));

const canary = {
  first: 'sk-First-Qm3v8Zt1Lx9Kd2',
  second: 'sk-Second-Yw7n4Rb6Hc0Pf5',
  header: 'tenant "Jg5s" / Uo1e',
  query: 'trace-Xk8a2Vd6',
  isolation: 'user-Ti4q9Sl3',
};
/** Parts of the canaries that are nowhere by chance. */
const telling = ['Qm3v8Zt1', 'Zt1Lx9Kd2', 'Yw7n4Rb6', 'b6Hc0Pf5', 'Jg5s', 'Xk8a2Vd6', 'Ti4q9Sl3'];

const spelled = (value: string) =>
  fc.constantFrom(
    value,
    encodeURIComponent(value),
    value.replaceAll('/', '\\/'),
    Buffer.from(value).toString('base64'),
    Buffer.from(`user:${value}`).toString('base64'),
  );
const secret = fc.constantFrom(...Object.values(canary)).chain(spelled);
/** Text with secrets in it, cut into pieces. */
const pieces = fc
  .tuple(
    fc.array(fc.oneof(fc.constantFrom('some ', 'words, ', '\n', '"', 'é'), secret), { maxLength: 5 }),
    fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
  )
  .map(([parts, sizes]) => {
    const text = parts.join('');
    const cut: string[] = [];
    for (let at = 0; at < text.length; ) {
      const size = sizes.next().value ?? 1;
      cut.push(text.slice(at, at + size));
      at += size;
    }
    return cut;
  });

const event = (data: object) => `data: ${JSON.stringify(data)}\n\n`;
const bodies: readonly ((cut: readonly string[]) => { readonly type: string; readonly text: string })[] = [
  (cut) => ({
    type: 'application/json',
    text: JSON.stringify({ error: { message: cut.join(''), param: null } }),
  }),
  (cut) => ({
    type: 'application/json',
    text: JSON.stringify({
      output: [{ content: cut.map((text) => ({ type: 'output_text', text })) }],
      [cut.join('')]: 1,
    }),
  }),
  (cut) => ({ type: 'text/html', text: `<p>${cut.join('')}</p>` }),
  (cut) => ({
    type: 'text/event-stream',
    text:
      cut
        .map((delta, index) =>
          event({ type: 'response.output_text.delta', output_index: 0, delta, sequence_number: index }),
        )
        .join('') +
      event({ type: 'response.output_text.done', text: cut.join('') }) +
      `: ${cut.join('').replaceAll('\n', ' ')}\n\nevent: ${cut.join('').replaceAll('\n', ' ')}\ndata: ${cut.join('').replaceAll('\n', ' ')}`,
  }),
  (cut) => ({
    type: 'text/event-stream',
    text: event({
      type: 'response.output_text.done',
      logprobs: cut.map((token) => ({ token, bytes: [...Buffer.from(token)], top_logprobs: [{ token }] })),
    }),
  }),
];

test('secrets that a target echoes in any place are in nothing that is written', async () => {
  const path = join(folder, 'transcript.ndjson');
  const writer = await openTranscript(path);
  let answer: HttpAnswer | null = null;
  const parts = testParts('http://h/v1', {
    key: canary.first,
    secondKey: canary.second,
    target: { headers: [['x-tenant', canary.header]], query: [['trace', canary.query]] },
    parts: {
      folder,
      transport: async () => {
        if (answer === null) throw new Error('an answer was set');
        return answer;
      },
    },
  });
  const send = client(parts);
  let number = 0;
  await fc.assert(
    fc.asyncProperty(
      pieces,
      fc.constantFrom(...bodies),
      fc.integer({ min: 1, max: 40 }),
      async (cut, bodyOf, size) => {
        const { type, text } = bodyOf(cut);
        const bytes = Buffer.from(text);
        answer = {
          status: 200,
          headers: [
            ['content-type', type],
            ['x-echo', cut.join('').replaceAll('\n', ' ')],
            ['set-cookie', `id=${canary.first}`],
          ],
          body: (async function* body() {
            for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
          })(),
        };
        number += 1;
        const { intent } = testCall();
        const exchange = await send(
          testCall({
            id: `test/secrets#1.${number}`,
            path: `/responses/${encodeURIComponent(canary.first)}`,
            query: [['after', canary.second]],
            headers: [['x-ms-user-isolation-key', canary.isolation]],
            body: { json: { input: cut.join(''), instructions: canary.first } },
            intent: {
              ...intent,
              user: number % 2 === 0 ? 'first' : 'second',
              notes: { told: canary.second },
            },
          }),
        );
        expect(JSON.stringify(exchange)).not.toMatch(new RegExp(telling.join('|')));
        await writer.append(exchange);
      },
    ),
    { numRuns: 500 },
  );
  await writer.close();
  const written = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
  expect(written).toContain('[REDACTED:first-key]');
  expect(written).toContain('[REDACTED:x-tenant]');
  for (const part of telling) expect(written.includes(part), part).toBe(false);
  // Joined texts must not spell them either.
  const joined = written.replace(/","[^{}]*?"(delta|text|token)":"/g, '');
  for (const part of telling) expect(joined.includes(part), part).toBe(false);
});
