/** Where a streamed text belongs in its item. */
type Holder = 'content' | 'summary' | 'item' | 'command';

/** A text that is streamed in deltas and then said as a whole: its events and its place in the item. */
export interface TextFamily {
  /** Events are `<stem>.delta` and `<stem>.done`. */
  readonly stem: string;
  /** Member of the `done` event that has the whole text. */
  readonly value: string;
  readonly holder: Holder;
  /** Types of the part that may hold it; empty where no part does. */
  readonly partTypes: readonly string[];
  /** Member of the part (or pointer into the item) that has the whole text in the end. */
  readonly member: string;
  /** Item types that may stream it. */
  readonly itemTypes: readonly string[];
  /** Members that place its events. */
  readonly identity: readonly string[];
}

const inPart = ['item_id', 'output_index', 'content_index'];
const inSummary = ['item_id', 'output_index', 'summary_index'];
const inItem = ['item_id', 'output_index'];

/** Every text that a stream can carry in pieces (contract section b, and `apply_patch` as seen on the wire). */
export const textFamilies: readonly TextFamily[] = [
  part('response.output_text', 'text', ['output_text'], ['message', 'output_message']),
  part('response.refusal', 'refusal', ['refusal'], ['message', 'output_message']),
  part('response.reasoning_text', 'text', ['reasoning_text'], ['reasoning']),
  // The example of Open Responses puts reasoning into parts of type output_text.
  part('response.reasoning', 'text', ['reasoning_text', 'output_text', 'text'], ['reasoning']),
  {
    stem: 'response.reasoning_summary_text',
    value: 'text',
    holder: 'summary',
    partTypes: ['summary_text'],
    member: 'text',
    itemTypes: ['reasoning'],
    identity: inSummary,
  },
  value('response.function_call_arguments', 'arguments', '/arguments', 'function_call'),
  value('response.custom_tool_call_input', 'input', '/input', 'custom_tool_call'),
  value('response.mcp_call_arguments', 'arguments', '/arguments', 'mcp_call'),
  value('response.code_interpreter_call_code', 'code', '/code', 'code_interpreter_call'),
  value('response.apply_patch_call_operation_diff', 'diff', '/operation/diff', 'apply_patch_call'),
  {
    stem: 'response.shell_call_command',
    value: 'command',
    holder: 'command',
    partTypes: [],
    member: '/action/commands',
    itemTypes: ['shell_call'],
    identity: ['output_index', 'command_index'],
  },
];

/** A hosted tool that tells about its work: `<stem>.in_progress`, the words of `working`, those of `finished`. */
export interface ProgressFamily {
  readonly stem: string;
  readonly itemType: string;
  readonly working: readonly string[];
  readonly finished: readonly string[];
}

/** Every tool with progress events. */
export const progressFamilies: readonly ProgressFamily[] = [
  progress('file_search_call', ['searching'], ['completed']),
  progress('web_search_call', ['searching'], ['completed']),
  progress('code_interpreter_call', ['interpreting'], ['completed']),
  progress('image_generation_call', ['generating', 'partial_image'], ['completed']),
  progress('mcp_call', [], ['completed', 'failed']),
  progress('mcp_list_tools', [], ['completed', 'failed']),
];

/** What an item of a kind streams. Kinds that are not listed stream nothing but `added` and `done`. */
export function familiesOf(itemType: string | null): readonly TextFamily[] {
  return textFamilies.filter(({ itemTypes }) => itemTypes.some((type) => type === itemType));
}

function part(
  stem: string,
  member: string,
  partTypes: readonly string[],
  itemTypes: readonly string[],
): TextFamily {
  return {
    stem,
    value: member,
    holder: 'content',
    partTypes,
    member,
    itemTypes,
    identity: inPart,
  };
}

function value(stem: string, member: string, pointer: string, itemType: string): TextFamily {
  return {
    stem,
    value: member,
    holder: 'item',
    partTypes: [],
    member: pointer,
    itemTypes: [itemType],
    identity: inItem,
  };
}

function progress(itemType: string, working: readonly string[], finished: readonly string[]): ProgressFamily {
  return { stem: `response.${itemType}`, itemType, working, finished };
}
