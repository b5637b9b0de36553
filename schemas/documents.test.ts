import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { documentProblems, documentSchema } from '../reports/document-schema.js';
import { areas } from '../suites/engine/area.js';
import { type Results, ruleStatuses } from '../suites/engine/results.js';
import { capabilityNames } from '../targets/capability.js';
import type { Config } from '../targets/config.js';
import { type Exchange, operations, unknownIntent } from '../targets/exchange.js';
import { openTranscript } from '../targets/transcript.js';
import { plainFraming } from '../tests/wire/framing.js';
import { dialectNames } from './dialect.js';
import type { Schema } from './schema.js';

const folder = mkdtempSync(join(tmpdir(), 'documents-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The part of a document's schema that a path of names leads to. */
function partOf(name: Parameters<typeof documentSchema>[0], ...path: readonly string[]): Schema {
  let found: unknown = documentSchema(name);
  for (const step of path) found = (found as { readonly [step: string]: unknown })[step];
  return found as Schema;
}

describe('results.json', () => {
  const results: Results = {
    schemaVersion: '1.0',
    suite: { name: 'responses-conformance', version: '0.1.0', contract: '2026-11' },
    target: {
      name: 'mine',
      version: null,
      baseUrl: 'http://127.0.0.1:8000/v1',
      model: 'm',
      dialect: 'openai',
      capabilities: { streaming: { declared: null, observed: true, evidence: 'streaming/text#1.1' } },
      modelAliases: [],
      contextWindow: null,
    },
    run: {
      mode: 'live',
      depth: 'standard',
      seed: 1,
      startedAt: '2026-11-21T20:00:00.000Z',
      finishedAt: '2026-11-21T20:00:02.000Z',
      shard: '1/4',
      complete: true,
    },
    verdict: 'nonconformant',
    totals: { pass: 1, fail: 1, warn: 0, 'not-offered': 0, inconclusive: 0, blocked: 0, 'not-run': 0 },
    rules: [
      {
        id: 'STREAM-SEQ-MONOTONE',
        area: 'streaming',
        level: 'MUST',
        basis: 'prose',
        title: 'sequence_number strictly increases',
        status: 'fail',
        reason: 'it does not',
        evaluations: 41,
        attempts: { failed: 1, of: 3 },
        findings: [
          {
            exchange: 'streaming/text#1.1',
            pointer: '/events/3/sequence_number',
            message: 'the number does not increase',
            expected: 3,
            actual: null,
            count: 12,
            known: false,
            tolerated: false,
            tolerance: null,
            excerpt: ['data: {}'],
          },
        ],
        source: { dialect: 'all', section: 'streaming', note: 'increasing' },
        why: 'clients sort by it',
        fix: 'count up',
      },
      {
        id: 'RES-OBJECT',
        area: 'create',
        level: 'MUST',
        basis: 'schema',
        title: 'object is response',
        status: 'pass',
        reason: null,
        evaluations: 41,
        attempts: null,
        findings: [],
      },
    ],
    scenarios: [{ id: 'streaming/text', status: 'done', reason: null, exchanges: 2 }],
    parameters: [{ name: 'top_logprobs', support: 'untested' }],
    coverage: {
      request: { branches: 2, reached: 1 },
      answer: { branches: 2, seen: 1 },
      unreached: ['/tools'],
    },
    cost: { requests: 2, inputTokens: 10, outputTokens: 10, wallMs: 12.5, serviceMs: 3 },
    faults: [],
    baseline: { stale: [], unmatched: [], expired: [] },
  };

  test('is as its schema says', () => {
    expect(documentProblems('results', results)).toEqual([]);
  });

  test.each([
    ['a verdict that there is not', { ...results, verdict: 'fine' }],
    ['a status without its count', { ...results, totals: { pass: 1 } }],
    ['a failure without a reason', { ...results, rules: [{ ...results.rules[0], reason: null }] }],
    ['a pass that judged nothing', { ...results, rules: [{ ...results.rules[1], evaluations: 0 }] }],
    [
      'a finding without its pointer',
      {
        ...results,
        rules: [
          { ...results.rules[0], findings: [{ ...results.rules[0]?.findings[0], pointer: 'event 3' }] },
        ],
      },
    ],
  ])('is not: %s', (_what, document) => {
    expect(documentProblems('results', document)).not.toEqual([]);
  });

  test('names what the code names', () => {
    expect(partOf('results', '$defs', 'Rule', 'properties', 'area').enum).toEqual(areas);
    expect(partOf('results', 'properties', 'totals').required?.toSorted()).toEqual(ruleStatuses.toSorted());
    expect(partOf('results', 'properties', 'target', 'properties', 'dialect').enum).toEqual(dialectNames);
  });
});

describe('transcript.ndjson', () => {
  const exchange: Exchange = {
    id: 'streaming/text#1.1',
    scenario: 'streaming/text',
    dialect: 'openai',
    fidelity: 'wire',
    operation: 'create-response',
    intent: {
      ...unknownIntent,
      validity: 'invalid',
      violation: {
        in: 'body',
        pointer: '/top_p',
        keyword: 'maximum',
        expectation: 'at most 1',
        level: 'MUST',
      },
    },
    request: {
      method: 'POST',
      url: 'http://127.0.0.1/v1/responses',
      path: '/responses',
      query: [],
      headers: [['content-type', 'application/json']],
      body: { stream: true },
      text: null,
      recorded: true,
    },
    answer: {
      status: 200,
      headers: [['content-type', 'text/event-stream']],
      text: '',
      jsonProblem: null,
      stream: {
        frames: [{ at: 3, event: 'error', data: '{}', id: '1' }],
        framing: { ...plainFraming, chunks: { count: 1, firstAt: 1, lastAt: 3 } },
      },
      ending: 'complete',
      endingDetail: null,
      bytes: 20,
    },
    noAnswer: null,
    waitedOut: [{ status: 429, retryAfter: '1' }],
    timing: { startedAt: '2026-11-21T20:00:00.000Z', headersMs: 1, totalMs: 4, concurrent: 1 },
  };

  test('is as its schema says, line by line', async () => {
    const path = join(folder, 'transcript.ndjson');
    const transcript = await openTranscript(path);
    await transcript.append(exchange);
    await transcript.append({
      ...exchange,
      answer: null,
      noAnswer: { reason: 'refused', detail: 'no listener' },
    });
    await transcript.close();
    const lines = readFileSync(path, 'utf8').trim().split('\n');
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(documentProblems('transcript', JSON.parse(line))).toEqual([]);
  });

  test('is not: a line without its request', () => {
    expect(documentProblems('transcript', { id: 'x', answer: null })).not.toEqual([]);
  });

  test('names what the code names', () => {
    expect(partOf('transcript', 'properties', 'operation').enum).toEqual(operations);
  });
});

describe('conformance.config', () => {
  const several: Config = {
    targets: { mine: { baseUrl: 'http://127.0.0.1:8000/v1', model: 'm', capabilities: { all: true } } },
  };

  test.each([[several], [several.targets['mine']]])('is as its schema says: %j', (config) => {
    expect(documentProblems('config', config)).toEqual([]);
  });

  test.each([
    ['no address', { model: 'm' }],
    ['a misspelt member', { baseUrl: 'http://x/v1', modle: 'm' }],
    ['a key in the file', { baseUrl: 'http://x/v1', apiKey: 'secret' }],
    [
      'an unknown capability',
      { targets: { mine: { baseUrl: 'http://x/v1', capabilities: { flying: true } } } },
    ],
  ])('is not: %s', (_what, config) => {
    expect(documentProblems('config', config)).not.toEqual([]);
  });

  test('names what the code names', () => {
    const path = ['$defs', 'Target', 'properties', 'capabilities', 'propertyNames'] as const;
    expect(partOf('config', ...path).enum).toEqual([...capabilityNames, 'all']);
  });
});

describe('a baseline', () => {
  const entry = { rule: 'STREAM-*', reason: 'being worked on', owner: 'me', until: '2027-01-31' };

  test('is as its schema says', () => {
    expect(documentProblems('baseline', { schemaVersion: '1.0', entries: [entry] })).toEqual([]);
  });

  test('is not: an entry without an owner', () => {
    expect(documentProblems('baseline', { entries: [{ ...entry, owner: undefined }] })).not.toEqual([]);
  });
});
