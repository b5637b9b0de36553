import type { GeneratedEvent } from '../../generators/streams/event.js';
import type { JsonObject } from '../../schemas/json.js';
import { message, part } from './output.js';

// What the cases of streams speak about again and again.
export const added = 'response.output_item.added';
export const done = 'response.output_item.done';
export const partAdded = 'response.content_part.added';
export const partDone = 'response.content_part.done';
export const delta = 'response.output_text.delta';
export const textDone = 'response.output_text.done';
export const annotation = 'response.output_text.annotation.added';
export const refusal: JsonObject = { type: 'refusal', refusal: 'I cannot say that.' };
export const twoParts = message('', { content: [part('Hello there.'), part('Hello again.')] });
export const thinking: JsonObject = {
  type: 'reasoning',
  id: 'rs_1',
  status: 'completed',
  summary: [{ type: 'summary_text', text: 'First this.' }],
  content: [{ type: 'reasoning_text', text: 'This and that.' }],
};
export const nowhere = { output_index: undefined, item_id: undefined };
export const one = message('One.');
export const two = message('Two.', { id: 'msg_2' });

/** An item is announced at this place. */
export function addedAt(index: number, item: JsonObject): GeneratedEvent {
  return { type: added, output_index: index, item: { ...item, status: 'in_progress', content: [] } };
}

/** One letter of a text, in the item with this id. */
export function deltaAt(index: number, id: string, more = {}): GeneratedEvent {
  return {
    type: delta,
    item_id: id,
    output_index: index,
    content_index: 0,
    delta: 'x',
    logprobs: [],
    obfuscation: 'x',
    ...more,
  };
}
