import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Header, HttpRequest } from '../../targets/transport.js';
import { clientOf, dialectsOfTests, errorOf, read, said } from './client.js';
import { plainRequests, toolsOf, weather } from './requests.js';

const paths = [
  '/responses',
  '/responses/input_tokens',
  '/responses/compact',
  '/responses/resp_1',
  '/responses/resp_1/cancel',
  '/responses/resp_1/input_items',
  '/responses/%',
  '/responses/%00%ff',
  '/responses/..%2f..',
  '/conversations',
  '/conversations/conv_1',
  '/conversations/conv_1/items',
  '/conversations/conv_1/items/msg_1',
  '/conversations/__proto__',
  '/models',
  '/',
  '',
  '//responses',
  '/responses?limit=-1&order=up&after=x&before=y&include=z&include[]=w',
  '/responses?stream=maybe&starting_after=NaN',
];
const methods = ['GET', 'POST', 'DELETE', 'PUT', 'PATCH', 'HEAD', 'OPTIONS', 'BREW'];

const json = fc.jsonValue({ maxDepth: 4 });
const nasty = fc.constantFrom<unknown>(
  null,
  true,
  -1,
  0,
  1e308,
  -1e308,
  1e-320,
  2 ** 53,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '🤖',
  'x'.repeat(20_000),
  '__proto__',
  'constructor',
  [],
  {},
  [[]],
  { __proto__: 1 },
  { constructor: { prototype: {} } },
  { toString: 1 },
  { $ref: '#' },
  { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/a' } } },
  '(a|a)*$',
  '((((((',
  '%00',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '\r\nx-injected: 1',
  '\u001b[2J',
  'the '.repeat(3000),
  'the a is '.repeat(2000),
);

const everyTool = [
  ...new Map(dialectsOfTests.flatMap(toolsOf).map((tool) => [JSON.stringify(tool), tool])).values(),
];
const hostileSchemas: readonly unknown[] = [
  { type: 'string', pattern: '^(a|a)*(?=c)$' },
  { type: 'string', pattern: '((a{1000}){1000}){1000}' },
  { type: 'string', minLength: 1e12 },
  { type: 'array', items: { type: 'string' }, minItems: 1e9, uniqueItems: true },
  { type: 'object', minProperties: 1e9 },
  {
    type: 'object',
    properties: { a: { $ref: '#' }, b: { $ref: '#' }, c: { $ref: '#' } },
    required: ['a', 'b', 'c'],
  },
  { allOf: [{ $ref: '#' }] },
  { anyOf: [{ $ref: '#' }, { $ref: '#' }] },
  { type: 'number', multipleOf: 0, minimum: 5, maximum: 1 },
  { enum: [] },
  { type: ['nonsense', 5] },
  { type: 'object', patternProperties: { '(((': true }, minProperties: 3 },
];

/** Bodies that are nearly right: a valid one with members replaced, added or removed. */
const mutated = fc
  .record({
    base: fc.constantFrom<object>(
      ...Object.values(plainRequests),
      { input: [said('hi')], tools: everyTool },
      { input: 'hi', tools: [weather], tool_choice: 'required' },
    ),
    members: fc.dictionary(
      fc.constantFrom(
        'model',
        'input',
        'tools',
        'tool_choice',
        'text',
        'reasoning',
        'include',
        'stream',
        'stream_options',
        'store',
        'metadata',
        'background',
        'conversation',
        'previous_response_id',
        'max_output_tokens',
        'temperature',
        'instructions',
        'truncation',
        'prompt',
        'context_management',
        'top_logprobs',
        'items',
        'agent_reference',
        'structured_inputs',
        'unknown',
      ),
      fc.oneof(nasty, json),
      { maxKeys: 3 },
    ),
  })
  .map(({ base, members }) => JSON.stringify({ model: 'reference', ...base, ...members }));

const schemaBomb = fc.constantFrom(...hostileSchemas).map((schema) =>
  JSON.stringify({
    model: 'reference',
    input: 'the a is 5. Call it.',
    tools: [
      {
        type: 'function',
        name: 'f',
        parameters: { type: 'object', properties: { x: schema }, required: ['x'] },
        strict: false,
      },
    ],
    tool_choice: 'required',
  }),
);

const body = fc.oneof(
  { weight: 6, arbitrary: mutated.map((text) => Buffer.from(text)) },
  { weight: 2, arbitrary: json.map((value) => Buffer.from(JSON.stringify(value))) },
  {
    weight: 2,
    arbitrary: mutated.chain((text) => fc.nat(text.length).map((end) => Buffer.from(text.slice(0, end)))),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
  { weight: 1, arbitrary: schemaBomb.map((text) => Buffer.from(text)) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('['.repeat(100_000), '{"a":'.repeat(50_000), '"', '\ufeff{}', 'NaN')
      .map((text) => Buffer.from(text)),
  },
);

const header: fc.Arbitrary<Header> = fc.tuple(
  fc.constantFrom(
    'content-type',
    'authorization',
    'api-key',
    'x-ms-user-isolation-key',
    'accept',
    'content-length',
    'x',
  ),
  fc.oneof(
    fc.constantFrom('application/json', 'text/plain', 'Bearer key', 'Bearer', 'Basic x', '', 'key'),
    fc.string({ maxLength: 30 }),
  ),
);

describe('hostile requests', () => {
  it.each(dialectsOfTests)(
    'none of 2,500 leaves the server of %s without an answer in its envelope',
    async (dialect) => {
      const { server, create } = clientOf({ dialect, maxStored: 200 });
      const request: fc.Arbitrary<HttpRequest> = fc.record({
        method: fc.oneof(
          { weight: 5, arbitrary: fc.constant('POST') },
          { weight: 2, arbitrary: fc.constantFrom(...methods) },
        ),
        url: fc
          .oneof(
            { weight: 6, arbitrary: fc.constant('/responses') },
            { weight: 4, arbitrary: fc.constantFrom(...paths) },
            { weight: 1, arbitrary: fc.webPath() },
          )
          .map((path) => `${server.baseUrl}${path}`),
        headers: fc
          .array(header, { maxLength: 3 })
          .map((extra): readonly Header[] => [
            ...extra,
            ['content-type', 'application/json'],
            ['authorization', 'Bearer key'],
          ]),
        body: fc.option(body, { freq: 20 }),
      });
      await fc.assert(
        fc.asyncProperty(request, async (sent) => {
          const answer = await read(await server.handle(sent, new AbortController().signal));
          if (answer.status === 200) {
            expect(answer.events.length + Object.keys(answer.json).length).toBeGreaterThan(0);
            return;
          }
          expect(answer.status, answer.text).toBeGreaterThanOrEqual(400);
          expect(answer.status, answer.text).toBeLessThan(500);
          expect(answer.headers.get('content-type')).toBe('application/json');
          const { message, type, param, code } = errorOf(answer);
          expect([typeof message, typeof type]).toEqual(['string', 'string']);
          expect(String(message).length).toBeGreaterThan(0);
          expect(param === null || typeof param === 'string').toBe(true);
          expect(code === null || typeof code === 'string').toBe(true);
        }),
        { numRuns: 2500, seed: 7 },
      );
      const after = await create({ input: [said('Still there?')] });
      expect(after.status).toBe(200);
    },
  );
});
