import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { GeneratedEvent } from '../../generators/streams/event.js';
import { responseObject } from '../../generators/streams/response.js';
import { numbered } from '../../generators/streams/writing.js';
import { dialect as dialectData } from '../../schemas/dialects.js';
import { streamEvent } from '../../suites/engine/stream-event.js';
import { knownEvents } from '../../suites/streaming/automaton/events.js';
import { type GrammarResult, grammar } from '../../suites/streaming/automaton/grammar.js';
import { machines } from '../../suites/streaming/automaton/machine.js';
import type { Exchange } from '../../targets/exchange.js';
import { blamed, judged, streamedExchange } from './judged.js';

const created = { type: 'response.created', response: responseObject('openai', 'in_progress', []) };
const inProgress = { type: 'response.in_progress', response: responseObject('openai', 'in_progress', []) };
const place = { item_id: 'msg_1', output_index: 0, content_index: 0 };
const part = (text: string) => ({ type: 'output_text', text, annotations: [], logprobs: [] });
const item = (text: string) => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  status: 'completed',
  content: [part(text)],
});

function message(...deltas: readonly string[]): readonly GeneratedEvent[] {
  const text = deltas.join('');
  return [
    {
      type: 'response.output_item.added',
      output_index: 0,
      item: { ...item(''), status: 'in_progress', content: [] },
    },
    { type: 'response.content_part.added', ...place, part: part('') },
    ...deltas.map((delta) => ({
      type: 'response.output_text.delta',
      ...place,
      delta,
      logprobs: [],
      obfuscation: 'x',
    })),
    { type: 'response.output_text.done', ...place, text, logprobs: [] },
    { type: 'response.content_part.done', ...place, part: part(text) },
    { type: 'response.output_item.done', output_index: 0, item: item(text) },
  ];
}

function completed(text: string): GeneratedEvent {
  return { type: 'response.completed', response: responseObject('openai', 'completed', [item(text)]) };
}

function exchangeOf(events: readonly GeneratedEvent[], changes: Partial<Exchange> = {}, first = 0): Exchange {
  const text = numbered(events)
    .map((event) => ({ ...event, sequence_number: Number(event['sequence_number']) + first }))
    .map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
    .join('');
  return streamedExchange(
    {
      dialect: 'openai',
      request: { model: 'm', input: 'hi', stream: true },
      contentType: 'text/event-stream',
      chunks: [new TextEncoder().encode(text)],
    },
    changes,
  );
}

function analyse(exchange: Exchange): GrammarResult {
  const running = grammar.start(dialectData(exchange.dialect), exchange);
  let index = 0;
  for (const frame of exchange.answer?.stream?.frames ?? []) {
    running.event(streamEvent(frame, index));
    index += 1;
  }
  return running.end();
}

describe('the automaton', () => {
  test('is data whose transitions lead to states that it has', () => {
    for (const { initial, accepting, transitions, recovery } of machines) {
      const states = Object.keys(transitions);
      const reached = [
        initial,
        ...accepting,
        ...Object.values(transitions).flatMap((symbols) => Object.values(symbols)),
        ...Object.values(recovery),
      ];
      expect(reached.filter((state) => !states.includes(state))).toEqual([]);
    }
  });

  test('knows the events that have a schema, and no others', () => {
    const folder = new URL('../../schemas/contract/', import.meta.url);
    const types = readdirSync(folder)
      .filter((name) => name.endsWith('events.json'))
      .flatMap((name) => [...readFileSync(new URL(name, folder), 'utf8').matchAll(/"const": "([a-z_.]+)"/g)])
      .map(([, type]) => type);
    expect([...knownEvents.keys()].toSorted()).toEqual(types.toSorted());
  });

  test('shows the events around a violation, the state, and what would have been allowed', () => {
    const events = [created, inProgress, ...message('Hi', ' there'), completed('Hi there')];
    const { violations } = analyse(exchangeOf(events.toSpliced(3, 1)));
    expect(violations.map(({ check }) => check)).toEqual(['part-order']);
    expect(violations[0]?.excerpt).toEqual([
      '  #0 response.created',
      '  #1 response.in_progress',
      '  #2 response.output_item.added output_index=0',
      '> #3 response.output_text.delta output_index=0 item_id=msg_1 content_index=0 delta="Hi"',
      '  #4 response.output_text.delta output_index=0 item_id=msg_1 content_index=0 delta=" there"',
      '  #5 response.output_text.done output_index=0 item_id=msg_1 content_index=0 text="Hi there"',
      '  #6 response.content_part.done output_index=0 item_id=msg_1 content_index=0',
      'state: content part 0 of the message at output_index 0: not added',
      'allowed: response.content_part.added',
    ]);
  });

  test('does not ask for an end where the client hung up', () => {
    const exchange = exchangeOf([created, inProgress, ...message('Hi').slice(0, 3)]);
    const left =
      exchange.answer === null ? null : { ...exchange.answer, ending: 'disconnected-by-us' as const };
    expect(blamed(judged([{ ...exchange, answer: left }]))).toEqual([]);
    expect(blamed(judged([exchange])).map((line) => line.split(' ')[1])).toEqual(['STREAM-ONE-TERMINAL']);
  });

  test('lets a resumed stream begin in the middle of an item', () => {
    const events = [created, inProgress, ...message('Hi', ' there'), completed('Hi there')];
    const resumed = (from: number) =>
      exchangeOf(
        events.slice(from),
        {
          operation: 'retrieve-response',
          request: {
            ...exchangeOf([]).request,
            method: 'GET',
            path: '/responses/resp_1',
            query: [
              ['stream', 'true'],
              ['starting_after', `${from - 1}`],
            ],
          },
        },
        from,
      );
    for (let from = 1; from < events.length; from += 1) {
      expect(blamed(judged([resumed(from)])), `from ${from}`).toEqual([]);
    }
  });

  test('asks no number of an event that the contract does not have', () => {
    const ping = { type: 'ping' };
    const numbers = numbered([created, inProgress, ...message('Hi'), completed('Hi')]);
    const text = [...numbers.slice(0, 3), ping, ...numbers.slice(3)]
      .map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
      .join('');
    const chunks = [new TextEncoder().encode(text)];
    const answer = { request: { stream: true }, contentType: 'text/event-stream', chunks };
    expect(blamed(judged([streamedExchange({ dialect: 'openai', ...answer })]))).toEqual([]);
    const strict = judged([streamedExchange({ dialect: 'open-responses', ...answer })]).filter(
      ({ findings }) => findings.length > 0,
    );
    expect(strict.map(({ rule }) => rule.id)).toEqual(
      expect.arrayContaining(['STREAM-SEQ-PRESENT', 'STREAM-EXT-PREFIX']),
    );
  });

  test('passes items of unknown types', () => {
    const card = { id: 'card_1', type: 'acme:card', status: 'completed' };
    const events = [
      created,
      inProgress,
      { type: 'response.output_item.added', output_index: 0, item: card },
      { type: 'response.output_item.done', output_index: 0, item: card },
      { type: 'response.completed', response: responseObject('openai', 'completed', [card]) },
    ];
    expect(analyse(exchangeOf(events)).violations.filter(({ check }) => check !== 'event-schema')).toEqual(
      [],
    );
  });

  test('keeps few violations of a stream that is wrong all the way, and counts the rest', () => {
    const wrong = Array.from({ length: 500 }, () => ({
      type: 'response.output_text.delta',
      ...place,
      item_id: 'x',
      delta: 'a',
      logprobs: [],
    }));
    const { violations } = analyse(exchangeOf([created, inProgress, ...message('a').slice(0, 2), ...wrong]));
    const ids = violations.filter(({ check }) => check === 'item-id');
    expect(ids.map(({ count }) => count)).toEqual([500]);
  });
});

describe('vendors of whom no recording lies here', () => {
  test('a backend that completes with an empty output is caught (as chatgpt codex does)', () => {
    const empty = { type: 'response.completed', response: responseObject('openai', 'completed', []) };
    expect(blamed(judged([exchangeOf([created, inProgress, ...message('Hi'), empty])]))).toEqual([
      expect.stringContaining('MUST STREAM-FINAL-EQ'),
    ]);
  });

  test('a gateway without event lines that ends with [DONE] is caught for the lines alone (as OpenRouter)', () => {
    const events = numbered([created, inProgress, ...message('Hi'), completed('Hi')]);
    const text = [...events.map((event) => JSON.stringify(event)), '[DONE]']
      .map((data) => `data: ${data}\n\n`)
      .join('');
    const exchange = streamedExchange({
      dialect: 'openai',
      request: { model: 'm', input: 'hi', stream: true },
      contentType: 'text/event-stream',
      chunks: [new TextEncoder().encode(text)],
    });
    expect(blamed(judged([exchange]))).toEqual([expect.stringContaining('MUST STREAM-EVENT-EQ-TYPE')]);
  });
});
