import { isObject, type JsonObject, objectsAt, stringAt } from '../../schemas/json.js';
import { wasCut } from '../create/cut.js';
import type { Located } from '../engine/located.js';
import type { ExchangeView } from '../engine/view.js';

/** The types of items that hold a call of some tool. */
export function isCallType(type: string): boolean {
  return type.endsWith('_call') || type === 'structured_outputs' || type === 'workflow_action';
}

/** The output items of the final response that are calls. */
export function callsIn(view: ExchangeView): readonly Located[] {
  return view.items.filter(({ value }) => isCallType(stringAt(value, 'type') ?? ''));
}

/** The tools of the request. */
export function toolsOf(view: ExchangeView): readonly JsonObject[] {
  return objectsAt(view.body, 'tools').map(({ value }) => value);
}

/** Whether all tools of the request are functions and custom tools, so that every call must name one of them. */
export function hasOnlyClientTools(view: ExchangeView): boolean {
  const tools = toolsOf(view);
  return tools.length > 0 && tools.every((tool) => tool['type'] === 'function' || tool['type'] === 'custom');
}

/** Whether the answer is whole and says what the model did: completed, not declined by a refusal, no mere compaction. */
export function isWhole(view: ExchangeView): boolean {
  return (
    view.exchange.operation === 'create-response' &&
    view.response?.value['status'] === 'completed' &&
    !wasCut(view) &&
    !isCompaction(view) &&
    !view.items.some(({ value }) =>
      objectsAt(value, 'content').some(({ value: part }) => part['type'] === 'refusal'),
    )
  );
}

// A request that ends with a compaction trigger gets its context back compacted, and nothing else.
function isCompaction({ items }: ExchangeView): boolean {
  return items.length > 0 && items.every(({ value }) => value['type'] === 'compaction');
}

/** The tool choice of the request: a string, or the object's type. */
export function choiceOf(view: ExchangeView): { readonly kind: string; readonly choice: JsonObject | null } {
  const choice = view.body?.['tool_choice'];
  if (typeof choice === 'string') return { kind: choice, choice: null };
  if (!isObject(choice)) return { kind: 'default', choice: null };
  return { kind: stringAt(choice, 'type') ?? '', choice };
}

/** What an item calls, as a tool choice would name it. */
export function calledName({ value }: Located): string {
  return stringAt(value, 'name') ?? stringAt(value, 'type') ?? '';
}

const itemTypes: { readonly [tool: string]: readonly string[] | undefined } = {
  mcp: ['mcp_call', 'mcp_list_tools', 'mcp_approval_request'],
  computer: ['computer_call'],
  programmatic_tool_calling: ['program'],
  capture_structured_outputs: ['structured_outputs'],
  memory_search_preview: ['memory_search_call'],
  toolbox_search_preview: ['workflow_action'],
  work_iq_preview: ['work_iq_preview_call', 'mcp_call', 'oauth_consent_request'],
  fabric_iq_preview: ['fabric_iq_preview_call', 'mcp_call', 'oauth_consent_request'],
};

/** The types of the items in which a call of this hosted tool shows. Dates and `preview` behind OpenAI's names do not count. */
export function itemTypesOf(toolType: string): readonly string[] {
  const stem = toolType.replace(/_\d{4}_\d{2}_\d{2}$/, '');
  const plain = /^(web_search|computer_use)/.exec(stem)?.[1];
  if (plain !== undefined) return [plain === 'computer_use' ? 'computer_call' : 'web_search_call'];
  return itemTypes[stem] ?? [`${stem}_call`];
}
