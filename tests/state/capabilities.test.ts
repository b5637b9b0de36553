import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../schemas/json.js';
import { observeCapabilities } from '../../suites/engine/capabilities.js';
import { viewOf } from '../../suites/engine/examine.js';
import { type Exchange, unknownIntent } from '../../targets/exchange.js';

const facts = { model: 'm', modelAliases: [], contextWindow: null, capabilities: {} };

interface Told {
  readonly body: JsonValue;
  readonly status: number;
  readonly answer: JsonValue;
  readonly validity?: 'valid' | 'invalid' | 'unknown';
}

function exchange({ body, status, answer, validity = 'valid' }: Told): Exchange {
  return {
    id: 'create/plain#1.1',
    scenario: 'create/plain',
    dialect: 'openai',
    fidelity: 'wire',
    operation: 'create-response',
    intent: { ...unknownIntent, validity },
    request: {
      method: 'POST',
      url: 'http://127.0.0.1/v1/responses',
      path: '/responses',
      query: [],
      headers: [],
      body,
      text: null,
      recorded: true,
    },
    answer: {
      status,
      headers: [['content-type', 'application/json']],
      text: JSON.stringify(answer),
      json: answer,
      jsonProblem: null,
      stream: null,
      ending: 'complete',
      endingDetail: null,
      bytes: 1,
    },
    noAnswer: null,
    waitedOut: [],
    timing: { startedAt: '2026-11-01T00:00:00.000Z', headersMs: 1, totalMs: 1, concurrent: 1 },
  };
}

const seen = (told: Told) => observeCapabilities(viewOf(exchange(told), facts, true));
const refusal = (param: string | null, message: string): JsonValue => ({
  error: { message, type: 'invalid_request_error', param, code: null },
});

describe('capabilities are observed', () => {
  test('absent, where a valid request is refused and param names the member', () => {
    const found = seen({
      body: { model: 'm', input: 'hi', metadata: { a: 'b' } },
      status: 400,
      answer: refusal('metadata', 'No.'),
    });
    expect(found.get('metadata')).toEqual({ present: false, evidence: 'answered 400 (No.)' });
  });

  test('absent, where only the message names it', () => {
    const found = seen({
      body: { model: 'm', input: 'hi', previous_response_id: 'resp_1' },
      status: 400,
      answer: { error: { code: 400, message: "llama.cpp does not support 'previous_response_id'." } },
    });
    expect(found.get('previous-response')?.present).toBe(false);
  });

  test('not at all, where another member is named', () => {
    const found = seen({
      body: { model: 'm', input: 'hi', metadata: {}, stream: true },
      status: 400,
      answer: refusal('metadata', 'The stream of events is fine.'),
    });
    expect(found.has('streaming')).toBe(false);
    expect(found.get('metadata')?.present).toBe(false);
  });

  test('not at all, where the request was sent to be refused, or nobody knows', () => {
    for (const validity of ['invalid', 'unknown'] as const) {
      const found = seen({
        body: { model: 'm', input: 'hi', truncation: 'auto' },
        status: 400,
        answer: refusal('truncation', 'Unsupported.'),
        validity,
      });
      expect(found.has('truncation')).toBe(false);
    }
  });

  test('not at all, where the server is busy or asks for a key', () => {
    for (const status of [401, 403, 429, 503]) {
      const found = seen({
        body: { model: 'm', input: 'hi', metadata: { a: 'b' } },
        status,
        answer: refusal('metadata', 'metadata'),
      });
      expect(found.has('metadata')).toBe(false);
    }
  });

  test('present, where the effect can be seen', () => {
    const found = seen({
      body: { model: 'm', input: 'hi', metadata: { a: 'b' }, tools: [{ type: 'function', name: 'f' }] },
      status: 200,
      answer: {
        id: 'resp_1',
        object: 'response',
        status: 'completed',
        metadata: { a: 'b' },
        output: [{ type: 'function_call', id: 'fc_1', call_id: 'c', name: 'f', arguments: '{}' }],
      },
    });
    expect(found.get('metadata')?.present).toBe(true);
    expect(found.get('tools')?.present).toBe(true);
  });

  test('absent, where background was left out of account and the answer does not claim it', () => {
    const done = { id: 'resp_1', object: 'response', status: 'completed', output: [] };
    const body = { model: 'm', input: 'hi', background: true };
    expect(seen({ body, status: 200, answer: done }).get('background')?.present).toBe(false);
    expect(
      seen({ body, status: 200, answer: { ...done, background: true } }).get('background')?.present,
    ).toBe(true);
  });
});
