import type { JsonObject, JsonValue } from '../../schemas/json.js';
import { objectsAt } from '../../schemas/json.js';
import { type GeneratedEvent, textOf } from './event.js';

/** How an item is streamed. */
export interface Delivery {
  readonly index: number;
  /** Lengths of deltas; repeated as often as needed. */
  readonly pieces: readonly number[];
  readonly reasoningStem: string;
  readonly obfuscation: boolean;
  readonly logprobs: boolean;
}

/** All events of an item from `output_item.added` to `output_item.done`. */
export function eventsOfItem(final: JsonObject, delivery: Delivery): readonly GeneratedEvent[] {
  const { partials, ...item } = final;
  return [
    { type: 'response.output_item.added', output_index: delivery.index, item: announced(item) },
    ...body(item, typeof partials === 'number' ? partials : 0, delivery),
    { type: 'response.output_item.done', output_index: delivery.index, item },
  ];
}

const grown = ['content', 'summary', 'arguments', 'input', 'code'];

function announced(item: JsonObject): JsonObject {
  const opened: { [member: string]: JsonValue | undefined } = { ...item };
  if (item['status'] !== undefined) opened['status'] = 'in_progress';
  for (const member of grown) {
    if (Array.isArray(item[member])) opened[member] = [];
    else if (typeof item[member] === 'string') opened[member] = '';
  }
  return opened;
}

function body(item: JsonObject, partials: number, delivery: Delivery): readonly GeneratedEvent[] {
  const place = { item_id: textOf(item['id']), output_index: delivery.index };
  const said = (stem: string, member: string) => [
    ...deltas(stem, textOf(item[member]), place, delivery),
    { type: `${stem}.done`, ...place, [member]: item[member] },
  ];
  const told = (tool: string, words: readonly string[]) =>
    words.map((word) => ({ type: `response.${tool}.${word}`, ...place }));
  switch (item['type']) {
    case 'message':
    case 'reasoning':
      return [...parts(item, place, delivery), ...summaries(item, place, delivery)];
    case 'function_call':
      return said('response.function_call_arguments', 'arguments');
    case 'custom_tool_call':
      return said('response.custom_tool_call_input', 'input');
    case 'mcp_call':
      return [
        ...told('mcp_call', ['in_progress']),
        ...said('response.mcp_call_arguments', 'arguments'),
        ...told('mcp_call', ['completed']),
      ];
    case 'mcp_list_tools':
      return told('mcp_list_tools', ['in_progress', 'completed']);
    case 'code_interpreter_call':
      return [
        ...told('code_interpreter_call', ['in_progress']),
        ...said('response.code_interpreter_call_code', 'code'),
        ...told('code_interpreter_call', ['interpreting', 'completed']),
      ];
    case 'web_search_call':
    case 'file_search_call':
      return told(String(item['type']), ['in_progress', 'searching', 'completed']);
    case 'image_generation_call':
      return [
        ...told('image_generation_call', ['in_progress', 'generating']),
        ...Array.from({ length: partials }, (_, index) => ({
          type: 'response.image_generation_call.partial_image',
          ...place,
          partial_image_index: index,
          partial_image_b64: 'aGk=',
        })),
        ...told('image_generation_call', ['completed']),
      ];
    default:
      return [];
  }
}

type Place = { readonly item_id: string; readonly output_index: number };

function parts(item: JsonObject, place: Place, delivery: Delivery): readonly GeneratedEvent[] {
  return objectsAt(item, 'content').flatMap(({ index, value }): readonly GeneratedEvent[] => {
    const at = { ...place, content_index: index };
    const type = textOf(value['type']);
    const member = type === 'refusal' ? 'refusal' : 'text';
    const stem = type === 'reasoning_text' ? delivery.reasoningStem : `response.${type}`;
    const extra = type === 'output_text' && delivery.logprobs ? { logprobs: [] } : {};
    const annotations = Array.isArray(value['annotations']) ? value['annotations'] : [];
    const empty = type === 'output_text' ? { annotations: [] } : {};
    return [
      { type: 'response.content_part.added', ...at, part: { ...value, ...empty, [member]: '' } },
      ...deltas(stem, textOf(value[member]), at, delivery).map((event) => ({ ...event, ...extra })),
      ...annotations.map((annotation, annotationIndex) => ({
        type: 'response.output_text.annotation.added',
        ...at,
        annotation_index: annotationIndex,
        annotation,
      })),
      { type: `${stem}.done`, ...at, [member]: value[member], ...extra },
      { type: 'response.content_part.done', ...at, part: value },
    ];
  });
}

function summaries(item: JsonObject, place: Place, delivery: Delivery): readonly GeneratedEvent[] {
  return objectsAt(item, 'summary').flatMap(({ index, value }): readonly GeneratedEvent[] => {
    const at = { ...place, summary_index: index };
    const stem = 'response.reasoning_summary_text';
    return [
      { type: 'response.reasoning_summary_part.added', ...at, part: { ...value, text: '' } },
      ...deltas(stem, textOf(value['text']), at, delivery),
      { type: `${stem}.done`, ...at, text: value['text'] },
      { type: 'response.reasoning_summary_part.done', ...at, part: value },
    ];
  });
}

function deltas(
  stem: string,
  text: string,
  place: JsonObject,
  delivery: Delivery,
): readonly GeneratedEvent[] {
  // By characters: half a pair of surrogates is no character that UTF-8 could carry.
  const characters = [...text];
  const events: GeneratedEvent[] = [];
  for (let at = 0, turn = 0; at < characters.length; turn += 1) {
    const length = Math.max(1, delivery.pieces[turn % delivery.pieces.length] ?? 1);
    const delta = characters.slice(at, at + length).join('');
    const padding = delivery.obfuscation ? { obfuscation: 'x7Qp2mZk'.slice(0, 8 - (delta.length % 8)) } : {};
    events.push({ type: `${stem}.delta`, ...place, delta, ...padding });
    at += length;
  }
  return events;
}
