import { responseObject } from '../generators/streams/response.js';

/** The stream as it stands on the wire, event by event. */
export function* streamText(deltas: number): Iterable<string> {
  for (const { event, data } of eventsOf(deltas)) yield `event: ${event}\ndata: ${data}\n\n`;
}

/** A long text as OpenAI sends it: small deltas, padded, each with its logprobs. */
export function* eventsOf(deltas: number): Iterable<{ readonly event: string; readonly data: string }> {
  let number = 0;
  const written = (type: string, members: object) => {
    const data = JSON.stringify({ type, sequence_number: number, ...members });
    number += 1;
    return { event: type, data };
  };
  const id = 'msg_68c2e7054ae481938354ab3e4e77abad02d3a5742c7ddae9';
  const place = { item_id: id, output_index: 0, content_index: 0 };
  const text = ' word'.repeat(deltas);
  const part = (value: string) => ({ type: 'output_text', annotations: [], logprobs: [], text: value });
  const item = (status: string, content: readonly object[]) => ({
    id,
    type: 'message',
    status,
    role: 'assistant',
    content,
  });
  yield written('response.created', { response: responseObject('openai', 'in_progress', []) });
  yield written('response.in_progress', { response: responseObject('openai', 'in_progress', []) });
  yield written('response.output_item.added', { output_index: 0, item: item('in_progress', []) });
  yield written('response.content_part.added', { ...place, part: part('') });
  for (let count = 0; count < deltas; count += 1) {
    yield written('response.output_text.delta', {
      ...place,
      delta: ' word',
      logprobs: [],
      obfuscation: 'kEEr7KRKL2X',
    });
  }
  yield written('response.output_text.done', { ...place, text, logprobs: [] });
  yield written('response.content_part.done', { ...place, part: part(text) });
  const done = { ...item('completed', []), content: [part(text)] };
  yield written('response.output_item.done', { output_index: 0, item: done });
  yield written('response.completed', { response: responseObject('openai', 'completed', [done]) });
}
