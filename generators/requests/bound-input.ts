import { isObject, type JsonObject, type JsonValue, objectsAt } from '../../schemas/json.js';
import { usableName } from './bound-tools.js';
import type { Circumstances } from './circumstances.js';

/** A 1 × 1 PNG: the smallest image that every decoder takes. */
const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Input that the target can be expected to take: something to answer, known references, calls before their outputs. */
export function boundInput(input: JsonValue | undefined, circumstances: Circumstances): JsonValue {
  if (typeof input === 'string') return input.trim() === '' ? circumstances.prompt : input;
  if (!Array.isArray(input)) return circumstances.prompt;
  const items = objectsAt({ input }, 'input')
    .filter(({ value }) => isPossible(value, circumstances))
    .flatMap(({ value, index }) => bound(value, callOf(value, index, circumstances), circumstances));
  const trigger = items.filter(({ type }) => type === 'compaction_trigger').slice(0, 1);
  const others = items.filter(({ type }) => type !== 'compaction_trigger');
  const asked = others.some((item) => item['role'] === 'user' && item['content'] !== '');
  const question: JsonObject = { role: 'user', content: circumstances.prompt };
  return [...others, ...(asked ? [] : [question]), ...trigger];
}

// Calls and their outputs are told apart by ids of their own; where anything goes, the id may be as long as it likes.
function callOf(item: JsonObject, index: number, { fabricated }: Circumstances): JsonValue {
  const own = item['call_id'];
  const isBoundary = own === null || (typeof own === 'string' && (own.length === 1 || own.length > 40));
  return fabricated && isBoundary ? own : `call_${index}`;
}

/** Items that only a service can have made: they come back to it as they are, or not at all. */
const serviceMade: { readonly [type: string]: string } = {
  file_search_call: 'file_search',
  web_search_call: 'web_search',
  code_interpreter_call: 'code_interpreter',
  image_generation_call: 'image_generation',
  mcp_call: 'mcp',
  mcp_list_tools: 'mcp',
  mcp_approval_request: 'mcp',
  mcp_approval_response: 'mcp',
  tool_search_call: 'tool_search',
  tool_search_output: 'tool_search',
  computer_call: 'computer_use_preview',
  computer_call_output: 'computer_use_preview',
  local_shell_call: 'local_shell',
  local_shell_call_output: 'local_shell',
  shell_call: 'shell',
  shell_call_output: 'shell',
  apply_patch_call: 'apply_patch',
  apply_patch_call_output: 'apply_patch',
  program: 'programmatic_tool_calling',
  program_output: 'programmatic_tool_calling',
  additional_tools: 'namespace',
};

// Without a type it is a message, or else, having no role, a reference.
function typeOf(item: JsonObject): string {
  if (typeof item['type'] === 'string') return item['type'];
  return item['role'] === undefined ? 'item_reference' : 'message';
}

function isPossible(item: JsonObject, circumstances: Circumstances): boolean {
  const type = typeOf(item);
  const tool = serviceMade[type];
  if (tool !== undefined)
    return (
      circumstances.fabricated && circumstances.offers('hosted-tools') && circumstances.hostedTools.has(tool)
    );
  switch (type) {
    case 'item_reference':
      return circumstances.offers('item-reference') && circumstances.item !== null;
    case 'function_call':
    case 'function_call_output':
      return circumstances.offers('tools');
    case 'custom_tool_call':
    case 'custom_tool_call_output':
      return circumstances.offers('custom-tools');
    case 'reasoning':
      return circumstances.offers('encrypted-reasoning') && circumstances.fabricated;
    case 'compaction':
    case 'compaction_trigger':
      return circumstances.offers('compact') && circumstances.fabricated;
    default:
      return true;
  }
}

/** Outputs with the call that each answers, and the member of the call that its output repeats. */
const answered: { readonly [type: string]: JsonObject } = {
  function_call_output: { type: 'function_call', name: 'tool_0', arguments: '{}' },
  custom_tool_call_output: { type: 'custom_tool_call', name: 'tool_0', input: 'x' },
  computer_call_output: {
    type: 'computer_call',
    id: 'cu_1',
    status: 'completed',
    pending_safety_checks: [],
    action: { type: 'screenshot' },
  },
};

function bound(item: JsonObject, call: JsonValue, circumstances: Circumstances): readonly JsonObject[] {
  const type = typeOf(item);
  const origin = answered[type];
  // An output may come without saying what it answers; there is no call to put before it then.
  if (origin !== undefined && typeof call !== 'string')
    return [{ ...readable(item, circumstances), call_id: call }];
  if (origin !== undefined)
    return [
      { ...origin, call_id: call },
      { ...readable(item, circumstances), call_id: call },
    ];
  switch (type) {
    case 'item_reference':
      return [{ ...item, id: circumstances.item ?? '' }];
    case 'function_call':
      return [
        { ...item, call_id: call, name: usableName(item['name'], '0'), arguments: '{}' },
        { type: 'function_call_output', call_id: call, output: 'done' },
      ];
    case 'custom_tool_call':
      return [
        { ...item, call_id: call, name: usableName(item['name'], '0') },
        { type: 'custom_tool_call_output', call_id: call, output: 'done' },
      ];
    default:
      return [readable(item, circumstances)];
  }
}

// Images and files have to be there to be read: an address that somebody made up is none.
function readable(item: JsonObject, { fabricated }: Circumstances): JsonObject {
  if (fabricated) return item;
  return Object.fromEntries(
    Object.entries(item).map(([member, value]) => [
      member,
      Array.isArray(value) ? (value as readonly JsonValue[]).map(readablePart) : value,
    ]),
  );
}

function readablePart(part: JsonValue): JsonValue {
  if (!isObject(part)) return part;
  if (part['type'] === 'input_image') {
    const { file_id: _, ...rest } = part;
    return { ...rest, image_url: pixel };
  }
  if (part['type'] !== 'input_file') return part;
  const { file_id: _id, file_url: _url, ...rest } = part;
  return { ...rest, filename: 'note.txt', file_data: 'data:text/plain;base64,aGVsbG8=' };
}
