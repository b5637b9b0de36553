import { arrayAt, isObject, type JsonObject, stringAt } from '../../../schemas/json.js';
import { type HostedRequest, type HostedResult, hostedItem } from './hosted-tools.js';
import type { OfferedTool } from './tools.js';

/** The one tool that every server has here. */
const echoTool = {
  name: 'echo',
  description: 'Gives back what it is told.',
  input_schema: {
    type: 'object',
    properties: { text: { type: 'string' } },
    required: ['text'],
    additionalProperties: false,
  },
  annotations: { read_only: true },
};

/** The list of a server's tools, unless the history has it already. */
export function listedTools(
  offered: OfferedTool,
  history: readonly JsonObject[],
  request: HostedRequest,
): HostedResult {
  const known = history.some((item) => item.type === 'mcp_list_tools' && item.server_label === offered.name);
  if (known) return { items: [] };
  const item = {
    id: request.newId('mcpl'),
    type: 'mcp_list_tools',
    server_label: offered.name,
    tools: namesAllowed(offered.tool).map((name) => ({ ...echoTool, name })),
    error: null,
  };
  return { items: [hostedItem(item, '')] };
}

/** A call of a server's tool: done at once where no approval is needed, else a request for it. */
export function mcpCall(offered: OfferedTool, request: HostedRequest): HostedResult {
  const [name = echoTool.name] = namesAllowed(offered.tool);
  const args = JSON.stringify({ text: request.query });
  if (!needsApproval(offered.tool, name)) return { items: [done(offered.name, name, args, null, request)] };
  const item = {
    id: request.newId('mcpr'),
    type: 'mcp_approval_request',
    server_label: offered.name,
    name,
    arguments: args,
  };
  return { items: [hostedItem(item, args)], waitsForCaller: true };
}

/** The calls that the caller has approved in the new input. */
export function approvedCalls(history: readonly JsonObject[], request: HostedRequest): HostedResult {
  const items = history.flatMap((answer, index) => {
    if (answer.type !== 'mcp_approval_response' || answer.approve !== true) return [];
    const id = stringAt(answer, 'approval_request_id') ?? '';
    const asked = history
      .slice(0, index)
      .find((item) => item.type === 'mcp_approval_request' && item.id === id);
    const isDone = history.some((item) => item.type === 'mcp_call' && item.approval_request_id === id);
    if (asked === undefined || isDone) return [];
    const [label, name, args] = ['server_label', 'name', 'arguments'].map(
      (member) => stringAt(asked, member) ?? '',
    );
    return [done(label ?? '', name ?? '', args ?? '', id, request)];
  });
  return { items };
}

function done(label: string, name: string, args: string, approval: string | null, { newId }: HostedRequest) {
  const item = {
    id: newId('mcp'),
    type: 'mcp_call',
    status: 'completed',
    approval_request_id: approval,
    server_label: label,
    name,
    arguments: args,
    output: args,
    error: null,
  };
  return hostedItem(item, args);
}

function namesAllowed(tool: JsonObject): readonly string[] {
  const allowed = isObject(tool.allowed_tools)
    ? arrayAt(tool.allowed_tools, 'tool_names')
    : arrayAt(tool, 'allowed_tools');
  const names = allowed.filter((name): name is string => typeof name === 'string');
  return names.length > 0 ? names : [echoTool.name];
}

/** `require_approval` defaults to always; filters name the tools that never or always need it. */
function needsApproval(tool: JsonObject, name: string): boolean {
  const rule = tool.require_approval;
  if (rule === 'never') return false;
  if (!isObject(rule)) return true;
  const listed = (filter: JsonObject['never']) =>
    isObject(filter) && arrayAt(filter, 'tool_names').includes(name);
  if (listed(rule.always)) return true;
  return !listed(rule.never);
}
