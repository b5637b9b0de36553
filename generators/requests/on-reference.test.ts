import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dialectNames } from '../../schemas/dialect.js';
import { isObject, type JsonObject, type JsonValue, pointerTokens, stringAt } from '../../schemas/json.js';
import { validators } from '../../schemas/validators.js';
import { turnedClock } from '../../targets/clock.js';
import { createReferenceServer, type ReferenceServer } from '../../targets/reference/index.js';
import { referenceTarget } from '../../targets/reference/target.js';
import { referenceCircumstances } from '../../tests/generators/circumstances.js';
import { violatedArbitrary } from '../violations/violated.js';
import { acceptable } from './acceptable.js';
import type { Circumstances } from './circumstances.js';
import { createDocument } from './covering.js';
import { requestArbitrary } from './request-arbitrary.js';

const samples = Number(process.env['CONFORMANCE_SAMPLES'] ?? 150);

describe.each(dialectNames)('the reference server as %s', (dialect) => {
  const document = createDocument(dialect);
  const validate = validators(dialect).root('CreateResponse');
  const requests = requestArbitrary(document).filter(isObject);

  test('accepts valid requests made acceptable', async () => {
    const server = createReferenceServer({ dialect, clock: turnedClock() });
    const circumstances = await circumstancesOf(server, dialect);
    await fc.assert(
      fc.asyncProperty(
        requests.map((body) => acceptable(body, circumstances)).filter((body) => validate(body).length === 0),
        async (body) => {
          const { status, text } = await create(server, body);
          expect(`${status} ${status === 200 ? '' : text}`).toBe('200 ');
        },
      ),
      { numRuns: samples, seed: 11 },
    );
  });

  test('refuses requests with one violation and names the member', async () => {
    const server = createReferenceServer({ dialect, clock: turnedClock() });
    const circumstances = await circumstancesOf(server, dialect);
    const valid = requests.map((body): JsonValue => acceptable(body, circumstances));
    await fc.assert(
      fc.asyncProperty(
        violatedArbitrary(
          document,
          valid.filter((body) => validate(body).length === 0),
          validate,
        ),
        async ({ value, violation }) => {
          const { status, text } = await create(server, value);
          expect(status).toBe(400);
          const parsed = JSON.parse(text) as JsonObject;
          const error = isObject(parsed['error']) ? parsed['error'] : parsed;
          const [member] = pointerTokens(violation.pointer);
          const param = stringAt(error, 'param') ?? '';
          if (member !== undefined) expect(param.split(/[.[]/)[0]).toBe(member);
        },
      ),
      { numRuns: samples, seed: 12 },
    );
  });
});

async function circumstancesOf(
  server: ReferenceServer,
  dialect: (typeof dialectNames)[number],
): Promise<Circumstances> {
  const target = referenceTarget(dialect, server.baseUrl);
  const stored = JSON.parse(
    (await create(server, { model: target.model, input: 'Say hello.' })).text,
  ) as JsonObject;
  const [item] = Array.isArray(stored['output']) ? (stored['output'] as readonly JsonValue[]) : [];
  return referenceCircumstances(dialect, { response: stringAt(stored, 'id'), item: stringAt(item, 'id') });
}

async function create(
  server: ReferenceServer,
  body: JsonValue,
): Promise<{ readonly status: number; readonly text: string }> {
  const answer = await server.handle(
    {
      method: 'POST',
      url: `${server.baseUrl}/responses`,
      headers: [
        ['content-type', 'application/json'],
        ['authorization', 'Bearer key'],
      ],
      body: Buffer.from(JSON.stringify(body)),
    },
    new AbortController().signal,
  );
  const chunks: Uint8Array[] = [];
  for await (const chunk of answer.body) chunks.push(chunk);
  return { status: answer.status, text: Buffer.concat(chunks).toString('utf8') };
}
