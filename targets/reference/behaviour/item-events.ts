import { isObject, type JsonObject, type JsonValue, objectsAt, stringAt } from '../../../schemas/json.js';
import type { PlannedItem } from '../plan.js';
import { tokensOf } from '../tokenizer.js';
import type { EventForms } from '../wire/forms.js';
import { textOfPart } from './messages.js';

/** An event that is not yet numbered. */
export interface UnnumberedEvent extends JsonObject {
  readonly type: string;
}

/** The events that show how one item comes about, from `output_item.added` to `output_item.done`. */
export function itemEvents(
  planned: PlannedItem,
  shown: JsonObject,
  outputIndex: number,
  forms: EventForms,
): readonly UnnumberedEvent[] {
  const place: Place = { item_id: stringAt(shown, 'id') ?? '', output_index: outputIndex };
  return [
    { type: 'response.output_item.added', output_index: outputIndex, item: openedItem(shown) },
    ...bodyEvents(planned, shown, place, forms),
    { type: 'response.output_item.done', output_index: outputIndex, item: shown },
  ];
}

interface Place {
  readonly item_id: string;
  readonly output_index: number;
}

/** What an item shows of itself before it has begun: all that is known by then, the rest empty. */
function openedItem(item: JsonObject): JsonObject {
  const opened: { [member: string]: JsonValue | undefined } = { ...item };
  // The output of a program has no state before it is complete.
  if (typeof item.status === 'string' && item.type !== 'program_output') opened.status = 'in_progress';
  for (const member of emptied[String(item.type)] ?? []) {
    const value = item[member];
    if (value === undefined) continue;
    opened[member] = Array.isArray(value)
      ? []
      : typeof value === 'string' && !nullable.has(member)
        ? ''
        : null;
  }
  return opened;
}

const emptied: { readonly [type: string]: readonly string[] } = {
  message: ['content'],
  reasoning: ['summary', 'content', 'encrypted_content'],
  function_call: ['arguments'],
  custom_tool_call: ['input'],
  file_search_call: ['queries', 'results'],
  code_interpreter_call: ['code', 'outputs'],
  image_generation_call: ['result', 'revised_prompt'],
  mcp_list_tools: ['tools'],
  mcp_call: ['arguments', 'output'],
  memory_search_call: ['memories'],
};
const nullable = new Set(['result', 'output', 'memories', 'outputs', 'results', 'revised_prompt']);

function bodyEvents(
  planned: PlannedItem,
  item: JsonObject,
  place: Place,
  forms: EventForms,
): readonly UnnumberedEvent[] {
  switch (item.type) {
    case 'message':
      return objectsAt(item, 'content').flatMap(({ index, value }) =>
        partEvents(value, { ...place, content_index: index }, forms),
      );
    case 'reasoning':
      return reasoningEvents(item, place, forms);
    case 'function_call':
      return argumentEvents(
        'response.function_call_arguments',
        'arguments',
        item,
        place,
        forms.nameInArgumentsDone,
      );
    case 'custom_tool_call':
      return argumentEvents('response.custom_tool_call_input', 'input', item, place, false);
    case 'file_search_call':
      return progress('response.file_search_call', ['in_progress', 'searching', 'completed'], place);
    case 'web_search_call':
      return progress('response.web_search_call', ['in_progress', 'searching', 'completed'], place);
    case 'code_interpreter_call':
      return codeEvents(item, place);
    case 'image_generation_call':
      return imageEvents(planned, place);
    case 'mcp_list_tools':
      return progress('response.mcp_list_tools', ['in_progress', 'completed'], place);
    case 'mcp_call':
      return [
        ...progress('response.mcp_call', ['in_progress'], place),
        ...argumentEvents('response.mcp_call_arguments', 'arguments', item, place, false),
        ...progress('response.mcp_call', [item.status === 'failed' ? 'failed' : 'completed'], place),
      ];
    case 'apply_patch_call':
      return patchEvents(item, place);
    case 'shell_call':
      return forms.shellEvents ? commandEvents(item, place) : [];
    case 'shell_call_output':
      return forms.shellEvents ? commandOutputEvents(item, place) : [];
    default:
      return [];
  }
}

interface PartPlace extends Place {
  readonly content_index: number;
}

/** A content part: added, deltas, annotations, done, done. */
function partEvents(part: JsonObject, place: PartPlace, forms: EventForms): readonly UnnumberedEvent[] {
  const text = textOfPart(part);
  if (part.type === 'refusal') {
    return [
      { type: 'response.content_part.added', ...place, part: { ...part, refusal: '' } },
      ...tokensOf(text).map((delta) => ({ type: 'response.refusal.delta', ...place, delta })),
      { type: 'response.refusal.done', ...place, refusal: text },
      { type: 'response.content_part.done', ...place, part },
    ];
  }
  const logprobs = Array.isArray(part.logprobs) ? part.logprobs : [];
  const shows = forms.alwaysLogprobs || logprobs.length > 0;
  const annotations = Array.isArray(part.annotations) ? part.annotations : [];
  return [
    {
      type: 'response.content_part.added',
      ...place,
      part: { ...part, text: '', annotations: [], logprobs: [] },
    },
    ...tokensOf(text).map((delta, index) => {
      const entry = logprobs[index];
      const mine = shows ? { logprobs: entry === undefined ? [] : [entry] } : {};
      return { type: 'response.output_text.delta', ...place, delta, ...mine };
    }),
    ...annotations.map((annotation, index) => ({
      type: 'response.output_text.annotation.added',
      ...place,
      annotation_index: index,
      annotation,
    })),
    { type: 'response.output_text.done', ...place, text, ...(shows ? { logprobs } : {}) },
    { type: 'response.content_part.done', ...place, part },
  ];
}

function reasoningEvents(item: JsonObject, place: Place, forms: EventForms): readonly UnnumberedEvent[] {
  const content = objectsAt(item, 'content').flatMap(({ index, value }) => {
    const at = { ...place, content_index: index };
    const text = textOfPart(value);
    return [
      { type: 'response.content_part.added', ...at, part: { ...value, text: '' } },
      ...tokensOf(text).map((delta) => ({ type: `${forms.reasoningText}.delta`, ...at, delta })),
      { type: `${forms.reasoningText}.done`, ...at, text },
      { type: 'response.content_part.done', ...at, part: value },
    ];
  });
  const summary = objectsAt(item, 'summary').flatMap(({ index, value }) => {
    const at = { ...place, summary_index: index };
    const text = textOfPart(value);
    return [
      { type: 'response.reasoning_summary_part.added', ...at, part: { ...value, text: '' } },
      ...tokensOf(text).map((delta) => ({ type: 'response.reasoning_summary_text.delta', ...at, delta })),
      { type: 'response.reasoning_summary_text.done', ...at, text },
      { type: 'response.reasoning_summary_part.done', ...at, part: value },
    ];
  });
  return [...content, ...summary];
}

/** Deltas of a string member and its done event. */
function argumentEvents(
  stem: string,
  member: string,
  item: JsonObject,
  place: Place,
  withName: boolean,
): readonly UnnumberedEvent[] {
  const text = stringAt(item, member) ?? '';
  const named = withName ? { name: item.name } : {};
  return [
    ...tokensOf(text).map((delta) => ({ type: `${stem}.delta`, ...place, delta })),
    { type: `${stem}.done`, ...place, ...named, [member]: text },
  ];
}

function progress(stem: string, stages: readonly string[], place: Place): readonly UnnumberedEvent[] {
  return stages.map((stage) => ({ type: `${stem}.${stage}`, ...place }));
}

function codeEvents(item: JsonObject, place: Place): readonly UnnumberedEvent[] {
  return [
    ...progress('response.code_interpreter_call', ['in_progress'], place),
    ...argumentEvents('response.code_interpreter_call_code', 'code', item, place, false),
    ...progress('response.code_interpreter_call', ['interpreting', 'completed'], place),
  ];
}

function imageEvents(planned: PlannedItem, place: Place): readonly UnnumberedEvent[] {
  return [
    ...progress('response.image_generation_call', ['in_progress', 'generating'], place),
    ...(planned.partialImages ?? []).map((image, index) => ({
      type: 'response.image_generation_call.partial_image',
      ...place,
      partial_image_index: index,
      partial_image_b64: image,
    })),
    ...progress('response.image_generation_call', ['completed'], place),
  ];
}

/** Not in the published schemas, but sent by the services for as long as they have the tool. */
function patchEvents(item: JsonObject, place: Place): readonly UnnumberedEvent[] {
  const diff = isObject(item.operation) ? stringAt(item.operation, 'diff') : null;
  return diff === null
    ? []
    : argumentEvents('response.apply_patch_call_operation_diff', 'diff', { diff }, place, false);
}

function commandEvents(item: JsonObject, { output_index }: Place): readonly UnnumberedEvent[] {
  const commands = isObject(item.action) && Array.isArray(item.action.commands) ? item.action.commands : [];
  return commands.flatMap((command, index) => {
    const at = { command_index: index, output_index };
    const text = typeof command === 'string' ? command : '';
    return [
      { type: 'response.shell_call_command.added', ...at, command: '' },
      ...tokensOf(text).map((delta) => ({ type: 'response.shell_call_command.delta', ...at, delta })),
      { type: 'response.shell_call_command.done', ...at, command: text },
    ];
  });
}

function commandOutputEvents(item: JsonObject, place: Place): readonly UnnumberedEvent[] {
  return objectsAt(item, 'output').flatMap(({ index, value }) => {
    const at = { ...place, command_index: index };
    return [
      { type: 'response.shell_call_output_content.delta', ...at, delta: { stdout: value.stdout } },
      { type: 'response.shell_call_output_content.done', ...at, output: [value] },
    ];
  });
}
