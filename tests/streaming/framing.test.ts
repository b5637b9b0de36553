import { describe, expect, test } from 'vitest';
import { responseObject } from '../../generators/streams/response.js';
import { numbered } from '../../generators/streams/writing.js';
import { judged, streamedExchange } from './judged.js';

const place = { item_id: 'msg_1', output_index: 0, content_index: 0 };
const text = 'one two three four five six ';
const part = { type: 'output_text', text, annotations: [], logprobs: [] };
const item = { id: 'msg_1', type: 'message', role: 'assistant', status: 'completed', content: [part] };

const events = numbered([
  { type: 'response.created', response: responseObject('openai', 'in_progress', []) },
  { type: 'response.in_progress', response: responseObject('openai', 'in_progress', []) },
  {
    type: 'response.output_item.added',
    output_index: 0,
    item: { ...item, status: 'in_progress', content: [] },
  },
  { type: 'response.content_part.added', ...place, part: { ...part, text: '' } },
  ...text.split(/(?<= )/).map((delta) => ({
    type: 'response.output_text.delta',
    ...place,
    delta,
    logprobs: [],
    obfuscation: 'x',
  })),
  { type: 'response.output_text.done', ...place, text, logprobs: [] },
  { type: 'response.content_part.done', ...place, part },
  { type: 'response.output_item.done', output_index: 0, item },
  { type: 'response.completed', response: responseObject('openai', 'completed', [item]) },
]).map((event) => new TextEncoder().encode(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`));

/** Rules with a finding, when each event comes in a chunk of its own at the time that `at` gives. */
function blamedRules(
  at: (index: number) => number,
  changed: Partial<Parameters<typeof streamedExchange>[0]> = {},
) {
  const answer = {
    dialect: 'openai',
    request: { model: 'm', input: 'hi', stream: true },
    contentType: 'text/event-stream',
    chunks: events,
    times: events.map((_, index) => at(index)),
    ...changed,
  } as const;
  return judged([streamedExchange(answer)])
    .filter(({ findings }) => findings.length > 0)
    .map(({ rule }) => rule.id);
}

describe('the rhythm of a stream', () => {
  test('is blamed where everything comes at once after seconds', () => {
    expect(blamedRules((index) => 3000 + index)).toEqual(['STREAM-FLUSHED']);
  });

  test('is right where a canned answer comes at once and soon', () => {
    expect(blamedRules((index) => 40 + index)).toEqual([]);
  });

  test('is right where the first event comes soon and the model thinks for a while', () => {
    expect(blamedRules((index) => (index < 2 ? 10 : 9000 + index))).toEqual([]);
  });

  test('is right where a slow queue is followed by tokens one by one', () => {
    expect(blamedRules((index) => 3000 + index * 30)).toEqual([]);
  });
});

describe('the bytes of a stream', () => {
  const now = (index: number) => index;

  test('that end inside the last event', () => {
    const last = events.at(-1) ?? new Uint8Array();
    const chunks = [...events.slice(0, -1), last.subarray(0, -30)];
    expect(blamedRules(now, { chunks })).toEqual(['STREAM-WHOLE-EVENTS', 'STREAM-ONE-TERMINAL']);
  });

  test('that the client cut are nobody else’s fault', () => {
    const chunks = [...events.slice(0, 5), events[5]?.subarray(0, 20) ?? new Uint8Array()];
    expect(blamedRules(now, { chunks, ending: 'disconnected-by-us' })).toEqual([]);
  });

  test('that a limit of the suite cut are not asked for their end', () => {
    expect(blamedRules(now, { chunks: events.slice(0, 6), ending: 'too-large' })).toEqual([]);
  });

  test('with another content type', () => {
    expect(blamedRules(now, { contentType: 'text/plain' })).toEqual(['HTTP-SSE-CTYPE']);
  });
});
